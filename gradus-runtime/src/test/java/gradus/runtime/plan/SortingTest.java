package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autodiff.Gradients;
import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.reference.Judge;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortingTest {

  private static Tensor run(Node output, Node x, Tensor value) {
    Trial trial = new Trial(Graph.of(Map.of("y", output)), Map.of(x, value));
    Tensor found = Objects.requireNonNull(trial.run("simd", 2, PlanOptions.standard()).get("y"));
    Tensor judged = Judge.inDouble().evaluate(output, Map.of(x, value));
    assertThat(found.toDoubles()).isEqualTo(judged.toDoubles());
    return found;
  }

  private static long[] sorted(boolean descending, float... values) {
    Node x = Input.of("x", TensorType.f32(values.length));
    return run(x.argSort(0, descending), x, Tensor.of(x.type().shape(), values)).toLongs();
  }

  @Test
  void tiesKeepTheirOrderAndNanIsLargest() {
    float nan = Float.NaN;
    float negative = Float.intBitsToFloat(0xFFC00001);
    float inf = Float.POSITIVE_INFINITY;
    assertThat(sorted(false, 1, nan, -0f, inf, 0, -inf, negative, 1))
        .containsExactly(5, 2, 4, 0, 7, 3, 1, 6);
    assertThat(sorted(true, 1, nan, -0f, inf, 0, -inf, negative, 1))
        .containsExactly(1, 6, 3, 0, 7, 2, 4, 5);
    assertThat(sorted(false)).isEmpty();
  }

  @Test
  void integersBeyondDoublesAreOrdered() {
    Node x = Input.of("x", TensorType.i64(4));
    long big = (1L << 60) + 1;
    Tensor value = Tensor.of(x.type().shape(), new long[] {big, big - 1, Long.MIN_VALUE, big});
    assertThat(run(x.argSort(0, false), x, value).toLongs()).containsExactly(2, 1, 0, 3);
    assertThat(run(x.argSort(0, true), x, value).toLongs()).containsExactly(0, 3, 1, 2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void valuesGatheredThereAreSortedAndTheirGradientFlowsBack(boolean descending) {
    Node x = Input.of("x", TensorType.f32(3, 150, 2));
    float[] values = new float[900];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.floorMod(i * 7919L, 601) - 300;
    }
    Tensor value = Tensor.of(x.type().shape(), values);
    Node order = x.argSort(1, descending);
    float[] sorted = run(x.gatherElements(1, order), x, value).toFloats();
    for (int row = 0; row < 3; row++) {
      for (int i = 2; i < 300; i++) {
        float step = sorted[row * 300 + i] - sorted[row * 300 + i - 2];
        assertThat(descending ? -step : step).isNotNegative();
      }
    }
    Node weights = Node.constant(Tensor.of(Shape.of(3, 150, 2), ramp(900)));
    Node loss = x.gatherElements(1, order).times(weights).sum();
    Node slope = Gradients.of(loss, List.of(x)).getFirst();
    long[] order0 = run(order, x, value).toLongs();
    float[] slopes = run(slope, x, value).toFloats();
    for (int i = 0; i < 900; i++) {
      int at = i / 300 * 300 + (int) order0[i] * 2 + i % 2;
      assertThat(slopes[at]).isEqualTo(i);
    }
  }

  private static float[] ramp(int n) {
    float[] ramp = new float[n];
    for (int i = 0; i < n; i++) {
      ramp[i] = i;
    }
    return ramp;
  }
}
