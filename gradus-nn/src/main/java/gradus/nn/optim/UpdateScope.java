package gradus.nn.optim;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.State;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.TensorType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/// What an update reads besides parameter and gradient. It changes while the graph is built.
public final class UpdateScope {

  /// The input under which the learning rate is fed: a float scalar.
  public static final String LEARNING_RATE = "learningRate";

  private final TensorType scalar;
  private final Node learningRate;
  private final Map<String, Node> scheduled = new LinkedHashMap<>();
  private final Map<String, LongToDoubleFunction> schedules = new LinkedHashMap<>();
  private final Map<Node, Double> states = new LinkedHashMap<>();
  private final Map<Node, Node> updates = new LinkedHashMap<>();

  /// A fresh scope for the updates of one graph, over parameters of one float type.
  public UpdateScope(DType dtype) {
    this.scalar = new TensorType(dtype, Shape.scalar());
    this.learningRate = Input.of(LEARNING_RATE, scalar);
  }

  /// The learning rate of this step, a scalar.
  public Node learningRate() {
    return learningRate;
  }

  /// A scalar that depends on the number of the step alone, worked out in double outside the graph.
  ///
  /// @param name its name, the same for every parameter
  /// @param ofStep its value at step 1, 2, …
  public Node scheduled(String name, LongToDoubleFunction ofStep) {
    schedules.putIfAbsent(name, ofStep);
    return scheduled.computeIfAbsent(name, _ -> Input.of(name, scalar));
  }

  /// A state of the parameter's type.
  ///
  /// @param parameter whose state it is
  /// @param role what it holds: `m`
  /// @param first its value before the first step
  public Node state(Node parameter, String role, double first) {
    String label = "optimiser." + Graph.nameOf(parameter) + "." + role;
    Node state = State.of(label, parameter.type());
    states.put(state, first);
    return state;
  }

  /// States the value of a state after the step.
  public void update(Node state, Node value) {
    updates.put(state, value);
  }

  /// Every state asked for, with its first value.
  public Map<Node, Double> states() {
    return Collections.unmodifiableMap(states);
  }

  /// The values of the states after the step.
  public Map<Node, Node> updates() {
    return Collections.unmodifiableMap(updates);
  }

  /// The functions behind {@link #scheduled}, by the name of their input.
  public Map<String, LongToDoubleFunction> schedules() {
    return Collections.unmodifiableMap(schedules);
  }
}
