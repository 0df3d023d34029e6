package gradus.nn.train;

import gradus.graph.Graph;
import gradus.nn.data.Batch;
import gradus.nn.data.Standardiser;
import gradus.nn.layer.Scope;
import gradus.nn.layer.Variable;
import gradus.nn.loss.Loss;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.nn.optim.Optimiser;
import gradus.nn.optim.UpdateScope;
import gradus.random.Philox;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.PlanOptions;
import gradus.runtime.plan.Slot;
import gradus.runtime.plan.Variables;
import gradus.tensor.DType;
import gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongToDoubleFunction;

/// A network that learns: its variables, and the plans of its steps by batch size. It changes with
/// every step.
final class Learner {

  // a stream of the seed that neither layers nor data use
  private static final long KEYS = 0x6b65_7973_206f_6620L;

  private final Network network;
  private final Loss loss;
  private final Optimiser optimiser;
  private final Settings settings;
  private final Engine engine;
  private final Standardiser targets;
  private final Variables variables = new Variables();
  private final Map<Integer, Stage> steps = new LinkedHashMap<>();
  private final Map<Integer, Stage> scorings = new LinkedHashMap<>();
  private final Map<Integer, Stage> updates = new LinkedHashMap<>();
  private final Map<Integer, Stage> gradients = new LinkedHashMap<>();
  private final Map<Part, Stage> parts = new LinkedHashMap<>();
  private float[] scaledTargets = {};

  /// A plan and the scalars that are fed to it at each step.
  private record Stage(Plan plan, Map<String, LongToDoubleFunction> schedules) {}

  /// A part of a batch: how many examples, and their share of the step.
  private record Part(int size, double share) {}

  Learner(
      Network network,
      Loss loss,
      Optimiser optimiser,
      Settings settings,
      Standardiser targets,
      Engine engine) {
    this.network = network;
    this.loss = loss;
    this.optimiser = optimiser;
    this.settings = settings;
    this.targets = targets;
    this.engine = engine;
    Instance instance = network.instantiate(Binding.training(2));
    for (Variable variable : instance.variables()) {
      variables.declare(variable.name(), variable.node().type(), variable.first(settings.seed()));
    }
    declare(StepGraph.whole(instance, loss, optimiser, settings.clipNorm()));
    if (settings.parts() > 1) {
      declare(StepGraph.accumulate(instance, loss, 1));
    }
  }

  private void declare(StepGraph step) {
    step.optimiserStates()
        .forEach(
            (state, first) ->
                variables.declare(
                    Graph.nameOf(state), state.type(), Tensor.full(state.type(), first)));
  }

  /// All variables by name, as they are now.
  Map<String, Tensor> snapshot() {
    Map<String, Tensor> values = new LinkedHashMap<>();
    variables.names().forEach(name -> values.put(name, variables.tensor(name)));
    return values;
  }

  /// Sets the variables that are named; the others stay.
  void restore(Map<String, Tensor> values) {
    values.forEach(variables::set);
  }

  /// How many numbers are trained.
  long parameterCount() {
    return network.instantiate(Binding.inference(1)).parameters().stream()
        .mapToLong(node -> node.type().shape().elements())
        .sum();
  }

  /// Whether a variable belongs to the optimiser and not to the model.
  static boolean isOptimisers(String name) {
    return name.startsWith("optimiser.") || name.startsWith("accumulated.");
  }

  /// One step of the optimiser; its number counts from 1.
  ///
  /// @param outputs where the network's outputs go, or an empty array
  /// @return the batch's mean loss
  double step(Batch batch, long number, double learningRate, float[] outputs) {
    if (settings.parts() == 1 || batch.size() < settings.parts()) {
      return run(whole(batch.size()), batch, 0, number, learningRate, outputs);
    }
    double total = 0;
    int part = Math.ceilDiv(batch.size(), settings.parts());
    for (int from = 0; from < batch.size(); from += part) {
      int size = Math.min(part, batch.size() - from);
      Stage stage = accumulating(size, (double) size / batch.size());
      total += run(stage, batch, from, number, learningRate, outputs) * size;
    }
    Stage update = updates.computeIfAbsent(0, _ -> compileUpdate());
    feedScalars(update, number, learningRate);
    update.plan().run();
    return total / batch.size();
  }

  /// The network's outputs for the examples of a batch, in inference.
  ///
  /// @return the batch's mean loss
  double score(Batch batch, float[] outputs) {
    Stage stage = scorings.computeIfAbsent(batch.size(), this::compileScoring);
    return run(stage, batch, 0, 1, 0, outputs);
  }

