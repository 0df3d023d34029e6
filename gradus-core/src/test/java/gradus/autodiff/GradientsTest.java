package gradus.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.reference.Judge;
import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradientsTest {

  private static final int DEEP = 100_000;

  private final Node x = Input.of("x", TensorType.f64(2));
  private final Map<Node, Tensor> point = Map.of(x, Tensor.of(Shape.of(2), 0.5, -2));

  private double[] gradient(Node y) {
    Node gradient = Gradients.of(y, List.of(x)).getFirst();
    return Judge.inDouble().evaluate(gradient, point).toDoubles();
  }

  @Test
  void cotangentsThatMeetAtASharedNodeAreAdded() {
    Node square = x.times(x);
    Node y = square.plus(square.times(square)).sum();
    // (x² + x⁴)′ = 2x + 4x³
    assertThat(gradient(y)).containsExactly(1.5, -36);
  }

  @Test
  void theGradientOfANodeInItselfIsOne() {
    Node y = x.sum();
    Node gradient = Gradients.of(y, List.of(y)).getFirst();
    assertThat(Judge.inDouble().evaluate(gradient, point).toDoubles()).containsExactly(1);
  }

  @Test
  void differentiatesInANodeInTheMiddleToo() {
    Node middle = x.times(3);
    Node gradient = Gradients.of(middle.times(middle).sum(), List.of(middle)).getFirst();
    assertThat(Judge.inDouble().evaluate(gradient, point).toDoubles()).containsExactly(3, -12);
  }

  @Test
  void whatIsNotReachedHasAZeroGradientOfItsType() {
    Node other = Input.of("other", TensorType.f32(3, 1));
    Node gradient = Gradients.of(x.sum(), List.of(other)).getFirst();
    assertThat(gradient.type()).isEqualTo(other.type());
    assertThat(Judge.inDouble().evaluate(gradient, Map.of()).toDoubles()).containsOnly(0);
  }

  @Test
  void saysWhyAGradientIsZero() {
    Node y = x.floor().sum();
    Node other = Input.of("other", TensorType.f64());
    Gradients gradients = Gradients.pullBack(y, y.filled(1), List.of(x, other));
    assertThat(gradients.whyZero(x)).isEqualTo("Floor: floor is constant between the integers");
    assertThat(gradients.whyZero(other)).isEqualTo("the output does not depend on it");
    assertThat(gradients.whyZero(y)).isEqualTo("a gradient arrives");
  }

  @Test
  void aGradientThatStopsOnOneWayMayArriveOnAnother() {
    Node y = x.floor().plus(x).sum();
    assertThat(gradient(y)).containsExactly(1, 1);
    assertThat(Gradients.pullBack(y, y.filled(1), List.of(x)).whyZero(x))
        .isEqualTo("a gradient arrives");
  }

  @Test
  void stopsAtIntegersWithAReason() {
    Node y = x.as(DType.I64).as(DType.F64).sum();
    Gradients gradients = Gradients.pullBack(y, y.filled(1), List.of(x));
    assertThat(gradients.whyZero(x))
        .isEqualTo("Cast: a cast to or from integers is constant between them");
    assertThat(gradient(y)).containsExactly(0, 0);
  }

  @Test
  void refusesAGradientOfMoreThanANumber() {
    assertThatThrownBy(() -> Gradients.of(x.labelled("hidden"), List.of(x)))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "gradient of Input f64[2] \"hidden\": expected a float scalar, found f64[2]. "
                + "Reduce it with sum() or mean() first.");
    Node count = x.sum().as(DType.I64);
    assertThatThrownBy(() -> Gradients.of(count, List.of(x)))
        .hasMessage(
            "gradient of Cast i64[]: expected a float scalar, found i64[]. "
                + "Reduce it with sum() or mean() first.");
  }

  @Test
  void aChainOfAHundredThousandNodesDoesNotFillTheStack() {
    Node y = x.sum();
    for (int i = 0; i < DEEP; i++) {
      y = i % 2 == 0 ? y.negated() : y.relu();
    }
    Graph graph = Graph.of(Map.of("y", y, "dx", Gradients.of(y, List.of(x)).getFirst()));
    assertThat(graph.nodes()).hasSizeGreaterThan(2 * DEEP);
    assertThat(graph.print().lines()).hasSize(graph.nodes().size() + 2);
    Judge.Outcome outcome = Judge.inDouble().run(graph, point);
    // x₀ + x₁ = −1.5: negated to 1.5, kept, negated to −1.5, cut to 0
    assertThat(outcome.outputs()).containsEntry("y", Tensor.of(Shape.scalar(), 0.0));
    Node tangent = Tangents.of(y, Map.of(x, x.filled(1)));
    assertThat(Judge.inDouble().evaluate(tangent, point).doubleAt(0)).isZero();
  }
}
