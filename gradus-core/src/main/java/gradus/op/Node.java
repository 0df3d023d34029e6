package gradus.op;

import gradus.op.source.Constant;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A use of an operation: its inputs, its type, and an identity of its own (decision 0002).
///
/// Two nodes with equal operations and inputs are still two nodes; joining them is a pass. A node
/// is immutable. The methods that build further nodes are in {@link Arithmetic}, {@link
/// Reductions}, {@link Trigonometry}, {@link Rounding}, {@link Activations}, {@link Layout}, {@link
/// Windows} and {@link Lookups}.
public final class Node
    implements Arithmetic,
        Trigonometry,
        Rounding,
        Reductions,
        Activations,
        Layout,
        Windows,
        Lookups {

  private final Op op;
  private final List<Node> inputs;
  private final TensorType type;
  private final String label;

  private Node(Op op, List<Node> inputs, TensorType type, String label) {
    this.op = op;
    this.inputs = inputs;
    this.type = type;
    this.label = label;
  }

  /// A new node; its type is worked out, and wrong inputs are refused, at once.
  public static Node of(Op op, List<Node> inputs) {
    List<Node> copy = List.copyOf(inputs);
    return new Node(op, copy, op.type(copy.stream().map(Node::type).toList()), "");
  }

  /// A new constant node.
  public static Node constant(Tensor value) {
    return Constant.of(value);
  }

  /// A new constant of a type, the same value everywhere: a scalar, broadcast.
  public static Node constant(double value, TensorType type) {
    return constant(Tensor.full(type.with(gradus.tensor.Shape.scalar()), value))
        .broadcastTo(type.shape());
  }

  /// A copy that carries a label for messages and drawings: the layer it belongs to.
  public Node labelled(String newLabel) {
    return new Node(op, inputs, type, newLabel);
  }

  /// The operation.
  public Op op() {
    return op;
  }

  /// The nodes it reads, in order.
  public List<Node> inputs() {
    return inputs;
  }

  /// One of the nodes it reads.
  public Node input(int index) {
    return inputs.get(index);
  }

  /// Element type and shape of its value.
  public TensorType type() {
    return type;
  }

  /// The shape of its value.
  public Shape shape() {
    return type.shape();
  }

  /// The label, or "" for none.
  public String label() {
    return label;
  }

  /// The same operation and label over other inputs; this node itself if they are the same nodes.
  public Node over(List<Node> others) {
    boolean same = others.size() == inputs.size();
    for (int i = 0; same && i < others.size(); i++) {
      same = others.get(i) == inputs.get(i);
    }
    return same ? this : of(op, others).labelled(label);
  }

  /// All nodes that the outputs need, each after its inputs; the order is the same at every call.
  public static List<Node> inputsFirst(Collection<Node> outputs) {
    List<Node> order = new ArrayList<>();
    Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Node> stack = new ArrayDeque<>();
    for (Node output : outputs) {
      stack.push(output);
      while (!stack.isEmpty()) {
        Node node = stack.peek();
        Node missing = done.contains(node) ? null : firstMissing(node, done);
        if (missing != null) {
          stack.push(missing);
        } else {
          stack.pop();
          if (done.add(node)) {
            order.add(node);
          }
        }
      }
    }
    return order;
  }

  private static @org.jspecify.annotations.Nullable Node firstMissing(Node node, Set<Node> done) {
    for (Node input : node.inputs) {
      if (!done.contains(input)) {
        return input;
      }
    }
    return null;
  }

  /// The outputs with some nodes replaced, everything above them built anew.
  ///
  /// @param outputs the nodes to rebuild
  /// @param replacements what to put in a node's place, of the same type; keys by identity
  public static List<Node> substitute(List<Node> outputs, Map<Node, Node> replacements) {
    Map<Node, Node> rebuilt = new LinkedHashMap<>(replacements);
    for (Node node : inputsFirst(outputs)) {
      if (!rebuilt.containsKey(node)) {
        rebuilt.put(node, node.over(node.inputs.stream().map(rebuilt::get).toList()));
      }
    }
    return outputs.stream().map(rebuilt::get).toList();
  }

  /// The operation and type, with the label if there is one: `Tanh f32[2, 3] "hidden"`.
  @Override
  public String toString() {
    return op.name() + " " + type + (label.isEmpty() ? "" : " \"" + label + "\"");
  }
}
