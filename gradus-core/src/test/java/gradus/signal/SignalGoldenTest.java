package gradus.signal;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.golden.Golden;
import gradus.op.window.Convention;
import gradus.op.window.Placement.Mode;
import gradus.reference.Fraction;
import gradus.reference.FractionNumbers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// One signal and one kernel in every mode and convention, exactly (spec 4.3 and 5).
class SignalGoldenTest {

  private static final FractionNumbers EXACT = new FractionNumbers();

  private static final Map<String, Mode> MODES =
      Map.of(
          "valid", Mode.VALID,
          "full", Mode.FULL,
          "same", Mode.SAME_UPPER,
          "same_upper", Mode.SAME_UPPER,
          "same_lower", Mode.SAME_LOWER);

  private final Golden golden = new Golden();

  private static Convention convention(String name) {
    return name.equals("convolution") ? Convention.CONVOLUTION : Convention.CROSS_CORRELATION;
  }

  private static List<Fraction> flat(List<List<Fraction>> rows) {
    return rows.stream().flatMap(List::stream).toList();
  }

  @Test
  void theExercise() {
    JsonNode row = Golden.at("4.3", "exercise");
    List<Fraction> x = Golden.fractions(row.get("x"));
    List<Fraction> w = Golden.fractions(row.get("w"));
    for (String mode : List.of("valid", "full", "same")) {
      Signal1d operation = Signal1d.of(Convention.CONVOLUTION, MODES.get(mode));
      golden.compareExact(mode, operation.apply(x, w), row.get(mode));
      golden.compareExact("flipped", operation.sliding(w), row.get("flip_w"));
      if (row.has(mode + "_padding")) {
        List<Fraction> padded = operation.padded(EXACT, x, w.size());
        golden.compareExact(mode, padded, row.get(mode + "_padding"));
      }
    }
    golden.verify(8);
  }

  @Test
  void everyModeAndConventionOfEveryPair() {
    for (JsonNode row : Golden.at("4.3", "cases")) {
      List<Fraction> x = Golden.fractions(row.get("x"));
      List<Fraction> w = Golden.fractions(row.get("w"));
      golden.same("d", x.size(), Golden.integer(row.get("d")));
      golden.same("k", w.size(), Golden.integer(row.get("k")));
      golden.compareExact("flip", w.reversed(), row.get("flip_w"));
      for (String name : List.of("convolution", "correlation")) {
        for (Map.Entry<String, JsonNode> it : row.get(name).properties()) {
          if (it.getKey().equals("matrix")) {
            for (Map.Entry<String, JsonNode> matrix : it.getValue().properties()) {
              Signal1d operation = Signal1d.of(convention(name), MODES.get(matrix.getKey()));
              golden.compareExact(
                  "matrix", flat(operation.matrix(EXACT, w, x.size())), matrix.getValue());
            }
          } else {
            compare(convention(name), it.getKey(), it.getValue(), x, w);
          }
        }
      }
    }
    golden.verify(150);
  }

  private void compare(
      Convention convention, String key, JsonNode expected, List<Fraction> x, List<Fraction> w) {
    assertThat(MODES).as(key).containsKey(key);
    Signal1d operation = Signal1d.of(convention, MODES.get(key));
    golden.compareExact(key, operation.apply(x, w), expected);
    golden.same(key, operation.outputLength(x.size(), w.size()), expected.size());
    double[] rounded =
        operation.apply(
            x.stream().mapToDouble(Fraction::toDouble).toArray(),
            w.stream().mapToDouble(Fraction::toDouble).toArray());
    for (int i = 0; i < rounded.length; i++) {
      golden.compareRounded(key, rounded[i], expected.get(i));
    }
  }

  @Test
  void lengthsOfTwoLayers() {
    for (JsonNode row : Golden.at("5", "symbolic_lengths")) {
      int d = Golden.integer(row.get("d"));
      int k1 = Golden.integer(row.get("k1"));
      int k2 = Golden.integer(row.get("k2"));
      for (String mode : List.of("valid", "full")) {
        Signal1d operation = Signal1d.of(Convention.CROSS_CORRELATION, MODES.get(mode));
        int found = operation.outputLength(operation.outputLength(d, k1), k2);
        golden.same(row + mode, found, Golden.integer(row.get(mode)));
      }
    }
    golden.verify(16);
  }

