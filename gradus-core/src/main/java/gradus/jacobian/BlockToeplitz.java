package gradus.jacobian;

import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.reference.Numbers;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// The matrix of a convolution over channels and any number of spatial axes, for one example: a
/// block for each pair of channels, Toeplitz blocks of Toeplitz blocks within.
///
/// @param numbers the kind of number
/// @param kernel outputs, channels of a group, and the taps of each axis
/// @param taps the kernel in row-major order, as it meets the signal (flipped for a true
///   convolution)
/// @param groups into how many separate groups the channels are cut
/// @param bands where the taps stand, for each spatial axis
public record BlockToeplitz<T>(
    Numbers<T> numbers, Shape kernel, List<T> taps, int groups, List<Band> bands)
    implements Jacobian<T> {

  public BlockToeplitz {
    taps = List.copyOf(taps);
    bands = List.copyOf(bands);
    if (taps.size() != kernel.elements() || bands.size() != kernel.rank() - 2) {
      throw new IllegalArgumentException(
          "BlockToeplitz(kernel=%s): expected %d taps and %d bands, found %d and %d. Give a band for each spatial axis."
              .formatted(kernel, kernel.elements(), kernel.rank() - 2, taps.size(), bands.size()));
    }
  }

  /// The matrix of a convolution by one example.
  ///
  /// @param numbers the kind of number
  /// @param convolution convention, placement and groups
  /// @param kernel the shape of the kernels `[O, C / groups, taps…]`
  /// @param values the kernels as they are written
  /// @param sizes the spatial sizes of the signal
  public static <T> BlockToeplitz<T> of(
      Numbers<T> numbers,
      Convolution convolution,
      Shape kernel,
      List<T> values,
      List<Integer> sizes) {
    List<Band> bands = new ArrayList<>();
    for (int axis = 0; axis < sizes.size(); axis++) {
      bands.add(Band.of(convolution.placement(), axis, sizes.get(axis), kernel.size(axis + 2)));
    }
    int block = kernel.slice(2, kernel.rank()).elements();
    boolean flips = convolution.convention() == Convention.CONVOLUTION;
    List<T> taps = flips ? flipped(values, block) : values;
    return new BlockToeplitz<>(numbers, kernel, taps, convolution.groups(), bands);
  }

  private static <T> List<T> flipped(List<T> values, int block) {
    List<T> flipped = new ArrayList<>();
    for (int start = 0; start < values.size(); start += block) {
      flipped.addAll(values.subList(start, start + block).reversed());
    }
    return flipped;
  }

  private Shape outputs() {
    return Shape.of(kernel.size(0)).followedBy(new Shape(bands.stream().map(Band::rows).toList()));
  }

  private Shape inputs() {
    return Shape.of(kernel.size(1) * groups)
        .followedBy(new Shape(bands.stream().map(Band::columns).toList()));
  }

  @Override
  public int rows() {
    return outputs().elements();
  }

  @Override
  public int columns() {
    return inputs().elements();
  }

  @Override
  public List<T> jvp(List<T> v) {
    check("jvp", columns(), v.size());
    return new Vectors<>(numbers)
        .tabulate(
            rows(),
            i -> {
              List<T> sum = new ArrayList<>(List.of(numbers.of(0L)));
              along(
                  i,
                  (tap, column) -> {
                    T product = numbers.times(taps.get(tap), v.get(column));
                    sum.set(0, numbers.plus(sum.getFirst(), product));
                  });
              return sum.getFirst();
            });
  }

  /// What to do where a tap meets a column.
  private interface Meeting {
    void at(int tap, int column);
  }

  private void along(int row, Meeting meeting) {
    int[] out = outputs().index(row);
    Shape signal = inputs();
    int perOutput = kernel.elements() / kernel.size(0);
    for (int tap = out[0] * perOutput; tap < (out[0] + 1) * perOutput; tap++) {
      int column = column(out, kernel.index(tap), signal);
      if (column >= 0) {
        meeting.at(tap, column);
      }
    }
  }

  private int column(int[] out, int[] tap, Shape signal) {
    int[] at = new int[signal.rank()];
    at[0] = out[0] / (kernel.size(0) / groups) * kernel.size(1) + tap[1];
    for (int axis = 0; axis < bands.size(); axis++) {
      at[axis + 1] = bands.get(axis).column(out[axis + 1], tap[axis + 2]);
      if (at[axis + 1] < 0) {
        return -1;
      }
    }
    return signal.position(at);
  }

  /// Channels swapped within each group, taps in reverse order on every axis.
  @Override
  public BlockToeplitz<T> transpose() {
    int outs = kernel.size(0) / groups;
    int ins = kernel.size(1);
    int block = kernel.slice(2, kernel.rank()).elements();
    List<T> turned = new ArrayList<>();
    for (int c = 0; c < ins * groups; c++) {
      for (int o = 0; o < outs; o++) {
        int start = ((c / ins * outs + o) * ins + c % ins) * block;
        turned.addAll(taps.subList(start, start + block).reversed());
      }
    }
    Shape shape = kernel.with(0, ins * groups).with(1, outs);
    List<Band> turnedBands = bands.stream().map(Band::transpose).toList();
    return new BlockToeplitz<>(numbers, shape, turned, groups, turnedBands);
  }

  @Override
  public T entry(int i, int j) {
    int[] out = outputs().index(i);
    int[] in = inputs().index(j);
    int first = out[0] / (kernel.size(0) / groups) * kernel.size(1);
    int[] tap = new int[kernel.rank()];
    tap[0] = out[0];
    tap[1] = in[0] - first;
    boolean meets = tap[1] >= 0 && tap[1] < kernel.size(1);
    for (int axis = 0; axis < bands.size(); axis++) {
      tap[axis + 2] = bands.get(axis).tap(out[axis + 1], in[axis + 1]);
      meets &= tap[axis + 2] >= 0;
    }
    return meets ? taps.get(kernel.position(tap)) : numbers.of(0L);
  }

  @Override
  public List<T> row(int i) {
    Vectors<T> vectors = new Vectors<>(numbers);
    List<T> row = new ArrayList<>(vectors.all(columns(), vectors.zero()));
    along(i, (tap, column) -> row.set(column, taps.get(tap)));
    return row;
  }

  @Override
  public OptionalInt rank() {
    Vectors<T> vectors = new Vectors<>(numbers);
    return taps.stream().allMatch(vectors::isZero) ? OptionalInt.of(0) : OptionalInt.empty();
  }

  @Override
  public long memory() {
    return taps.size();
  }

  @Override
  public long cost() {
    int outs = kernel.size(0);
    return outs == 0 ? 0 : (long) rows() * (taps.size() / outs);
  }

  @Override
  public String structure() {
    return "block Toeplitz %d×%d, kernel %s, %d groups"
        .formatted(rows(), columns(), kernel, groups);
  }
}
