package gradus.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.State;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.DType;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sums that fade end at 0, not at the smallest numbers of their type.
class FadingTest {

  private static final double KEEP = 0.9;

  private static Graph fading(TensorType type) {
    Node past = State.of("past", type);
    Node sum = Fading.sum(past, KEEP, Input.of("fresh", type));
    return new Graph(Map.of(), Map.of(past, sum));
  }

  private static Tensor after(TensorType type, double first, double fresh, int steps) {
    try (Engine engine = Engine.of(Kernels.named("scalar"), 1)) {
      Variables variables = new Variables();
      variables.declare("past", type, Tensor.full(type, first));
      Plan plan = Plan.of(fading(type), variables, engine);
      plan.input("fresh").set(Tensor.full(type, fresh));
      for (int i = 0; i < steps; i++) {
        plan.run();
      }
      return variables.tensor("past");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"F32", "F64"})
  void nothingIsLeftInTheEnd(DType dtype) {
    TensorType type = new TensorType(dtype, TensorType.f32(3).shape());
    int enough = dtype == DType.F32 ? 850 : 6_800;
    assertThat(after(type, 1, 0, enough).doubleAt(0)).isZero();
    assertThat(after(type, -1, 0, enough).doubleAt(0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, -0.37, 1e-20, -1.3e-28})
  void usualSumsKeepEveryBit(double first) {
    float past = (float) first;
    float fresh = past / 7;
    float plain = past * (float) KEEP + fresh;
    assertThat((float) after(TensorType.f32(3), first, fresh, 1).doubleAt(0)).isEqualTo(plain);
  }
}
