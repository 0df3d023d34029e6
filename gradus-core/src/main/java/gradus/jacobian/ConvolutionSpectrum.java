package gradus.jacobian;

import gradus.reference.DoubleNumbers;
import java.util.ArrayList;
import java.util.List;

/// Singular values of convolutions, from the kernel's frequency response `ŵ(θ) = Σⱼ wⱼ e^{ijθ}`.
public final class ConvolutionSpectrum {

  private static final int SAMPLES_A_TAP = 512;

  private ConvolutionSpectrum() {}

  /// Between which two numbers all singular values lie.
  ///
  /// @param least no singular value is below it
  /// @param largest none is above it: a Lipschitz constant
  public record Bounds(double least, double largest) {}

  /// The squares `|ŵ(θ)|²`.
  ///
  /// @param taps the kernel
  /// @param theta the frequency, radians an element
  public static double squaredResponse(List<Double> taps, double theta) {
    double real = 0;
    double imaginary = 0;
    for (int j = 0; j < taps.size(); j++) {
      real += taps.get(j) * StrictMath.cos(j * theta);
      imaginary += taps.get(j) * StrictMath.sin(j * theta);
    }
    return real * real + imaginary * imaginary;
  }

  /// The singular values of circular convolution on `n` elements, one a frequency: `|ŵ(2πf/n)|`.
  public static List<Double> circular(List<Double> taps, int n) {
    List<Double> values = new ArrayList<>();
    for (int f = 0; f < n; f++) {
      values.add(Math.sqrt(squaredResponse(taps, 2 * Math.PI * f / n)));
    }
    return values;
  }

  /// Bounds of the singular values of valid, full and circular convolution at any length: `[min
  /// |ŵ|, max |ŵ|]`, rounded outwards by less than one part in 10⁵ of the largest.
  ///
  /// `|ŵ|²` is a trigonometric polynomial of degree `m = k − 1`, so its largest value is at most `1
  /// / cos(πm/N)` times the largest at `N > 2m` equidistant points. Source: Ehlich and Zeller 1964.
  /// The largest is at most `Σ |wⱼ|` too.
  public static Bounds bounds(List<Double> taps) {
    int samples = SAMPLES_A_TAP * taps.size();
    double high = 0;
    double low = Double.POSITIVE_INFINITY;
    for (int s = 0; s < samples; s++) {
      double squared = squaredResponse(taps, 2 * Math.PI * s / samples);
      high = Math.max(high, squared);
      low = Math.min(low, squared);
    }
    double slack = 1 / StrictMath.cos(Math.PI * (taps.size() - 1) / samples) * (1 + 1e-12);
    double most = high * slack;
    // the same bound for the polynomial most − |ŵ|²
    double least = most - (most - low) * slack;
    double sum = taps.stream().mapToDouble(Math::abs).sum();
    return new Bounds(Math.sqrt(Math.max(0, least)), Math.min(sum, Math.sqrt(most)));
  }

  /// The singular values of circular convolution over channels, all frequencies together: those of
  /// the matrices `K̂(f)`, outputs by channels.
  ///
  /// @param kernels outputs, channels, taps
  /// @param n the length of the signal
  public static List<Double> circularChannels(List<List<List<Double>>> kernels, int n) {
    List<Double> values = new ArrayList<>();
    for (int f = 0; f < n; f++) {
      values.addAll(atFrequency(kernels, 2 * Math.PI * f / n));
    }
    return values;
  }

  /// The singular values of one complex matrix: as the real matrix `[[R, −I], [I, R]]`, which has
  /// each twice.
  private static List<Double> atFrequency(List<List<List<Double>>> kernels, double theta) {
    int outs = kernels.size();
    int ins = kernels.getFirst().size();
    List<Double> entries = new ArrayList<>();
    for (int i = 0; i < 2 * outs; i++) {
      for (int j = 0; j < 2 * ins; j++) {
        List<Double> taps = kernels.get(i % outs).get(j % ins);
        boolean real = i < outs == j < ins;
        double sign = i < outs && j >= ins ? -1 : 1;
        double sum = 0;
        for (int t = 0; t < taps.size(); t++) {
          double angle = t * theta;
          sum += taps.get(t) * (real ? StrictMath.cos(angle) : StrictMath.sin(angle));
        }
        entries.add(sign * sum);
      }
    }
    List<Double> doubled =
        singularValues(new Dense<>(new DoubleNumbers(), 2 * outs, 2 * ins, entries));
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < doubled.size(); i += 2) {
      values.add(doubled.get(i));
    }
    return values;
  }

  /// All singular values of a matrix, ascending: roots of the eigenvalues of the smaller of `A Aᵀ`
  /// and `Aᵀ A`; small ones are accurate to half the digits.
  public static List<Double> singularValues(Jacobian<Double> matrix) {
    boolean wide = matrix.columns() > matrix.rows();
    Jacobian<Double> square =
        wide ? matrix.after(matrix.transpose()) : matrix.transpose().after(matrix);
    return SymmetricEigenvalues.of(square.toDense()).stream()
        .map(x -> Math.sqrt(Math.max(0, x)))
        .toList();
  }
}
