package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.source.State;
import gradus.random.Philox;
import gradus.reference.Judge;
import gradus.runtime.kernel.Kernels;
import gradus.tensor.DType;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;

/// A graph with values for its sources, to be run by plans and by the judge.
///
/// Floats are drawn from (0.1, 0.9), integers from 0 to 2, so that every operation is inside its
/// domain.
record Trial(Graph graph, Map<Node, Tensor> feeds) {

  static Trial of(Graph graph, long seed) {
    Map<Node, Tensor> feeds = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Input
          || node.op() instanceof Parameter
          || node.op() instanceof State) {
        feeds.put(node, draw(node.type(), new Philox(seed, feeds.size())));
      }
    }
    return new Trial(graph, feeds);
  }

  static Tensor draw(TensorType type, Philox random) {
    double[] values = new double[type.shape().elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          type.dtype().isFloat()
              ? (float) (0.1 + 0.8 * random.uniform(i))
              : random.below(type.dtype() == DType.BOOL ? 2 : 3, i);
    }
    return Tensor.of(type, values);
  }

  /// All outputs, then the new values of all updated variables, of one run.
  Map<String, Tensor> run(Engine engine, PlanOptions options) {
    Variables variables = variables();
    Plan plan = Plan.of(graph, variables, engine, options);
    feed(plan);
    plan.run();
    return results(plan, variables);
  }

  /// The variables of the graph as they are at first.
  Variables variables() {
    Variables variables = new Variables();
    for (Node node : graph.variables()) {
      variables.declare(Graph.nameOf(node), node.type(), feeds.get(node));
    }
    return variables;
  }

  void feed(Plan plan) {
    for (Node node : graph.inputs()) {
      plan.input(Graph.nameOf(node)).set(feeds.get(node));
    }
  }

  Map<String, Tensor> results(Plan plan, Variables variables) {
    Map<String, Tensor> results = new LinkedHashMap<>();
    graph.outputs().keySet().forEach(name -> results.put(name, plan.output(name).tensor()));
    graph
        .updates()
        .keySet()
        .forEach(
            node -> results.put("new " + Graph.nameOf(node), variables.tensor(Graph.nameOf(node))));
    return results;
  }

  Map<String, Tensor> run(String kernels, int threads, PlanOptions options) {
    try (Engine engine = Engine.of(Kernels.named(kernels), threads)) {
      return run(engine, options);
    }
  }

  /// What the judge finds, under the same names.
  Map<String, Tensor> judged() {
    Judge.Outcome outcome = Judge.inDouble().run(graph, feeds);
    Map<String, Tensor> results = new LinkedHashMap<>(outcome.outputs());
    outcome.states().forEach((node, value) -> results.put("new " + Graph.nameOf(node), value));
    return results;
  }

  /// Holds results against the judge's: equal integers, floats within a share of the largest.
  static void close(Map<String, Tensor> found, Map<String, Tensor> judged, double tolerance) {
    assertThat(found.keySet()).isEqualTo(judged.keySet());
    judged.forEach(
        (name, right) -> {
          Tensor tensor = found.get(name);
          double largest = 1;
          for (double value : right.toDoubles()) {
            largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
          }
          for (int i = 0; i < right.elements(); i++) {
            double expected = right.doubleAt(i);
            double value = tensor.doubleAt(i);
            boolean same = Double.compare(value, expected) == 0;
            boolean near = Math.abs(value - expected) <= tolerance * largest;
            assertThat(same || near)
                .as("%s at %d: expected %s, found %s", name, i, expected, value)
                .isTrue();
          }
        });
  }
}