  /// The gradient of the batch's mean loss for each trained parameter, in training; nothing is
  /// updated.
  Map<String, Tensor> gradients(Batch batch) {
    Stage stage =
        gradients.computeIfAbsent(
            batch.size(),
            compiled(
                size -> StepGraph.gradients(network.instantiate(Binding.training(size)), loss)));
    run(stage, batch, 0, 1, 0, new float[0]);
    Map<String, Tensor> found = new LinkedHashMap<>();
    for (String name : stage.plan().outputs()) {
      if (name.startsWith(StepGraph.GRADIENT)) {
        found.put(name.substring(StepGraph.GRADIENT.length()), stage.plan().output(name).tensor());
      }
    }
    return found;
  }

  private double run(
      Stage stage, Batch batch, int from, long number, double learningRate, float[] outputs) {
    Plan plan = stage.plan();
    Slot x = plan.input(network.inputs().getFirst().name());
    int exampleSize = network.inputs().getFirst().shape().elements();
    x.setNumbers(batch.x(), from * exampleSize);
    Slot target = plan.input(StepGraph.TARGET);
    if (target.type().dtype() == DType.I32) {
      target.setInts(batch.labels(), from);
    } else {
      target.set(
          scaled(batch), from * (target.type().shape().elements() / x.type().shape().size(0)));
    }
    feedScalars(stage, number, learningRate);
    plan.run();
    if (outputs.length > 0) {
      Slot output = plan.output(StepGraph.OUTPUT);
      int width = output.type().shape().elements() / x.type().shape().size(0);
      output.copyTo(outputs, from * width);
    }
    return plan.output(StepGraph.LOSS).number();
  }

  private float[] scaled(Batch batch) {
    if (targets == Standardiser.IDENTITY) {
      return batch.targets();
    }
    int width = batch.targets().length / batch.rows().length;
    scaledTargets =
        scaledTargets.length == batch.targets().length
            ? scaledTargets
            : new float[batch.targets().length];
    System.arraycopy(batch.targets(), 0, scaledTargets, 0, scaledTargets.length);
    for (int i = 0; i < batch.size(); i++) {
      targets.apply(scaledTargets, i * width, width);
    }
    return scaledTargets;
  }

  private void feedScalars(Stage stage, long number, double learningRate) {
    Plan plan = stage.plan();
    if (plan.inputs().contains(UpdateScope.LEARNING_RATE)) {
      plan.input(UpdateScope.LEARNING_RATE).setNumber(learningRate);
    }
    for (Map.Entry<String, LongToDoubleFunction> scalar : stage.schedules().entrySet()) {
      plan.input(scalar.getKey()).setNumber(scalar.getValue().applyAsDouble(number));
    }
    if (plan.inputs().contains(Scope.KEY)) {
      plan.input(Scope.KEY).setLong(key(number));
    }
  }

  /// The key of a step's random draws: 64 bits of the seed's own stream.
  private long key(long number) {
    Philox keys = Philox.of(settings.seed()).stream(KEYS);
    return ((long) keys.bits(2 * number) << 32) | (keys.bits(2 * number + 1) & 0xffff_ffffL);
  }

  private Stage whole(int size) {
    return steps.computeIfAbsent(
        size,
        compiled(
            batch ->
                StepGraph.whole(
                    network.instantiate(Binding.training(batch)),
                    loss,
                    optimiser,
                    settings.clipNorm())));
  }

  private Stage accumulating(int size, double share) {
    return parts.computeIfAbsent(
        new Part(size, share),
        part ->
            compiled(
                    _ ->
                        StepGraph.accumulate(
                            network.instantiate(Binding.training(size)), loss, share))
                .apply(size));
  }

  private Stage compileUpdate() {
    Instance instance = network.instantiate(Binding.training(1));
    return compiled(_ -> StepGraph.apply(instance, optimiser, settings.clipNorm())).apply(1);
  }

  private Stage compileScoring(int size) {
    Instance instance = network.instantiate(Binding.inference(size));
    return compiled(_ -> StepGraph.scoring(instance, loss)).apply(size);
  }

  private Function<Integer, Stage> compiled(IntFunction<StepGraph> graph) {
    return size -> {
      StepGraph step = graph.apply(size);
      PlanOptions options = PlanOptions.standard().withDetectAnomaly(settings.detectAnomaly());
      return new Stage(Plan.of(step.graph(), variables, engine, options), step.schedules());
    };
  }
}
