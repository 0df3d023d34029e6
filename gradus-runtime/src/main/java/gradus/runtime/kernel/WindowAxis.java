package gradus.runtime.kernel;

/// One spatial axis of a convolution or a pooling: how a window slides along it.
///
/// Window `o` covers the input positions `o · stride − padBefore + j · dilation` for `0 ≤ j <
/// kernel`; positions outside `0 … in − 1` are padding. `out` is given rather than derived, because
/// rounding up ("ceil mode") is the caller's choice: a window may then hang over the padding, and
/// what it sees there counts as padding too.
public record WindowAxis(
    int in, int out, int kernel, int stride, int dilation, int padBefore, int padAfter) {

  /// The axis of length one that pads a shape of rank 1 or 2 up to rank 3.
  public static final WindowAxis UNIT = new WindowAxis(1, 1, 1, 1, 1, 0, 0);

  public WindowAxis {
    require(in >= 0 && out >= 0, "in and out", "at least 0", Math.min(in, out));
    require(kernel >= 1, "kernel", "at least 1", kernel);
    require(stride >= 1, "stride", "at least 1", stride);
    require(dilation >= 1, "dilation", "at least 1", dilation);
    require(
        padBefore >= 0 && padAfter >= 0, "padding", "at least 0", Math.min(padBefore, padAfter));
  }

  /// The axis whose output length is rounded down, as a convolution's is.
  public static WindowAxis of(
      int in, int kernel, int stride, int dilation, int padBefore, int padAfter) {
    int room = in + padBefore + padAfter - (kernel - 1) * dilation - 1;
    int out = room < 0 ? 0 : room / stride + 1;
    return new WindowAxis(in, out, kernel, stride, dilation, padBefore, padAfter);
  }

  /// The input position that kernel position `j` of window `o` looks at; it may be padding.
  public int position(int o, int j) {
    return o * stride - padBefore + j * dilation;
  }

  /// `stride` times the window that looks at input position `i` with its kernel position `j`; no
  /// window does where this is not a whole multiple of the stride.
  public int reach(int i, int j) {
    return i + padBefore - j * dilation;
  }

  /// The first kernel position with which window `o` looks inside the input.
  public int firstInside(int o) {
    return Math.clamp(Math.ceilDiv(-position(o, 0), dilation), 0, kernel);
  }

  /// One past the last kernel position with which window `o` looks inside the input.
  public int endInside(int o) {
    return Math.clamp(Math.ceilDiv(in - position(o, 0), dilation), 0, kernel);
  }

  /// How many kernel positions of window `o` fall on the input or, with `padded`, on the input and
  /// its declared padding.
  public int count(int o, boolean padded) {
    int end = Math.clamp(Math.ceilDiv(in + padAfter - position(o, 0), dilation), 0, kernel);
    return padded ? end : Math.max(0, endInside(o) - firstInside(o));
  }

  private static void require(boolean holds, String what, String expected, int found) {
    if (!holds) {
      throw new IllegalArgumentException(
          "WindowAxis: expected %s %s, found %d. Check the geometry of the window."
              .formatted(what, expected, found));
    }
  }
}
