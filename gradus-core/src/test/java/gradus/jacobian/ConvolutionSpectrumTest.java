package gradus.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.golden.Golden;
import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.op.window.Placement;
import gradus.random.Philox;
import gradus.reference.DoubleNumbers;
import gradus.reference.Numbers;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ConvolutionSpectrumTest {

  private static final Numbers<Double> D = new DoubleNumbers();
  private static final Convention CORRELATION = Convention.CROSS_CORRELATION;

  private static BandedToeplitz<Double> toeplitz(List<Double> w, int d, Placement.Mode mode) {
    Placement placement = Placement.valid(1).padded(mode, List.of(w.size()), List.of(d));
    return BandedToeplitz.of(D, w, CORRELATION, placement, d);
  }

  /// The signal after itself: a valid convolution of it is circular.
  private static Jacobian<Double> wrapped(int n, int k) {
    List<Integer> sources = IntStream.range(0, n + k - 1).mapToObj(i -> i % n).toList();
    return Selection.of(D, sources, n);
  }

  private static void close(List<Double> found, List<Double> wanted, double tolerance) {
    List<Double> left = found.stream().sorted().toList();
    List<Double> right = wanted.stream().sorted().toList();
    assertThat(left).hasSameSizeAs(right);
    for (int i = 0; i < left.size(); i++) {
      assertThat(left.get(i)).isCloseTo(right.get(i), within(tolerance));
    }
  }

  private static List<Double> draws(int n, long seed) {
    return IntStream.range(0, n).mapToObj(i -> Philox.of(seed).normal(i)).toList();
  }

  @Test
  void circularSingularValuesAreTheFrequencyResponse() {
    for (JsonNode row : Golden.at("beyond", "circular", "cases")) {
      List<Double> w = Arrays.stream(Golden.numbers(row.get("w"))).boxed().toList();
      int n = row.get("n").asInt();
      double[] squared = Golden.numbers(row.get("singular_values_squared_by_frequency"));
      List<Double> found = ConvolutionSpectrum.circular(w, n);
      for (int f = 0; f < n; f++) {
        assertThat(found.get(f)).isCloseTo(Math.sqrt(squared[f]), within(1e-14));
      }
      Jacobian<Double> matrix =
          toeplitz(w, n + w.size() - 1, Placement.Mode.VALID).after(wrapped(n, w.size()));
      assertThat(matrix.toDense().entries())
          .isEqualTo(Arrays.stream(Golden.numbers(row.get("matrix"))).boxed().toList());
      close(ConvolutionSpectrum.singularValues(matrix), found, 1e-7);
      double norm = Math.sqrt(Golden.number(row.get("spectral_norm_squared")));
      assertThat(SpectralNorm.of(matrix, 10_000).value()).isCloseTo(norm, within(1e-9));
    }
  }

  @Test
  void channelsAtEachFrequency() {
    int n = 5;
    for (int[] sizes : new int[][] {{2, 3, 2}, {3, 2, 3}, {1, 1, 4}}) {
      Shape kernel = Shape.of(sizes);
      List<Double> taps = draws(kernel.elements(), 3);
      List<List<List<Double>>> kernels = new ArrayList<>();
      for (int o = 0; o < sizes[0]; o++) {
        List<List<Double>> channels = new ArrayList<>();
        for (int c = 0; c < sizes[1]; c++) {
          int at = kernel.position(o, c, 0);
          channels.add(taps.subList(at, at + sizes[2]));
        }
        kernels.add(channels);
      }
      Convolution convolution = new Convolution(CORRELATION, Placement.valid(1), 1);
      Jacobian<Double> matrix =
          BlockToeplitz.of(D, convolution, kernel, taps, List.of(n + sizes[2] - 1))
              .after(KroneckerProduct.of(new Identity<>(D, sizes[1]), wrapped(n, sizes[2])));
      close(
          ConvolutionSpectrum.circularChannels(kernels, n),
          ConvolutionSpectrum.singularValues(matrix),
          1e-6);
    }
  }

  @Test
  void validAndFullLieWithinTheBounds() {
    for (int seed = 1; seed <= 12; seed++) {
      int k = 1 + seed % 4;
      List<Double> w = draws(k, seed);
      ConvolutionSpectrum.Bounds bounds = ConvolutionSpectrum.bounds(w);
      for (Placement.Mode mode : List.of(Placement.Mode.VALID, Placement.Mode.FULL)) {
        List<Double> values = ConvolutionSpectrum.singularValues(toeplitz(w, 7, mode));
        assertThat(values.getFirst()).isGreaterThanOrEqualTo(bounds.least() - 1e-7);
        assertThat(values.getLast()).isLessThanOrEqualTo(bounds.largest() + 1e-12);
      }
      double sum = w.stream().mapToDouble(Math::abs).sum();
      assertThat(bounds.largest()).isLessThanOrEqualTo(sum);
      double valid = toeplitz(w, 7, Placement.Mode.VALID).infinityNorm();
      double full = toeplitz(w, 7, Placement.Mode.FULL).oneNorm();
      assertThat(valid).isCloseTo(sum, within(1e-14));
      assertThat(full).isCloseTo(sum, within(1e-14));
    }
  }

  @Test
  void theBoundsAreTight() {
    ConvolutionSpectrum.Bounds bounds = ConvolutionSpectrum.bounds(List.of(2.0, 0.0, -1.0));
    assertThat(bounds.largest()).isCloseTo(3, within(1e-4));
    assertThat(bounds.least()).isCloseTo(1, within(1e-4)).isLessThanOrEqualTo(1);
  }

  @Test
  void differencesHaveTheSingularValuesOfTheString() {
    for (JsonNode row : Golden.at("beyond", "toeplitz_singular_values", "cases")) {
      List<Double> w = Arrays.stream(Golden.numbers(row.get("w"))).boxed().toList();
      int d = row.get("d").asInt();
      BandedToeplitz<Double> full = toeplitz(w, d, Placement.Mode.FULL);
      double sign = w.get(1) < 0 ? -1 : 1;
      List<Double> wanted = new ArrayList<>();
      for (int j = 1; j <= d; j++) {
        wanted.add(Math.sqrt(2 + sign * 2 * Math.cos(j * Math.PI / (d + 1))));
      }
      List<Double> found = ConvolutionSpectrum.singularValues(full);
      close(found, wanted, 1e-13);
      close(
          found.stream().map(s -> s * s).toList(),
          Arrays.stream(Golden.numbers(row.get("squared"))).boxed().toList(),
          1e-13);
      assertThat(SpectralNorm.of(full, 100_000).value()).isCloseTo(found.getLast(), within(1e-9));
    }
  }

  @Test
  void powerIterationStopsAtZeroAndAtItsLimit() {
    assertThat(SpectralNorm.of(new Zero<>(D, 2, 3), 10).value()).isZero();
    Jacobian<Double> full = toeplitz(List.of(1.0, -1.0), 30, Placement.Mode.FULL);
    assertThat(SpectralNorm.of(full, 3).iterations()).isEqualTo(3);
  }
}
