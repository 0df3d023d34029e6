package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Parameter;
import gradus.op.source.State;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Every variable is read before it is written, whatever the plan does in place.
class UpdatesTest {

  private static final TensorType TYPE = TensorType.f32(40, 30);

  private final Node p = Parameter.of("p", TYPE);
  private final Node q = State.of("q", TYPE);

  private static void holds(Map<String, Node> outputs, Map<Node, Node> updates) {
    Trial trial = Trial.of(new Graph(outputs, updates), 3);
    Map<String, Tensor> expected = trial.judged();
    for (int threads = 1; threads <= 3; threads++) {
      for (boolean flag : new boolean[] {true, false}) {
        PlanOptions options = PlanOptions.standard().withFuse(flag);
        Trial.close(trial.run("simd", threads, options), expected, 1e-5);
        Trial.close(trial.run("scalar", threads, options.withReuse(flag)), expected, 1e-5);
      }
    }
  }

  private static Map<Node, Node> updates(Node a, Node newA, Node b, Node newB) {
    Map<Node, Node> updates = new LinkedHashMap<>();
    updates.put(a, newA);
    updates.put(b, newB);
    return updates;
  }

  @Test
  void swappedVariables() {
    holds(Map.of(), updates(p, q, q, p));
  }

  @Test
  void oneVariableTakesTheOthersOldValue() {
    holds(Map.of(), updates(p, p.times(2), q, p));
    holds(Map.of(), updates(q, p, p, p.times(2)));
  }

  @Test
  void eachNeedsTheWholeOfTheOther() {
    holds(Map.of(), updates(p, p.times(q.mean()), q, q.times(p.mean())));
  }

  @Test
  void eachNeedsTheOtherElementByElement() {
    holds(Map.of(), updates(p, p.plus(q), q, p.minus(q)));
  }

  @Test
  void aVariableIsReadBackwardsAndBroadcastWhileItIsWritten() {
    Node row = p.slice(0, 0, 1);
    holds(Map.of(), Map.of(p, p.plus(row)));
    holds(Map.of(), Map.of(p, p.flip(List.of(0, 1)).plus(p)));
    holds(Map.of(), Map.of(p, p.slice(0, 1, 2).broadcastTo(TYPE.shape())));
  }

  @Test
  void anOutputIsTheOldValue() {
    holds(Map.of("old", p, "both", p.plus(q)), Map.of(p, p.times(3)));
  }

  @Test
  void anOutputIsTheNewValue() {
    Node next = p.times(3).plus(q);
    holds(Map.of("new", next, "more", next.exp()), updates(p, next, q, next));
  }

  @Test
  void momentumAndItsParameter() {
    Node gradient = p.times(p).mean().times(p);
    Node velocity = q.times(0.9).plus(gradient);
    holds(
        Map.of("norm", gradient.abs().sum()),
        updates(q, velocity, p, p.minus(velocity.times(0.1))));
  }

  @Test
  void anOldValueIsReadInTheChainThatWritesTheNewOne() {
    Node velocity = q.times(0.9).plus(p);
    holds(Map.of(), updates(q, velocity, p, p.minus(velocity.times(q))));
  }

  @Test
  void aConstantAndItself() {
    holds(Map.of(), updates(p, Node.constant(2, TYPE), q, q));
  }

  @Test
  void aSecondRunSeesTheFirst() {
    Variables variables = new Variables();
    variables.declare("p", TensorType.f32(2), Tensor.of(TensorType.f32(2), 1, 2));
    Node small = Parameter.of("p", TensorType.f32(2));
    try (Engine engine = Engine.standard()) {
      Plan twice = Plan.of(new Graph(Map.of(), Map.of(small, small.times(2))), variables, engine);
      Plan more = Plan.of(new Graph(Map.of(), Map.of(small, small.plus(1))), variables, engine);
      twice.run();
      more.run();
      twice.run();
    }
    assertThat(variables.tensor("p").toFloats()).containsExactly(6, 10);
  }
}
