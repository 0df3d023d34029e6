package gradus.signal;

import gradus.op.window.Convention;
import gradus.op.window.Placement;
import gradus.op.window.Placement.Mode;
import gradus.reference.DoubleNumbers;
import gradus.reference.Fraction;
import gradus.reference.FractionNumbers;
import gradus.reference.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Convolution or cross-correlation of a signal with a kernel, by name and without a default.
///
/// The signal is zero outside its range. Lengths: `valid` gives `max(0, d − k + 1)`, `same` gives
/// `d`, `full` gives `d + k − 1`, for stride and dilation 1. A kernel longer than the signal is no
/// error: `valid` is then empty, and arguments are never swapped. The padding does not depend on
/// the convention: a true convolution pads first, then slides the flipped kernel.
///
/// Throws {@link IllegalArgumentException} for an empty kernel, and for a stride or dilation below
/// 1. Source: spec 0.3 and 4.3.
///
/// @param convention which of two operations
/// @param mode how much padding; for `same` also on which side an odd zero comes
/// @param stride the distance between two outputs, 1 or more
/// @param dilation the distance between two taps, 1 or more
public record Signal1d(Convention convention, Mode mode, int stride, int dilation) {

  public Signal1d {
    if (stride < 1 || dilation < 1) {
      throw new IllegalArgumentException(
          "Signal1d(stride=%d, dilation=%d): expected 1 or more for both, found less. Use 1 for an ordinary convolution."
              .formatted(stride, dilation));
    }
  }

  /// One output, as it is calculated.
  ///
  /// @param products its terms, one a tap, those on padding included
  /// @param sum their sum
  /// @param <T> one number
  public record Output<T>(List<Product<T>> products, T sum) {
    public Output {
      products = List.copyOf(products);
    }
  }

  /// One term of an output.
  ///
  /// @param element the element of the padded signal
  /// @param tap the tap of the kernel that meets it
  /// @param <T> one number
  public record Product<T>(T element, T tap) {}

  /// The operation with stride 1 and dilation 1.
  public static Signal1d of(Convention convention, Mode mode) {
    return new Signal1d(convention, mode, 1, 1);
  }

  /// Where the kernel lies over a signal of length `d`.
  public Placement placement(int d, int k) {
    if (k < 1) {
      throw new IllegalArgumentException(
          "Signal1d(%s, %s): expected a kernel of length 1 or more, found %d. Give at least one tap."
              .formatted(convention, mode, k));
    }
    return new Placement(List.of(stride), List.of(dilation), List.of(0), List.of(0))
        .padded(mode, List.of(k), List.of(d));
  }

  /// The length of the result for a signal of length `d` and a kernel of length `k`.
  public int outputLength(int d, int k) {
    return placement(d, k).count(0, d, k);
  }

  /// The signal with the zeros around it over which a kernel of length `k` slides.
  public <T> List<T> padded(Numbers<T> numbers, List<T> signal, int k) {
    Placement placement = placement(signal.size(), k);
    List<T> padded = new ArrayList<>();
    for (int i = 0; i < placement.before().getFirst(); i++) {
      padded.add(numbers.of(0L));
    }
    padded.addAll(signal);
    for (int i = 0; i < placement.after().getFirst(); i++) {
      padded.add(numbers.of(0L));
    }
    return padded;
  }

  /// The kernel as it slides: flipped for a true convolution.
  public <T> List<T> sliding(List<T> kernel) {
    return switch (convention) {
      case CROSS_CORRELATION -> List.copyOf(kernel);
      case CONVOLUTION -> kernel.reversed();
    };
  }

  /// The products behind each output, and their sum.
  public <T> List<Output<T>> trace(Numbers<T> numbers, List<T> signal, List<T> kernel) {
    int outputs = outputLength(signal.size(), kernel.size());
    List<T> padded = padded(numbers, signal, kernel.size());
    List<T> taps = sliding(kernel);
    List<Output<T>> trace = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      List<Product<T>> products = new ArrayList<>();
      T sum = numbers.of(0L);
      for (int j = 0; j < taps.size(); j++) {
        Product<T> product = new Product<>(padded.get(i * stride + j * dilation), taps.get(j));
        sum = numbers.plus(sum, numbers.times(product.element(), product.tap()));
        products.add(product);
      }
      trace.add(new Output<>(products, sum));
    }
    return trace;
  }

  /// The result.
  public <T> List<T> apply(Numbers<T> numbers, List<T> signal, List<T> kernel) {
    return trace(numbers, signal, kernel).stream().map(Output::sum).toList();
  }

  /// The result in exact fractions.
  public List<Fraction> apply(List<Fraction> signal, List<Fraction> kernel) {
    return apply(new FractionNumbers(), signal, kernel);
  }

  /// The result in double.
  public double[] apply(double[] signal, double[] kernel) {
    return apply(new DoubleNumbers(), boxed(signal), boxed(kernel)).stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /// The matrix that the operation multiplies a signal of length `d` with: a row an output, a
  /// column an element. With stride 1 it is a banded Toeplitz matrix.
  public <T> List<List<T>> matrix(Numbers<T> numbers, List<T> kernel, int d) {
    Placement placement = placement(d, kernel.size());
    List<T> taps = sliding(kernel);
    List<List<T>> rows = new ArrayList<>();
    for (int i = 0; i < outputLength(d, kernel.size()); i++) {
      List<T> row = new ArrayList<>();
      for (int n = 0; n < d; n++) {
        int reach = n - i * stride + placement.before().getFirst();
        boolean meets = reach % dilation == 0 && reach >= 0 && reach / dilation < taps.size();
        row.add(meets ? taps.get(reach / dilation) : numbers.of(0L));
      }
      rows.add(row);
    }
    return rows;
  }
}
