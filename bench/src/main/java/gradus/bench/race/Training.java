package gradus.bench.race;

import gradus.autodiff.Gradients;
import gradus.graph.Graph;
import gradus.nn.loss.Loss;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.nn.optim.Optimiser;
import gradus.nn.optim.UpdateScope;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// A training step: forward, loss, gradients, update; the loss is read back after every step.
final class Training implements Work {

  /// What is made small.
  enum Objective {
    /// The mean cross-entropy of the softmax of the output.
    SOFTMAX_CROSS_ENTROPY,
    /// The mean of the squares of the output.
    MEAN_SQUARES
  }

  private static final String LOSS = "loss";
  private static final String TARGET = "target";

  private final Batches batches;
  private final Plan plan;
  private final boolean labelled;
  private final Map<String, LongToDoubleFunction> schedules;

  /// @param optimiser how parameters move, or null for their gradients alone
  Training(
      Network network,
      Objective objective,
      @Nullable Optimiser optimiser,
      Batches batches,
      Engine engine) {
    this.batches = batches;
    this.labelled = objective == Objective.SOFTMAX_CROSS_ENTROPY;
    Variables variables = Nets.variables(network);
    Instance instance = network.instantiate(Binding.training(batches.labels()[0].length));
    Node loss = loss(objective, instance.output());
    List<Node> parameters = instance.parameters();
    List<Node> gradients = Gradients.of(loss, parameters);
    Map<String, Node> outputs = new LinkedHashMap<>(Map.of(LOSS, loss));
    Map<Node, Node> updates = new LinkedHashMap<>();
    UpdateScope scope = new UpdateScope(loss.type().dtype());
    for (int i = 0; i < parameters.size(); i++) {
      if (optimiser == null) {
        outputs.put("gradient of " + Graph.nameOf(parameters.get(i)), gradients.get(i));
      } else {
        updates.put(parameters.get(i), optimiser.next(parameters.get(i), gradients.get(i), scope));
      }
    }
    updates.putAll(scope.updates());
    scope
        .states()
        .forEach(
            (state, first) ->
                variables.declare(
                    Graph.nameOf(state), state.type(), Tensor.full(state.type(), first)));
    this.schedules = scope.schedules();
    this.plan = Plan.of(new Graph(outputs, updates), variables, engine);
    if (optimiser != null) {
      plan.input(UpdateScope.LEARNING_RATE).setNumber(optimiser.learningRate());
    }
  }

  private static Node loss(Objective objective, Node output) {
    return switch (objective) {
      case SOFTMAX_CROSS_ENTROPY -> {
        Loss loss = Loss.softmaxCrossEntropy();
        yield loss.of(output, Input.of(TARGET, loss.target(output.type())));
      }
      case MEAN_SQUARES -> output.times(output).mean();
    };
  }

  /// What runs.
  Plan plan() {
    return plan;
  }

  @Override
  public float step(int i) {
    int batch = i % batches.pool();
    plan.input("x").set(batches.x()[batch], 0);
    if (labelled) {
      plan.input(TARGET).setInts(batches.labels()[batch], 0);
    }
    schedules.forEach((name, ofStep) -> plan.input(name).setNumber(ofStep.applyAsDouble(i + 1L)));
    plan.run();
    return plan.output(LOSS).at(0);
  }
}