  /// Which tap stands where: a kernel of the taps' own numbers.
  @Test
  void symbolicJacobians() {
    for (JsonNode row : Golden.at("5", "symbolic_jacobian")) {
      int k = Golden.integer(row.get("k"));
      List<Fraction> taps =
          java.util.stream.IntStream.rangeClosed(1, k).mapToObj(Fraction::of).toList();
      for (String key :
          List.of(
              "valid_correlation", "valid_convolution", "full_correlation", "full_convolution")) {
        String[] parts = key.split("_", -1);
        Signal1d operation = Signal1d.of(convention(parts[1]), MODES.get(parts[0]));
        List<List<Fraction>> found =
            operation.matrix(EXACT, taps, Golden.integer(row.get("len_h")));
        golden.same("rows of " + key, found.size(), row.get(key).size());
        golden.compareExact(key, flat(found), row.get(key));
      }
    }
    golden.verify(40);
  }

  @Test
  void theAdjointOfSameUpperIsSameLower() {
    for (JsonNode row : Golden.at("5", "adjoint_same")) {
      List<Fraction> x = Golden.fractions(row.get("x"));
      List<Fraction> w = Golden.fractions(row.get("w"));
      List<Fraction> y = Golden.fractions(row.get("y"));
      Signal1d upper = Signal1d.of(Convention.CROSS_CORRELATION, Mode.SAME_UPPER);
      Signal1d lower = Signal1d.of(Convention.CROSS_CORRELATION, Mode.SAME_LOWER);
      List<Fraction> forward = upper.apply(x, w);
      List<Fraction> back = lower.apply(y, w.reversed());
      golden.compareExact("A x", forward, row.get("Ax_upper"));
      golden.compareExact("Aᵀ y", back, row.get("ATy"));
      golden.same("⟨Ax, y⟩", dot(forward, y), Golden.fraction(row.get("inner")));
      golden.same("⟨x, Aᵀy⟩", dot(x, back), Golden.fraction(row.get("inner")));
    }
    golden.verify(20);
  }

  private static Fraction dot(List<Fraction> x, List<Fraction> y) {
    Fraction sum = Fraction.ZERO;
    for (int i = 0; i < x.size(); i++) {
      sum = sum.plus(x.get(i).times(y.get(i)));
    }
    return sum;
  }

  @Test
  void longConvolution() {
    JsonNode row = Golden.at("beyond", "long_convolution");
    double[] x =
        java.util.stream.IntStream.range(0, 257)
            .mapToDouble(i -> Math.floorMod(7 * i * i + 3 * i, 19) - 9)
            .toArray();
    double[] w =
        java.util.stream.IntStream.range(0, 64)
            .mapToDouble(i -> Math.floorMod(i * i + 5 * i, 13) - 6)
            .toArray();
    double[] y = Signal1d.of(Convention.CONVOLUTION, Mode.FULL).apply(x, w);
    assertThat(y).hasSize(320);
    golden.compare("sum", java.util.Arrays.stream(y).sum(), row.get("sum"));
    golden.compare(
        "sum of |y|", java.util.Arrays.stream(y).map(Math::abs).sum(), row.get("sum_abs"));
    golden.compare(
        "largest",
        java.util.Arrays.stream(y).map(Math::abs).max().orElseThrow(),
        row.get("max_abs"));
    golden.compareAll("head", java.util.Arrays.copyOf(y, 12), row.get("head"));
    golden.compareAll("tail", java.util.Arrays.copyOfRange(y, 308, 320), row.get("tail"));
    double weighted = 0;
    for (int i = 0; i < y.length; i++) {
      weighted += ((31L * i + 7) % 101) * y[i];
    }
    golden.compare("weighted", weighted, row.get("weighted"));
    golden.verify(28);
  }

  @Test
  void mergedLayers() {
    Signal1d merge = Signal1d.of(Convention.CONVOLUTION, Mode.FULL);
    for (JsonNode row : Golden.at("beyond", "series_merge_1d", "cases")) {
      List<Fraction> x = Golden.fractions(row.get("x"));
      List<Fraction> w1 = Golden.fractions(row.get("w1"));
      List<Fraction> w2 = Golden.fractions(row.get("w2"));
      List<Fraction> merged = merge.apply(w1, w2);
      golden.compareExact("kernel", merged, row.get("merged_kernel"));
      for (String key :
          List.of(
              "valid_correlation", "valid_convolution", "full_correlation", "full_convolution")) {
        String[] parts = key.split("_", -1);
        Signal1d operation = Signal1d.of(convention(parts[1]), MODES.get(parts[0]));
        golden.compareExact(key, operation.apply(x, merged), row.get(key));
        golden.compareExact(key, operation.apply(operation.apply(x, w1), w2), row.get(key));
      }
    }
    golden.verify(27);
  }

