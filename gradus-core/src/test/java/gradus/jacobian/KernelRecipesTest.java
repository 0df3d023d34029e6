package gradus.jacobian;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.Placement;
import gradus.reference.Fraction;
import gradus.reference.Judge;
import gradus.reference.Value;
import gradus.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The Jacobian of a convolution by its kernel has the structure of a convolution, and is the one
/// that directions give, in exact fractions.
class KernelRecipesTest {

  static Stream<Arguments> convolutions() {
    Placement line = Placement.valid(1);
    Placement plane = Placement.valid(2);
    return Stream.of(
        Arguments.of(Shape.of(1, 1, 6), Shape.of(1, 1, 3), line, 1),
        Arguments.of(Shape.of(1, 1, 6), Shape.of(3, 1, 2), line.withPadding(List.of(1)), 1),
        Arguments.of(Shape.of(1, 2, 5), Shape.of(3, 2, 2), line, 1),
        Arguments.of(Shape.of(2, 1, 5), Shape.of(1, 1, 2), line, 1),
        Arguments.of(
            Shape.of(2, 4, 7),
            Shape.of(4, 2, 3),
            line.withStrides(List.of(2)).withPadding(List.of(2)),
            2),
        Arguments.of(
            Shape.of(2, 2, 8),
            Shape.of(2, 1, 3),
            new Placement(List.of(2), List.of(2), List.of(3), List.of(1)),
            2),
        Arguments.of(Shape.of(1, 1, 3, 4), Shape.of(1, 1, 2, 2), plane, 1),
        Arguments.of(Shape.of(2, 2, 4, 3), Shape.of(3, 2, 2, 2), plane, 1),
        Arguments.of(
            Shape.of(2, 4, 4, 5),
            Shape.of(2, 2, 2, 3),
            new Placement(List.of(2, 1), List.of(1, 2), List.of(1, 0), List.of(0, 2)),
            2),
        Arguments.of(Shape.of(1, 2, 2, 3, 2), Shape.of(2, 2, 2, 1, 2), Placement.valid(3), 1));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void areWhatDirectionsGive(Shape signal, Shape kernel, Placement placement, int groups) {
    for (Convention convention : Convention.values()) {
      Node x = Exact.node(signal, Exact.draws(signal.elements(), 1));
      Node w = Exact.node(kernel, Exact.draws(kernel.elements(), 2));
      Node y = x.conv(w, convention, placement, groups);
      Jacobian<Fraction> structured = Jacobians.exact(y, w, Map.of());
      Recipe<Fraction> recipe = new ByDirections<>(Exact.NUMBERS).of(y, 1);
      List<Value<Fraction>> values = Judge.exact().values(recipe.needs(), Map.of());
      Dense<Fraction> dense = recipe.build().apply(values).toDense();
      assertThat(structured.toDense()).as("%s", convention).isEqualTo(dense);
      assertThat(structured.transpose().toDense()).isEqualTo(dense.transpose());
      List<Fraction> direction = Exact.draws(kernel.elements(), 3);
      assertThat(structured.jvp(direction)).isEqualTo(dense.jvp(direction));
      assertThat(structured.structure()).contains("Toeplitz").doesNotContain("dense");
    }
  }

  @Test
  void storeTheSignalAndNoMatrix() {
    Node x = Exact.node(Shape.of(1, 2, 5, 5), Exact.draws(50, 1));
    Node w = Exact.node(Shape.of(3, 2, 2, 2), Exact.draws(24, 2));
    Node y = x.conv(w, Convention.CONVOLUTION, Placement.valid(2), 1);
    Jacobian<Fraction> byKernel = Jacobians.exact(y, w, Map.of());
    assertThat(byKernel.structure())
        .isEqualTo("(identity 3×3) ⊗ (block Toeplitz 16×8, kernel [1, 2, 5, 5], 1 groups)");
    assertThat(byKernel.memory()).isEqualTo(50);
  }
}
