package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.runtime.kernel.Kernels;
import gradus.tensor.TensorType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A plan that changes from one set of kernels to another while it runs.
class WarmUpTest {

  private static final int RUNS = 2_000;

  private static Trial trial() {
    Node x = Input.of("x", TensorType.f32(5, 7));
    Node w = Parameter.of("w", TensorType.f32(7, 3));
    Node y = x.matmul(w).tanh();
    Node change = x.transpose().matmul(y).times(1e-3);
    return Trial.of(new Graph(Map.of("y", y.softmax(1)), Map.of(w, w.minus(change))), 2);
  }

  /// The weights after many runs.
  private static float[] weights(String kernels) {
    Trial trial = trial();
    Variables variables = new Variables();
    for (Node node : trial.graph().variables()) {
      variables.declare(Graph.nameOf(node), node.type(), trial.feeds().get(node));
    }
    try (Engine engine = Engine.of(Kernels.named(kernels), 1)) {
      Plan plan = Plan.of(trial.graph(), variables, engine);
      trial.feed(plan);
      for (int i = 0; i < RUNS; i++) {
        plan.run();
      }
    }
    return variables.tensor("w").toFloats();
  }

  @Test
  void changingOverDoesNotChangeABit() {
    assertThat(weights("auto")).isEqualTo(weights("scalar")).isEqualTo(weights("simd"));
  }
}
