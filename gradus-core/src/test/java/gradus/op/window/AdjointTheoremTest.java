package gradus.op.window;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.op.Node;
import gradus.op.movement.Flip;
import gradus.random.Philox;
import gradus.reference.Fraction;
import gradus.reference.Judge;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which convolution is the transpose of which, as matrices of exact fractions (spec 0.3).
class AdjointTheoremTest {

  private static final Judge<Fraction> EXACT = Judge.exact();

  static Stream<Arguments> lengths() {
    return IntStream.rangeClosed(1, 7)
        .boxed()
        .flatMap(
            d ->
                IntStream.rangeClosed(1, 4)
                    .boxed()
                    .flatMap(
                        k ->
                            Stream.of(Convention.values())
                                .map(convention -> Arguments.of(d, k, convention))));
  }

  /// The operation on signals of length `d`, by rows.
  private static List<List<Fraction>> matrix(
      int d, Node w, int before, int after, Convention convention) {
    Placement placement = new Placement(List.of(1), List.of(1), List.of(before), List.of(after));
    List<List<Fraction>> columns = new ArrayList<>();
    for (int n = 0; n < d; n++) {
      double[] unit = new double[d];
      unit[n] = 1;
      Node x = Node.constant(Tensor.of(Shape.of(1, 1, d), unit));
      Node y = Node.of(new Convolution(convention, placement, 1), List.of(x, w));
      columns.add(EXACT.value(y, Map.of()).elements());
    }
    return transposed(columns, columns.getFirst().size());
  }

  private static List<List<Fraction>> transposed(List<List<Fraction>> rows, int width) {
    List<List<Fraction>> columns = new ArrayList<>();
    for (int j = 0; j < width; j++) {
      int at = j;
      columns.add(rows.stream().map(row -> row.get(at)).toList());
    }
    return columns;
  }

  private static Node kernel(int k) {
    double[] taps = new double[k];
    for (int j = 0; j < k; j++) {
      taps[j] = Philox.of(k).below(19, j) - 9;
    }
    return Node.constant(Tensor.of(Shape.of(1, 1, k), taps));
  }

  private static Node flipped(Node w) {
    return Node.of(new Flip(List.of(2)), List.of(w));
  }

  @ParameterizedTest(name = "d = {0}, k = {1}, {2}")
  @MethodSource("lengths")
  void theTransposeOfFullIsValidWithTheFlippedKernel(int d, int k, Convention convention) {
    Node w = kernel(k);
    List<List<Fraction>> full = matrix(d, w, k - 1, k - 1, convention);
    assertThat(full).hasSize(d + k - 1);
    assertThat(transposed(full, d)).isEqualTo(matrix(d + k - 1, flipped(w), 0, 0, convention));
  }

  @ParameterizedTest(name = "d = {0}, k = {1}, {2}")
  @MethodSource("lengths")
  void theTransposeOfValidIsFullWithTheFlippedKernel(int d, int k, Convention convention) {
    Node w = kernel(k);
    List<List<Fraction>> valid = matrix(d, w, 0, 0, convention);
    assertThat(valid).hasSize(Math.max(0, d - k + 1));
    if (d >= k) {
      assertThat(transposed(valid, d))
          .isEqualTo(matrix(d - k + 1, flipped(w), k - 1, k - 1, convention));
    }
  }

  @ParameterizedTest(name = "d = {0}, k = {1}, {2}")
  @MethodSource("lengths")
  void theTransposeOfSameUpperIsSameLowerWithTheFlippedKernel(int d, int k, Convention convention) {
    Node w = kernel(k);
    int less = (k - 1) / 2;
    List<List<Fraction>> upper = matrix(d, w, less, k - 1 - less, convention);
    assertThat(upper).hasSize(d);
    assertThat(transposed(upper, d))
        .isEqualTo(matrix(d, flipped(w), k - 1 - less, less, convention));
  }
}
