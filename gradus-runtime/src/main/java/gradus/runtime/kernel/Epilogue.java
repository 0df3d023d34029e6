package gradus.runtime.kernel;

/// What a kernel makes of each of its results before it stores them: `z = (y − minus) · times +
/// plus`, then `+ rest`, then {@link Elementary#relu}, each where it is asked for.
///
/// `minus`, `times` and `plus` are numbers of the result's channel; `rest` is another tensor, laid
/// out like the result, which may be the very place where the result goes. Every operation rounds
/// as if it stood alone, so that the bits are those of separate steps; what is left out changes no
/// bit, since it is `− (+0)`, `· 1` and `+ (−0)`.
public final class Epilogue {

  private static final Numbers ZERO = new Numbers(new float[] {0f}, 0, 0);
  private static final Numbers ONE = new Numbers(new float[] {1f}, 0, 0);
  private static final Numbers MINUS_ZERO = new Numbers(new float[] {-0f}, 0, 0);
  private static final float[] NOTHING = {};

  /// Results as they are.
  public static final Epilogue NONE = new Epilogue(ZERO, ONE, MINUS_ZERO, NOTHING, 0, false, false);

  private final Numbers minus;
  private final Numbers times;
  private final Numbers plus;
  private final float[] rest;
  private final int restAt;
  private final boolean adds;
  private final boolean rectifies;

  /// A number for each channel: that of channel `c` is `values[at + c · step]`.
  private static final class Numbers {
    final float[] values;
    final int at;
    final int step;

    Numbers(float[] values, int at, int step) {
      this.values = values;
      this.at = at;
      this.step = step;
    }

    float of(int channel) {
      return values[at + channel * step];
    }
  }

  private Epilogue(
      Numbers minus,
      Numbers times,
      Numbers plus,
      float[] rest,
      int restAt,
      boolean adds,
      boolean rectifies) {
    this.minus = minus;
    this.times = times;
    this.plus = plus;
    this.rest = rest;
    this.restAt = restAt;
    this.adds = adds;
    this.rectifies = rectifies;
  }

  /// Subtracts `values[at + c]` in channel `c`, first of all.
  public Epilogue withMinus(float[] values, int at) {
    return new Epilogue(new Numbers(values, at, 1), times, plus, rest, restAt, adds, rectifies);
  }

  /// Multiplies by `values[at + c]` in channel `c`, after the subtraction.
  public Epilogue withTimes(float[] values, int at) {
    return new Epilogue(minus, new Numbers(values, at, 1), plus, rest, restAt, adds, rectifies);
  }

  /// Adds `values[at + c]` in channel `c`, after the multiplication.
  public Epilogue withPlus(float[] values, int at) {
    return new Epilogue(minus, times, new Numbers(values, at, 1), rest, restAt, adds, rectifies);
  }

  /// Adds the element in the same place of a tensor that begins at `values[at]`.
  public Epilogue withRest(float[] values, int at) {
    return new Epilogue(minus, times, plus, values, at, true, rectifies);
  }

  /// Rectifies, last of all.
  public Epilogue rectified() {
    return new Epilogue(minus, times, plus, rest, restAt, adds, true);
  }

  /// What is subtracted in a channel.
  public float minus(int channel) {
    return minus.of(channel);
  }

  /// By what a channel is multiplied.
  public float times(int channel) {
    return times.of(channel);
  }

  /// What is added in a channel.
  public float plus(int channel) {
    return plus.of(channel);
  }

  /// The array of what is added in each channel; empty if nothing is.
  public float[] plusValues() {
    return plus == MINUS_ZERO ? NOTHING : plus.values;
  }

  /// Where in its array what is added in channel 0 lies.
  public int plusAt() {
    return plus.at;
  }

  /// Whether a tensor is added.
  public boolean adds() {
    return adds;
  }

  /// The array of the tensor that is added.
  public float[] rest() {
    return rest;
  }

  /// Where in its array the tensor that is added begins.
  public int restAt() {
    return restAt;
  }

  /// Whether results are rectified.
  public boolean rectifies() {
    return rectifies;
  }

  /// Makes of `count` results of a channel, which lie from `x[xOffset]` on, what is stored from
  /// `y[yOffset + place]` on, where `y[yOffset]` is the first of all results.
  public void apply(
      int channel, float[] x, int xOffset, float[] y, int yOffset, int place, int count) {
    float less = minus(channel);
    float factor = times(channel);
    float more = plus(channel);
    for (int i = 0; i < count; i++) {
      float z = (x[xOffset + i] - less) * factor + more;
      z = adds ? z + rest[restAt + place + i] : z;
      y[yOffset + place + i] = rectifies ? Elementary.relu(z) : z;
    }
  }

  /// Adds and rectifies in place `count` results of neighbouring channels, from `channel` on; the
  /// first one is number `place` of all.
  public void applyAcross(int channel, float[] y, int yOffset, int place, int count) {
    for (int i = 0; i < count; i++) {
      float z = y[yOffset + i] + plus(channel + i);
      z = adds ? z + rest[restAt + place + i] : z;
      y[yOffset + i] = rectifies ? Elementary.relu(z) : z;
    }
  }
}
