package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.window.Placement;
import gradus.op.window.Pooling;
import gradus.random.Philox;
import gradus.runtime.kernel.Kernels;
import gradus.tensor.Shape;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Design law 3: the forward result of a row does not depend on its batch.
class BatchRowsTest {

  private static final int MOST = 17;
  private static final int PIXELS = 3 * 13 * 11;

  private static Node image(int batch) {
    return Input.of("x", TensorType.f32(batch, 3, 13, 11));
  }

  /// A convolution, pooling, a long product, normalised rows and a softmax.
  private static Graph network(int batch) {
    Placement placement = Placement.valid(2).withPadding(List.of(1, 1), List.of(1, 1));
    Node w = Parameter.of("w", TensorType.f32(8, 3, 3, 3));
    Node b = Parameter.of("b", TensorType.f32(8, 1, 1));
    Node h = image(batch).conv(w, placement).plus(b).relu();
    h = h.maxPool(Pooling.floor(List.of(2, 2), Placement.valid(2).withStrides(List.of(2, 2))));
    h = h.reshape(Shape.of(batch, 8 * 6 * 5));
    h = h.matmul(Parameter.of("v", TensorType.f32(600, 240)), false, true).tanh();
    h = h.minus(h.mean(List.of(1), true));
    h = h.matmul(Parameter.of("u", TensorType.f32(600, 10)));
    return Graph.of(Map.of("p", h.softmax(1), "s", h.logSumExp(List.of(1), false)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "simd"})
  void aRowIsTheSameInEveryBatch(String kernels) {
    Variables variables = new Variables();
    for (Node node : network(1).variables()) {
      String name = Graph.nameOf(node);
      variables.declare(name, node.type(), Trial.draw(node.type(), new Philox(9, name.hashCode())));
    }
    float[] images = new float[MOST * PIXELS];
    new Philox(4, 0).fillUniform(0, images, 0, images.length);
    try (Engine engine = Engine.of(Kernels.named(kernels), 2)) {
      Plans<Integer> plans =
          Plans.of(BatchRowsTest::network, variables, engine, PlanOptions.standard());
      float[] whole = run(plans.at(MOST), images, 0);
      for (int batch : new int[] {1, 2, 5, 8}) {
        int row = MOST - batch;
        float[] some = run(plans.at(batch), images, row);
        for (int i = 0; i < some.length; i++) {
          assertThat(some[i]).as("batch %d, %d", batch, i).isEqualTo(whole[row * 11 + i]);
        }
      }
    }
  }

  /// Ten probabilities and a normaliser for each row, from a row of the images on.
  private static float[] run(Plan plan, float[] images, int row) {
    plan.input("x").set(images, row * PIXELS);
    plan.run();
    float[] p = plan.output("p").floats();
    float[] s = plan.output("s").floats();
    float[] rows = new float[11 * s.length];
    for (int i = 0; i < s.length; i++) {
      System.arraycopy(p, 10 * i, rows, 11 * i, 10);
      rows[11 * i + 10] = s[i];
    }
    return rows;
  }
}
