package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnomaliesTest {

  private final Node x = Input.of("x", TensorType.f32(3));
  private final Variables variables = new Variables();

  private AnomalyException found(Graph graph, float... values) {
    try (Engine engine = Engine.standard()) {
      Plan plan = Plan.of(graph, variables, engine, PlanOptions.standard().withDetectAnomaly(true));
      plan.input("x").set(new float[] {1, 1, 1}, 0);
      plan.run();
      plan.input("x").set(values, 0);
      return catchThrowableOfType(AnomalyException.class, plan::run);
    }
  }

  @Test
  void namesTheFirstOperation() {
    Node ratio = x.exp().over(x.times(x)).labelled("ratio");
    Graph graph = Graph.of(Map.of("y", ratio.minus(ratio).tanh()));
    AnomalyException anomaly = found(graph, 1, 0, 1);
    assertThat(anomaly)
        .hasMessage(
            "run 2, node %3 Div f32[3] in \"ratio\": expected finite values, found Infinity at "
                + "element 1 (inputs: f32[3] finite, f32[3] finite). Look at what this operation "
                + "gets.");
    assertThat(anomaly.operation()).isEqualTo("Div");
    assertThat(anomaly.label()).isEqualTo("ratio");
    assertThat(anomaly.run()).isEqualTo(2);
    assertThat(anomaly.node()).isEqualTo(3);
    assertThat(anomaly.finiteInputs()).isEqualTo(List.of(true, true));
  }

  @Test
  void namesAVariableThatIsNotFinite() {
    variables.declare("w", TensorType.f32(3), Tensor.of(Shape.of(3), 1f, 1f, 1f));
    Node w = Parameter.of("w", TensorType.f32(3));
    Graph graph = new Graph(Map.of("y", w.times(x)), Map.of(w, w.minus(x.minus(1).times(3e38))));
    AnomalyException first = found(graph, 1, 1, 3);
    assertThat(first.operation()).isEqualTo("Mul");
    variables.set("w", Tensor.of(Shape.of(3), 1f, Float.NaN, 1f));
    try (Engine engine = Engine.standard()) {
      Plan plan = Plan.of(graph, variables, engine, PlanOptions.standard().withDetectAnomaly(true));
      plan.input("x").set(new float[] {1, 1, 1}, 0);
      assertThat(catchThrowableOfType(AnomalyException.class, plan::run))
          .hasMessage(
              "run 1, node %0 Parameter f32[3] \"w\": expected finite values, found NaN at element"
                  + " 1 (inputs: none). Look at what this operation gets.");
    }
  }

  @Test
  void finiteRunsPass() {
    assertThat(found(Graph.of(Map.of("y", x.log().exp().mean())), 1, 2, 3)).isNull();
  }
}
