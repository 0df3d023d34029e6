package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autodiff.Gradients;
import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.composite.Activation;
import gradus.op.composite.Clip;
import gradus.op.composite.Elu;
import gradus.op.composite.Gelu;
import gradus.op.composite.GeluTanh;
import gradus.op.composite.HardSigmoid;
import gradus.op.composite.HardSwish;
import gradus.op.composite.LeakyRelu;
import gradus.op.composite.LogSigmoid;
import gradus.op.composite.Mish;
import gradus.op.composite.Selu;
import gradus.op.composite.Silu;
import gradus.op.composite.Softsign;
import gradus.op.source.Input;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Activations and their slopes in f32 where numbers end: beside the judge's in double.
class ActivationEdgesTest {

  private static final float[] HARD = {
    Float.NEGATIVE_INFINITY,
    -3e38f,
    -1e30f,
    -800,
    -104,
    -88.8f,
    -40,
    -17,
    -10,
    -3.5f,
    -1.25f,
    -1e-3f,
    -1e-30f,
    -0f,
    0,
    1e-30f,
    1e-3f,
    1.25f,
    3.5f,
    10,
    17,
    40,
    88.8f,
    104,
    800,
    1e30f,
    3e38f,
    Float.POSITIVE_INFINITY
  };

  static Stream<Activation> activations() {
    return Stream.of(
        new LeakyRelu(0.01),
        new Elu(1.5),
        new Selu(),
        new Gelu(),
        new GeluTanh(),
        new Silu(),
        new Softsign(),
        new HardSigmoid(0.2, 0.5),
        new HardSwish(),
        new Mish(),
        new LogSigmoid(),
        new Clip(-1.5, 6));
  }

  @Test
  void everyActivationIsTried() {
    assertThat(activations().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Activation.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("activations")
  void staysRightWhereNumbersEnd(Activation activation) {
    Node x = Input.of("x", TensorType.f32(HARD.length));
    Node y = Node.of(activation, List.of(x));
    Node slope = Gradients.of(y.sum(), List.of(x)).getFirst();
    Graph graph = Graph.of(Map.of("y", y, "slope", slope));
    Trial trial = new Trial(graph, Map.of(x, Tensor.of(Shape.of(HARD.length), HARD)));
    Map<String, Tensor> scalar = trial.run("scalar", 1, PlanOptions.standard());
    assertThat(trial.run("simd", 2, PlanOptions.standard())).isEqualTo(scalar);
    trial
        .judged()
        .forEach(
            (name, judged) -> {
              Tensor found = scalar.get(name);
              for (int i = 0; i < HARD.length; i++) {
                assertNear(name + " at " + HARD[i], found.doubleAt(i), (float) judged.doubleAt(i));
              }
            });
  }

  /// Within 2e-6 of the value or, where Φ or σ is formed beside 1, of 1.
  private static void assertNear(String what, double found, double expected) {
    boolean near = Math.abs(found - expected) <= 2e-6 * Math.max(1, Math.abs(expected));
    assertThat(found == expected || near)
        .as("%s: expected %s, found %s", what, expected, found)
        .isTrue();
  }
}
