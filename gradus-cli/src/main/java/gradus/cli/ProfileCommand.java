package gradus.cli;

import gradus.graph.Graph;
import gradus.nn.layer.Scope;
import gradus.nn.layer.Variable;
import gradus.nn.loss.Loss;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.nn.optim.Sgd;
import gradus.nn.optim.UpdateScope;
import gradus.nn.train.StepGraph;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.PlanOptions;
import gradus.runtime.plan.Profile;
import gradus.runtime.plan.Roofline;
import gradus.runtime.plan.Slot;
import gradus.runtime.plan.Variables;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gradus profile`.
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description =
        "Times a network step by step on random examples, and says how near each step is to what"
            + " this machine can do. NETWORK may also be the folder of a run.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus profile lenet --batch 64 --training",
      "  gradus profile runs/mnist --memory",
      "",
      "Roofline: the time that the step's operations or bytes take at least on this machine,"
          + " whichever",
      "is more, over its own time; above 100 %% where its data lie in a cache."
    })
final class ProfileCommand implements Callable<Integer> {

  private static final int RUNS = 51;
  private static final double STILL_SECONDS = 1.5;
  private static final double LONGEST_SECONDS = 20;

  @Mixin private NetworkChoice network;
  @Mixin private EngineArguments engine;

  @Option(names = "--batch", paramLabel = "N", description = "Examples at once. Default: 1.")
  int batch = 1;

  @Option(
      names = "--training",
      description =
          "A whole training step: forward, loss, gradients, update. Default: a prediction.")
  boolean training;

  @Option(names = "--memory", description = "What the plan's buffers and the parameters take, too.")
  boolean memory;

  @Option(names = "--json", description = "Print one JSON object on one line.")
  boolean json;

  @Override
  public Integer call() {
    Network net = network.network(NetworkChoice::standard);
    try (Engine running = engine.engine()) {
      Variables variables = new Variables();
      Plan plan = training ? training(net, variables, running) : inference(net, variables, running);
      feed(plan);
      warm(plan);
      report(plan.profile(RUNS), Roofline.of(running), plan, variables);
    }
    return 0;
  }

  private Plan inference(Network net, Variables variables, Engine running) {
    Instance instance = net.instantiate(Binding.inference(batch));
    declare(instance, variables);
    Graph graph = Graph.of(Map.of("output", instance.output()));
    return Plan.of(graph, variables, running, PlanOptions.standard().withFrozen(true));
  }

  private Plan training(Network net, Variables variables, Engine running) {
    Instance instance = net.instantiate(Binding.training(batch));
    declare(instance, variables);
    TensorType output = instance.output().type();
    boolean classes = output.shape().rank() == 2 && output.shape().size(1) > 1;
    Loss loss = classes ? Loss.softmaxCrossEntropy() : Loss.squaredError();
    StepGraph step = StepGraph.whole(instance, loss, Sgd.learningRate(1e-3), 0);
    return Plan.of(step.graph(), variables, running);
  }

  private static void declare(Instance instance, Variables variables) {
    for (Variable variable : instance.variables()) {
      variables.declare(variable.name(), variable.node().type(), variable.first(1));
    }
  }

  /// Random examples; labels 0, a small learning rate and any key will do for the time.
  private static void feed(Plan plan) {
    SplittableRandom random = new SplittableRandom(1);
    for (String name : plan.inputs()) {
      Slot slot = plan.input(name);
      switch (name) {
        case UpdateScope.LEARNING_RATE -> slot.setNumber(1e-3);
        case Scope.KEY -> slot.setLong(1);
        default -> fill(slot, random);
      }
    }
  }

  private static void fill(Slot slot, SplittableRandom random) {
    int n = slot.type().shape().elements();
    switch (slot.type().dtype()) {
      case F32 -> {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
          values[i] = (float) random.nextDouble();
        }
        slot.set(values, 0);
      }
      case F64 -> slot.setDoubles(random.doubles(n).toArray(), 0);
      case I32 -> slot.setInts(new int[n], 0);
      case I64 -> slot.setLongs(new long[n], 0);
      case BOOL -> {
        // stays false
      }
    }
  }

  /// Runs until no run has been a tenth faster than those before for a while.
  private static void warm(Plan plan) {
    long start = System.nanoTime();
    long fastest = Long.MAX_VALUE;
    long since = start;
    while (seconds(since) < STILL_SECONDS && seconds(start) < LONGEST_SECONDS) {
      long before = System.nanoTime();
      plan.run();
      long took = System.nanoTime() - before;
      if (took < 0.9 * fastest) {
        fastest = took;
        since = System.nanoTime();
      }
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) * 1e-9;
  }

  private void report(Profile profile, Roofline machine, Plan plan, Variables variables) {
    Screen screen = Screen.standard();
    long parameters =
        variables.names().stream().mapToLong(name -> variables.type(name).bytes()).sum();
    if (json) {
      screen.json(object(profile, machine, plan, parameters));
      return;
    }
    profile.table(machine).lines().forEach(screen::say);
    screen.say("The machine, measured now: " + machine + ".");
    if (memory) {
      screen.say(
          "Buffers %,d bytes, parameters and states %,d bytes."
              .formatted(plan.bufferBytes(), parameters));
    }
  }

  private static Map<String, Object> object(
      Profile profile, Roofline machine, Plan plan, long parameters) {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (Profile.Line line : profile.lines()) {
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("step", line.what());
      step.put("microseconds", line.seconds() * 1e6);
      step.put("operations", line.operations());
      step.put("bytes", line.bytes());
      step.put("roofline", machine.share(line));
      steps.add(step);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("steps", steps);
    object.put("microseconds", profile.seconds() * 1e6);
    object.put("gigaflops", machine.gigaflops());
    object.put("gigabytes", machine.gigabytes());
    object.put("bufferBytes", plan.bufferBytes());
    object.put("parameterBytes", parameters);
    return object;
  }
}
