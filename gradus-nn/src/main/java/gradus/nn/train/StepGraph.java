package gradus.nn.train;

import gradus.autodiff.Gradients;
import gradus.graph.Graph;
import gradus.nn.loss.Loss;
import gradus.nn.model.Instance;
import gradus.nn.optim.Optimiser;
import gradus.nn.optim.UpdateScope;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/// The graphs of training: a whole step at once, or its gradient and its update apart.
///
/// @param graph outputs `loss` and `output`; updates of parameters, states and the optimiser's own
///   states
/// @param optimiserStates the optimiser's (and the accumulator's) states with their first values
/// @param schedules scalars to be fed, by name: functions of the number of the step, from 1
public record StepGraph(
    Graph graph, Map<Node, Double> optimiserStates, Map<String, LongToDoubleFunction> schedules) {

  /// The input under which the target is fed.
  public static final String TARGET = "target";

  /// The output that holds the mean loss of the batch.
  public static final String LOSS = "loss";

  /// The output that holds the network's first output, before its head.
  public static final String OUTPUT = "output";

  /// How the names of outputs that hold gradients begin.
  static final String GRADIENT = "gradient.";

  /// Forward, loss, gradients and update in one graph.
  ///
  /// @param network the network for one batch size, for training
  /// @param loss what is made small
  /// @param optimiser how
  /// @param clipNorm the largest length of the whole gradient, or 0 for no bound
  public static StepGraph whole(Instance network, Loss loss, Optimiser optimiser, double clipNorm) {
    Node value = lossOf(network, loss);
    List<Node> parameters = network.parameters();
    UpdateScope scope = new UpdateScope(network.binding().dtype());
    Map<Node, Node> updates = new LinkedHashMap<>(network.scope().updates());
    updates.putAll(
        updates(parameters, Gradients.of(value, parameters), optimiser, clipNorm, scope));
    return new StepGraph(
        new Graph(outputs(network, value), updates), scope.states(), scope.schedules());
  }

  /// Forward, loss and gradients; each gradient, times a share, is added to an accumulator state.
  ///
  /// @param share the weight of this part: its examples over those of the whole step
  public static StepGraph accumulate(Instance network, Loss loss, double share) {
    Node value = lossOf(network, loss);
    List<Node> parameters = network.parameters();
    List<Node> gradients = Gradients.of(value, parameters);
    Map<Node, Node> updates = new LinkedHashMap<>(network.scope().updates());
    Map<Node, Double> states = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      Node sum = accumulator(parameters.get(i));
      states.put(sum, 0.0);
      updates.put(sum, sum.plus(gradients.get(i).times(share)));
    }
    return new StepGraph(new Graph(outputs(network, value), updates), states, Map.of());
  }

  /// The update from the accumulated gradients, which begin anew at 0.
  public static StepGraph apply(Instance network, Optimiser optimiser, double clipNorm) {
    List<Node> parameters = network.parameters();
    List<Node> sums = parameters.stream().map(StepGraph::accumulator).toList();
    UpdateScope scope = new UpdateScope(network.binding().dtype());
    Map<Node, Node> updates = updates(parameters, sums, optimiser, clipNorm, scope);
    sums.forEach(sum -> updates.put(sum, sum.filled(0)));
    return new StepGraph(new Graph(Map.of(), updates), scope.states(), scope.schedules());
  }

  /// Forward, loss and gradients, and no update: the gradient of each parameter is an output named
  /// `gradient.` and the parameter's name.
  public static StepGraph gradients(Instance network, Loss loss) {
    Node value = lossOf(network, loss);
    List<Node> parameters = network.parameters();
    List<Node> gradients = Gradients.of(value, parameters);
    Map<String, Node> outputs = outputs(network, value);
    for (int i = 0; i < parameters.size(); i++) {
      outputs.put(GRADIENT + Graph.nameOf(parameters.get(i)), gradients.get(i));
    }
    return new StepGraph(Graph.of(outputs), Map.of(), Map.of());
  }

  /// Forward and loss alone, for scoring.
  public static StepGraph scoring(Instance network, Loss loss) {
    return new StepGraph(
        new Graph(outputs(network, lossOf(network, loss)), Map.of()), Map.of(), Map.of());
  }

  private static Node accumulator(Node parameter) {
    return State.of("accumulated." + Graph.nameOf(parameter), parameter.type());
  }

  private static Node lossOf(Instance network, Loss loss) {
    Node output = network.output();
    return loss.of(output, Input.of(TARGET, loss.target(output.type())));
  }

  private static Map<String, Node> outputs(Instance network, Node loss) {
    Map<String, Node> outputs = new LinkedHashMap<>();
    outputs.put(LOSS, loss);
    outputs.put(OUTPUT, network.output());
    return outputs;
  }

  private static Map<Node, Node> updates(
      List<Node> parameters,
      List<Node> gradients,
      Optimiser optimiser,
      double clipNorm,
      UpdateScope scope) {
    List<Node> bounded = clipNorm > 0 ? clip(gradients, clipNorm) : gradients;
    Map<Node, Node> updates = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      updates.put(parameters.get(i), optimiser.next(parameters.get(i), bounded.get(i), scope));
    }
    updates.putAll(scope.updates());
    return updates;
  }

  /// All gradients scaled so that their joint length is at most `bound`.
  ///
  /// Source: Pascanu, Mikolov and Bengio 2013, algorithm 1.
  private static List<Node> clip(List<Node> gradients, double bound) {
    Node square = gradients.getFirst().times(gradients.getFirst()).sum();
    for (Node gradient : gradients.subList(1, gradients.size())) {
      square = square.plus(gradient.times(gradient).sum());
    }
    Node norm = square.sqrt();
    Node scale = norm.filled(bound).over(norm.max(norm.filled(bound)));
    List<Node> scaled = new ArrayList<>();
    for (Node gradient : gradients) {
      scaled.add(gradient.times(scale));
    }
    return scaled;
  }
}