  @Test
  void stridedLayersMergeOverAStuffedKernel() {
    for (JsonNode row : Golden.at("beyond", "strided_series_merge", "cases")) {
      List<Fraction> x = Golden.fractions(row.get("x"));
      List<Fraction> w1 = Golden.fractions(row.get("w1"));
      List<Fraction> w2 = Golden.fractions(row.get("w2"));
      int s1 = Golden.integer(row.get("s1"));
      int s2 = Golden.integer(row.get("s2"));
      Signal1d first = new Signal1d(Convention.CROSS_CORRELATION, Mode.VALID, s1, 1);
      Signal1d second = new Signal1d(Convention.CROSS_CORRELATION, Mode.VALID, s2, 1);
      golden.compareExact("two layers", second.apply(first.apply(x, w1), w2), row.get("y"));
      List<Fraction> merged = Golden.fractions(row.get("merged_kernel"));
      Signal1d whole = new Signal1d(Convention.CROSS_CORRELATION, Mode.VALID, s1 * s2, 1);
      golden.compareExact("one layer", whole.apply(x, merged), row.get("y"));
      golden.same("stride", s1 * s2, Golden.integer(row.get("merged_stride")));
      List<Fraction> stuffed = new java.util.ArrayList<>();
      for (int j = 0; j < w2.size(); j++) {
        for (int zero = 1; j > 0 && zero < s1; zero++) {
          stuffed.add(Fraction.ZERO);
        }
        stuffed.add(w2.get(j));
      }
      Signal1d full = Signal1d.of(Convention.CONVOLUTION, Mode.FULL);
      golden.same("kernel", full.apply(w1, stuffed), merged);
    }
    golden.verify(20);
  }

  @Test
  void sameLayersDoNotMerge() {
    JsonNode row = Golden.at("beyond", "same_same_counterexample");
    List<Fraction> x = Golden.fractions(row.get("x"));
    List<Fraction> w1 = Golden.fractions(row.get("w1"));
    List<Fraction> w2 = Golden.fractions(row.get("w2"));
    Signal1d same = Signal1d.of(Convention.CROSS_CORRELATION, Mode.SAME_UPPER);
    List<Fraction> merged = Signal1d.of(Convention.CONVOLUTION, Mode.FULL).apply(w1, w2);
    golden.compareExact("two layers", same.apply(same.apply(x, w1), w2), row.get("two_layers"));
    golden.compareExact("kernel", merged, row.get("merged_kernel"));
    golden.compareExact("one layer", same.apply(x, merged), row.get("one_layer"));
    golden.verify(3);
  }

  @Test
  void parallelBranchesMergeCentred() {
    JsonNode row = Golden.at("beyond", "parallel_merge_1d");
    List<Fraction> x = Golden.fractions(row.get("x"));
    Signal1d same = Signal1d.of(Convention.CROSS_CORRELATION, Mode.SAME_UPPER);
    Fraction[] sum = x.toArray(Fraction[]::new);
    Fraction[] kernel = new Fraction[5];
    java.util.Arrays.fill(kernel, Fraction.ZERO);
    kernel[2] = Fraction.ONE;
    for (JsonNode branch : row.get("branches")) {
      if (branch.isArray()) {
        List<Fraction> taps = Golden.fractions(branch);
        List<Fraction> made = same.apply(x, taps);
        for (int i = 0; i < sum.length; i++) {
          sum[i] = sum[i].plus(made.get(i));
        }
        for (int j = 0; j < taps.size(); j++) {
          int at = j + 2 - taps.size() / 2;
          kernel[at] = kernel[at].plus(taps.get(j));
        }
      }
    }
    golden.compareExact("branches", List.of(sum), row.get("y"));
    golden.compareExact("kernel", List.of(kernel), row.get("merged"));
    golden.compareExact("merged", same.apply(x, List.of(kernel)), row.get("y"));
    golden.verify(3);
  }
}
