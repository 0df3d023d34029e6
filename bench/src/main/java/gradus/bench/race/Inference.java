package gradus.bench.race;

import gradus.graph.Graph;
import gradus.nn.model.Binding;
import gradus.nn.model.Network;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.PlanOptions;
import java.util.Map;

/// Outputs of a network without gradients.
final class Inference {

  private static final String OUTPUT = "output";

  private final Plan plan;

  Inference(Network network, int batch, Engine engine) {
    Graph graph = Graph.of(Map.of(OUTPUT, network.instantiate(Binding.inference(batch)).output()));
    this.plan =
        Plan.of(graph, Nets.variables(network), engine, PlanOptions.standard().withFrozen(true));
  }

  /// What runs.
  Plan plan() {
    return plan;
  }

  /// Computes, and leaves the output in the engine.
  void run(float[] x) {
    plan.input("x").set(x, 0);
    plan.run();
  }

  /// The output as a new array.
  float[] output() {
    return plan.output(OUTPUT).floats();
  }

  /// The mean of the squares of the output, in double.
  double meanSquares() {
    float[] output = output();
    double sum = 0;
    for (float value : output) {
      sum += value * value;
    }
    return sum / output.length;
  }
}
