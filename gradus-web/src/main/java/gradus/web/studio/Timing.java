package gradus.web.studio;

import gradus.graph.Graph;
import gradus.nn.layer.Scope;
import gradus.nn.layer.Variable;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.PlanOptions;
import gradus.runtime.plan.Profile;
import gradus.runtime.plan.Slot;
import gradus.runtime.plan.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// How long the steps of a prediction take: one example, one thread, the median of some runs.
final class Timing {

  private static final int RUNS = 31;
  private static final long WARM_NANOS = 800_000_000;
  private static final long MOST_PARAMETERS = 50_000_000;

  private Timing() {}

  static Object of(Network network) {
    Instance instance = network.instantiate(Binding.inference(1));
    long parameters =
        instance.variables().stream()
            .mapToLong(variable -> variable.node().type().shape().elements())
            .sum();
    if (parameters > MOST_PARAMETERS) {
      throw new IllegalArgumentException(
          "The network: expected at most %,d parameters, found %,d. Use gradus profile on the command line."
              .formatted(MOST_PARAMETERS, parameters));
    }
    Variables variables = new Variables();
    for (Variable variable : instance.variables()) {
      variables.declare(variable.name(), variable.node().type(), variable.first(1));
    }
    try (Engine engine = Engine.of(gradus.runtime.kernel.Kernels.chosen(), 1)) {
      Plan plan =
          Plan.of(
              Graph.of(Map.of("output", instance.output())),
              variables,
              engine,
              PlanOptions.standard().withFrozen(true));
      plan.inputs().forEach(name -> feed(name, plan.input(name)));
      long start = System.nanoTime();
      while (System.nanoTime() - start < WARM_NANOS) {
        plan.run();
      }
      return told(plan.profile(RUNS));
    }
  }

  private static void feed(String name, Slot slot) {
    int n = slot.type().shape().elements();
    if (name.equals(Scope.KEY)) {
      slot.setLong(1);
    } else if (slot.type().dtype().isFloat()) {
      SplittableRandom random = new SplittableRandom(1);
      float[] values = new float[n];
      for (int i = 0; i < n; i++) {
        values[i] = (float) random.nextDouble();
      }
      slot.set(values, 0);
    }
  }

  private static Object told(Profile profile) {
    List<Object> steps = new ArrayList<>();
    for (Profile.Line line : profile.lines()) {
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("what", line.what());
      step.put("microseconds", line.seconds() * 1e6);
      step.put("operations", line.operations());
      step.put("bytes", line.bytes());
      steps.add(step);
    }
    return Map.of("steps", steps, "microseconds", profile.seconds() * 1e6, "runs", RUNS);
  }
}
