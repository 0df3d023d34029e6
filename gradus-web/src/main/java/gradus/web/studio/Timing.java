package gradus.web.studio;

import gradus.graph.Graph;
import gradus.nn.layer.Scope;
import gradus.nn.layer.Variable;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.nn.model.Port;
import gradus.nn.model.Step;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.PlanOptions;
import gradus.runtime.plan.Profile;
import gradus.runtime.plan.Slot;
import gradus.runtime.plan.Variables;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/// How long a prediction takes: one example, one thread, the median of some runs. The steps are
/// those of the whole network, where layers may be computed together; each layer is also timed
/// alone.
final class Timing {

  private static final int RUNS = 31;
  private static final long WARM_NANOS = 800_000_000;
  private static final long LAYERS_NANOS = 4_000_000_000L;
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
    try (Engine engine = Engine.of(gradus.runtime.kernel.Kernels.chosen(), 1)) {
      Profile whole = profile(instance, engine, WARM_NANOS);
      Map<String, Object> layers = new LinkedHashMap<>();
      long warm = Math.min(WARM_NANOS, LAYERS_NANOS / Math.max(1, network.steps().size()));
      for (Step step : network.steps()) {
        Profile alone = profile(alone(step, instance), engine, warm);
        layers.put(step.name(), alone.seconds() * 1e6);
      }
      return told(whole, layers);
    }
  }

  /// A network of one layer alone, over inputs like what it reads.
  private static Instance alone(Step step, Instance instance) {
    List<Port> ports = new ArrayList<>();
    for (String name : new LinkedHashSet<>(step.from())) {
      TensorType type = Objects.requireNonNull(instance.values().get(name)).type();
      ports.add(new Port(name, type.shape().slice(1, type.shape().rank()), type.dtype()));
    }
    return Network.of(ports)
        .then(step.name(), step.layer(), step.from())
        .instantiate(Binding.inference(1));
  }

  private static Profile profile(Instance instance, Engine engine, long warm) {
    Variables variables = new Variables();
    for (Variable variable : instance.variables()) {
      variables.declare(variable.name(), variable.node().type(), variable.first(1));
    }
    Plan plan =
        Plan.of(
            Graph.of(Map.of("output", instance.output())),
            variables,
            engine,
            PlanOptions.standard().withFrozen(true));
    plan.inputs().forEach(name -> feed(name, plan.input(name)));
    long start = System.nanoTime();
    do {
      plan.run();
    } while (System.nanoTime() - start < warm);
    return plan.profile(RUNS);
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

  private static Object told(Profile profile, Map<String, Object> layers) {
    List<Object> steps = new ArrayList<>();
    for (Profile.Line line : profile.lines()) {
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("what", line.what());
      step.put("microseconds", line.seconds() * 1e6);
      step.put("operations", line.operations());
      step.put("bytes", line.bytes());
      steps.add(step);
    }
    return Map.of(
        "steps", steps, "layers", layers, "microseconds", profile.seconds() * 1e6, "runs", RUNS);
  }
}
