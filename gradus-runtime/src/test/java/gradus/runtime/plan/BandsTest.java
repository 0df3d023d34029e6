package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandsTest {

  private final Engine engine = Engine.standard();

  @AfterEach
  void close() {
    engine.close();
  }

  private Plan plan(Node y, boolean fuse) {
    PlanOptions options = PlanOptions.standard().withFuse(fuse);
    return Plan.of(Graph.of(Map.of("y", y)), new Variables(), engine, options);
  }

  private Tensor run(Plan plan, List<String> inputs) {
    for (String name : inputs) {
      Slot slot = plan.input(name);
      Random random = new Random(name.hashCode());
      float[] values = new float[slot.type().shape().elements()];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat() - 0.5f;
      }
      slot.set(values, 0);
    }
    plan.run();
    return plan.output("y").tensor();
  }

  /// `p ⊙ (v − ⟨p, v⟩)` by rows.
  private static Node product(Node p, Node v) {
    return p.times(v.minus(p.times(v).sum(List.of(1), true)));
  }

  @ParameterizedTest
  @CsvSource({"2, 3", "5, 1", "7, 16", "128, 1000", "33, 4097", "4000, 3"})
  void rowsAreTakenThroughAllStepsWithTheSameBits(int rows, int n) {
    TensorType type = TensorType.f32(rows, n);
    Node y = product(Input.of("x", type).softmax(-1), Input.of("v", type));
    Plan banded = plan(y, true);
    // rows of one element are columns, too
    assertThat(banded.steps()).hasSize(n == 1 ? 3 : 1);
    List<String> inputs = List.of("x", "v");
    assertThat(run(banded, inputs)).isEqualTo(run(plan(y, false), inputs));
  }

  @Test
  void aSumThatIsReadAlongColumnsEndsTheBand() {
    Node x = Input.of("x", TensorType.f32(8, 8));
    Node sums = x.exp().sum(List.of(1), true);
    Node y = x.minus(sums.transpose()).exp().sum(List.of(1), true).times(x);
    List<String> inputs = List.of("x");
    Plan banded = plan(y, true);
    assertThat(run(banded, inputs)).isEqualTo(run(plan(y, false), inputs));
    assertThat(banded.steps()).hasSize(2);
  }

  @Test
  void aSumOverAllRowsIsNoPartOfTheBand() {
    Node x = Input.of("x", TensorType.f32(6, 50));
    Node y = product(x.exp(), x).minus(x.exp().sum(List.of(0), true));
    List<String> inputs = List.of("x");
    assertThat(run(plan(y, true), inputs)).isEqualTo(run(plan(y, false), inputs));
  }

  @Test
  void scalarsOfEachRowMayPassThroughChainsOfTheirOwn() {
    Node x = Input.of("x", TensorType.f32(40, 70));
    Node mean = x.mean(List.of(1), true);
    Node centred = x.minus(mean);
    Node variance = centred.times(centred).mean(List.of(1), true);
    Node y = centred.over(variance.plus(1e-5).sqrt());
    List<String> inputs = List.of("x");
    Plan banded = plan(y, true);
    assertThat(banded.steps()).hasSize(1);
    assertThat(run(banded, inputs)).isEqualTo(run(plan(y, false), inputs));
  }
}
