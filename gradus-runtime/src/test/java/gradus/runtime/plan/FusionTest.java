package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.source.State;
import gradus.random.Philox;
import gradus.runtime.kernel.BinaryOp;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.kernel.Recipe;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Chains give the same bits before and after their loops are compiled.
class FusionTest {

  private static final TensorType TYPE = TensorType.f32(60, 1001);
  private static final int RUNS = 600;

  /// Adam's update, a row's mean taken off and divided by a sum of exponentials, and a comparison
  /// between operations on floats.
  private static Graph graph() {
    Node x = Input.of("x", TYPE);
    Node p = Parameter.of("p", TYPE);
    Node m = State.of("m", TYPE);
    Node v = State.of("v", TYPE);
    Node rate = Input.of("rate", TensorType.f32());
    Node gradient = x.times(p);
    Node first = m.times(0.9).plus(gradient.times(0.1));
    Node second = v.times(0.99).plus(gradient.times(gradient).times(0.01));
    Map<Node, Node> updates = new LinkedHashMap<>();
    updates.put(m, first);
    updates.put(v, second);
    updates.put(p, p.minus(first.over(second.sqrt().plus(1e-6)).times(rate)));
    Node centred = x.minus(x.mean(List.of(1), true));
    Node scaled = centred.over(centred.exp().sum(List.of(1), true));
    Node bent = scaled.times(3).plus(1).relu().tanh().times(scaled);
    return new Graph(Map.of("scaled", scaled, "bent", bent), updates);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theSameBitsBeforeAndAfter(int threads) throws InterruptedException {
    Map<String, int[]> plain = bits("scalar", threads);
    Map<String, int[]> lanes = bits("simd", threads);
    assertThat(lanes.keySet()).isEqualTo(plain.keySet());
    plain.forEach((name, bits) -> assertThat(lanes.get(name)).as(name).isEqualTo(bits));
  }

  private static Map<String, int[]> bits(String kernels, int threads) throws InterruptedException {
    Trial trial = Trial.of(graph(), 3);
    Variables variables = new Variables();
    for (Node node : trial.graph().variables()) {
      variables.declare(Graph.nameOf(node), node.type(), trial.feeds().get(node));
    }
    try (Engine engine = Engine.of(Kernels.named(kernels), threads)) {
      Plan plan = Plan.of(trial.graph(), variables, engine);
      trial.feed(plan);
      for (int i = 0; i < RUNS; i++) {
        plan.run();
      }
      loopsAreTried();
      plan.input("x").set(Trial.draw(TYPE, new Philox(8, 8)));
      plan.run();
      plan.run();
      Map<String, int[]> bits = new LinkedHashMap<>();
      trial.results(plan, variables).forEach((name, value) -> bits.put(name, bits(value)));
      return bits;
    }
  }

  @Test
  void aLoopIsUsedOnceItIsCompiled() throws InterruptedException {
    Node x = Input.of("x", TYPE);
    Node y = Input.of("y", TYPE);
    Graph graph = Graph.of(Map.of("z", x.times(y).plus(x)));
    try (Engine engine = Engine.of(Kernels.named("simd"), 1)) {
      Plan plan = Plan.of(graph, new Variables(), engine);
      for (int i = 0; i < RUNS; i++) {
        plan.run();
      }
      loopsAreTried();
      Recipe recipe =
          new Recipe(
              List.of(1, 1),
              List.of(new Recipe.Binary(BinaryOp.MUL, 0, 1), new Recipe.Binary(BinaryOp.ADD, 2, 0)),
              List.of(3));
      assertThat(Loops.of(recipe, engine.kernels().maps()).ready()).isNotNull();
    }
  }

  /// Waits until the loops that the runs before made worth while are compiled.
  private static void loopsAreTried() throws InterruptedException {
    CountDownLatch tried = new CountDownLatch(1);
    Background.run(tried::countDown);
    assertThat(tried.await(3, TimeUnit.MINUTES)).isTrue();
  }

  private static int[] bits(Tensor tensor) {
    return Arrays.stream(tensor.toDoubles())
        .mapToInt(value -> Float.floatToIntBits((float) value))
        .toArray();
  }
}
