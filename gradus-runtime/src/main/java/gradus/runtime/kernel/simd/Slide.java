package gradus.runtime.kernel.simd;

import gradus.runtime.kernel.WindowAxis;
import java.util.ArrayList;
import java.util.List;

/// How one spatial axis of a source is laid out with its padding, and where results read it.
///
/// Element `q` of phase `f` of the laid-out axis is the source's element `low + q · step + f`, or 0
/// outside the source. Phases take a stride apart, so that neighbouring results read neighbours.
final class Slide {

  final int length;
  final int low;
  final int step;
  final int phases;
  final int size;
  final List<Comb> combs;

  private Slide(int length, int low, int step, int phases, int size, List<Comb> combs) {
    this.length = length;
    this.low = low;
    this.step = step;
    this.phases = phases;
    this.size = size;
    this.combs = combs;
  }

  /// Results that share their taps: `count` of them, at `start + i · stride`. Result `i` reads,
  /// through the kernel position `taps[t]`, element `shifts[t] + i` of phase `phases[t]`.
  static final class Comb {
    final int count;
    final int start;
    final int stride;
    final int[] taps;
    final int[] phases;
    final int[] shifts;

    private Comb(int count, int start, int stride, List<int[]> reads) {
      this.count = count;
      this.start = start;
      this.stride = stride;
      taps = reads.stream().mapToInt(read -> read[0]).toArray();
      phases = reads.stream().mapToInt(read -> read[1]).toArray();
      shifts = reads.stream().mapToInt(read -> read[2]).toArray();
    }
  }

  /// The axis of `x` as windows see it.
  static Slide forward(WindowAxis axis) {
    int reach = (axis.kernel() - 1) * axis.dilation();
    List<int[]> reads = new ArrayList<>();
    for (int j = 0; j < axis.kernel(); j++) {
      int at = j * axis.dilation();
      reads.add(new int[] {j, at % axis.stride(), at / axis.stride()});
    }
    return new Slide(
        axis.in(),
        -axis.padBefore(),
        axis.stride(),
        Math.min(axis.stride(), reach + 1),
        axis.out() + reach / axis.stride(),
        List.of(new Comb(axis.out(), 0, 1, reads)));
  }

  /// The axis of `ȳ` as the elements of `x̄` see it: one comb for each remainder by the stride.
  static Slide backward(WindowAxis axis) {
    int stride = axis.stride();
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int rest = 0; rest < stride; rest++) {
      for (int j = 0; j < axis.kernel(); j++) {
        if (matches(axis, rest, j) && count(axis, rest) > 0) {
          low = Math.min(low, window(axis, rest, j));
          high = Math.max(high, window(axis, rest, j) + count(axis, rest));
        }
      }
    }
    List<Comb> combs = new ArrayList<>();
    for (int rest = 0; rest < stride; rest++) {
      List<int[]> reads = new ArrayList<>();
      for (int j = 0; j < axis.kernel(); j++) {
        if (matches(axis, rest, j)) {
          reads.add(new int[] {j, 0, window(axis, rest, j) - low});
        }
      }
      if (count(axis, rest) > 0) {
        int start = first(axis, rest) * stride + rest - axis.padBefore();
        combs.add(new Comb(count(axis, rest), start, stride, reads));
      }
    }
    boolean none = low > high; // no element is seen by any window
    return new Slide(axis.out(), none ? 0 : low, 1, 1, none ? 0 : high - low, combs);
  }

  /// An axis that is laid out as it is, and read by nobody in particular.
  static Slide whole(int length) {
    return new Slide(length, 0, 1, 1, length, List.of());
  }

  /// The same with zeros behind it, up to a size that is not smaller.
  Slide lengthened(int to) {
    return new Slide(length, low, step, phases, to, combs);
  }

  private static boolean matches(WindowAxis axis, int rest, int j) {
    return (j * axis.dilation() - rest) % axis.stride() == 0;
  }

  /// The least `q` for which `q · stride + rest − padBefore` lies in the input.
  private static int first(WindowAxis axis, int rest) {
    return Math.ceilDiv(axis.padBefore() - rest, axis.stride());
  }

  private static int count(WindowAxis axis, int rest) {
    int last = Math.floorDiv(axis.in() - 1 + axis.padBefore() - rest, axis.stride());
    return Math.max(0, last - first(axis, rest) + 1);
  }

  /// The window that looks at the first element of a comb with its kernel position `j`.
  private static int window(WindowAxis axis, int rest, int j) {
    return first(axis, rest) - (j * axis.dilation() - rest) / axis.stride();
  }
}
