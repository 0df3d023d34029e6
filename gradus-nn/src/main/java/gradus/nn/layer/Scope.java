package gradus.nn.layer;

import gradus.nn.init.Constant;
import gradus.nn.init.Fans;
import gradus.nn.init.Initialiser;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.source.State;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where a layer gets its parameters, states and random draws. It changes while the graph is built.
public final class Scope {

  /// The input under which the key of random draws is fed: an i64 scalar.
  public static final String KEY = "key";

  private final String prefix;
  private final boolean training;
  private final DType dtype;
  private final Registry registry;
  private final boolean frozen;

  private Scope(String prefix, boolean training, DType dtype, Registry registry, boolean frozen) {
    this.prefix = prefix;
    this.training = training;
    this.dtype = dtype;
    this.registry = registry;
    this.frozen = frozen;
  }

  /// What the layers of one graph have asked for.
  private static final class Registry {
    private final List<Variable> variables = new ArrayList<>();
    private final Map<Node, Node> updates = new LinkedHashMap<>();
    private final Node key = Input.of(KEY, TensorType.i64());
    private long streams;
  }

  /// A fresh scope for a whole graph.
  ///
  /// @param training whether dropout drops and normalisation uses the batch's own statistics
  /// @param dtype the type of parameters: F32, or F64 to check gradients
  public static Scope root(boolean training, DType dtype) {
    return new Scope("", training, dtype, new Registry(), false);
  }

  /// The scope of a part, whose names begin with `name` and a point.
  public Scope child(String name) {
    return new Scope(prefix + name + ".", training, dtype, registry, frozen);
  }

  /// The same place for a layer that is not trained: it behaves as in inference, and its parameters
  /// are states that keep their values.
  public Scope frozen() {
    return new Scope(prefix, false, dtype, registry, true);
  }

  /// Whether the graph is for training.
  public boolean training() {
    return training;
  }

  /// The type of parameters.
  public DType dtype() {
    return dtype;
  }

  /// A trained parameter, or a state that begins as one in a frozen layer.
  public Node parameter(String name, Shape shape, Initialiser initialiser, Fans fans) {
    TensorType type = new TensorType(dtype, shape);
    Node node = frozen ? State.of(prefix + name, type) : Parameter.of(prefix + name, type);
    registry.variables.add(new Variable(prefix + name, node, initialiser, fans));
    return node;
  }

  /// A state that is not trained, with its first value.
  public Node state(String name, Shape shape, double first) {
    Node node = State.of(prefix + name, new TensorType(dtype, shape));
    registry.variables.add(new Variable(prefix + name, node, new Constant(first), new Fans(1, 1)));
    return node;
  }

  /// States the value of a state after a training step.
  public void update(Node state, Node value) {
    registry.updates.put(state, value);
  }

  /// The key of this step's random draws, an i64 scalar.
  public Node key() {
    return registry.key;
  }

  /// A stream of random draws that no other layer of this graph uses.
  public long stream() {
    return registry.streams++;
  }

  /// Everything that layers have asked for so far, in order.
  public List<Variable> variables() {
    return List.copyOf(registry.variables);
  }

  /// The values of states after a training step.
  public Map<Node, Node> updates() {
    return Collections.unmodifiableMap(registry.updates);
  }
}
