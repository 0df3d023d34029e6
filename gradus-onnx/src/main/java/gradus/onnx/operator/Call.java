package gradus.onnx.operator;

import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxGraph;
import gradus.onnx.model.OnnxNode;
import gradus.op.Node;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// One node of a model while it is turned into nodes of Gradus: its inputs, attributes, and the
/// errors that name it.
public final class Call extends Attributes {

  private final List<Optional<Node>> inputs;
  private final Values values;
  private final Scope scope;

  /// What an operator may know of the graph around it.
  public interface Scope {
    /// The value of that name, if it is there by now.
    Optional<Node> named(String name);

    /// The element type of the value of that name, which a node of it does not tell where Gradus
    /// holds it in another type.
    ElementType element(String name);

    /// The element types of what a graph within a node made last; empty if it was not made.
    List<ElementType> madeOf(OnnxGraph graph);

    /// The key of random draws, an i64 scalar that is fed.
    Node key();

    /// The outputs of a graph within a node, for values of its inputs.
    List<Node> made(OnnxNode node, OnnxGraph graph, List<Node> actuals);
  }

  /// A call.
  ///
  /// @param file the model's file, for messages
  /// @param node what is called
  /// @param opset the version of the node's domain
  /// @param inputs its inputs; empty for one left out
  /// @param values what is known of values
  /// @param scope the graph around it
  public Call(
      String file,
      OnnxNode node,
      long opset,
      List<Optional<Node>> inputs,
      Values values,
      Scope scope) {
    super(file, node, opset);
    this.inputs = List.copyOf(inputs);
    this.values = values;
    this.scope = scope;
  }

  /// The same call with other values of its inputs.
  Call with(List<Optional<Node>> others) {
    return new Call(this, others);
  }

  List<Optional<Node>> inputs() {
    return inputs;
  }

  /// The element type of an input as ONNX calls it.
  ElementType element(int index) {
    in(index);
    return scope.element(node().inputs().get(index));
  }

  private Call(Call other, List<Optional<Node>> inputs) {
    super(other);
    this.inputs = List.copyOf(inputs);
    this.values = other.values;
    this.scope = other.scope;
  }

  Scope scope() {
    return scope;
  }

  Values values() {
    return values;
  }

  /// What a graph within the node makes.
  List<Node> made(OnnxGraph graph, List<Node> actuals) {
    return scope.made(node(), graph, actuals);
  }

  /// How many inputs there are, those left out among them.
  int arity() {
    return inputs.size();
  }

  boolean has(int index) {
    return index < inputs.size() && inputs.get(index).isPresent();
  }

  Optional<Node> optional(int index) {
    return index < inputs.size() ? inputs.get(index) : Optional.empty();
  }

  Node in(int index) {
    return optional(index)
        .orElseThrow(
            () ->
                wrong(
                    "input " + index,
                    "an input that the operator needs",
                    "none",
                    "Give the node all its inputs."));
  }

  /// The first input.
  Node x() {
    return in(0);
  }

  /// All inputs; none may be left out.
  List<Node> all() {
    List<Node> all = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      all.add(in(i));
    }
    if (all.isEmpty()) {
      in(0);
    }
    return all;
  }

  /// The value of an input, which the shape or the form of the result depends on.
  Tensor value(int index) {
    return values
        .of(in(index))
        .orElseThrow(
            () ->
                lacking(
                    "input '" + node().inputs().get(index) + "'",
                    "a value that is known while the graph is built",
                    "one that depends on inputs given by type alone, " + values.looked(),
                    "Bind these inputs by value."));
  }

  /// The value of an input of integers.
  List<Long> longs(int index) {
    if (!in(index).type().dtype().isInteger()) {
      throw wrong("input " + index, "integers", in(index).type().toString(), "Cast the input.");
    }
    List<Long> list = new ArrayList<>();
    for (long element : value(index).toLongs()) {
      list.add(element);
    }
    return list;
  }

  /// The value of an input of one integer.
  long whole(int index) {
    List<Long> list = longs(index);
    if (list.size() != 1) {
      throw wrong("input " + index, "one element", list.size() + " elements", "Pass one number.");
    }
    return list.getFirst();
  }

  /// Numbers of an attribute or, from a version on, of an input; empty where neither is given.
  Optional<List<Long>> attributeOrInput(String name, int index, int version) {
    if (!since(version)) {
      return wholes(name);
    }
    return has(index) ? Optional.of(longs(index)) : Optional.empty();
  }

  /// Whether an output has a name.
  boolean wants(int index) {
    return index < node().outputs().size() && !node().outputs().get(index).isEmpty();
  }

  /// An axis of `rank` axes, from the front.
  int axis(long axis, int rank) {
    long resolved = axis < 0 ? axis + rank : axis;
    if (resolved < 0 || resolved >= rank) {
      throw wrong(
          "axis",
          "an axis from %d to %d".formatted(-rank, rank - 1),
          String.valueOf(axis),
          "Count axes from 0, or from -1 at the end.");
    }
    return (int) resolved;
  }

  /// Axes from the front, in the order given; an axis may not be given twice.
  List<Integer> axes(List<Long> axes, int rank) {
    List<Integer> resolved = axes.stream().map(axis -> axis(axis, rank)).toList();
    if (new LinkedHashSet<>(resolved).size() != resolved.size()) {
      throw wrong("axes", "each axis once", axes.toString(), "Leave out the double.");
    }
    return resolved;
  }

  /// A shape from numbers that must be sizes.
  Shape shape(String field, List<Long> sizes) {
    for (long size : sizes) {
      if (size < 0) {
        throw wrong(field, "sizes of 0 or more", sizes.toString(), "Use sizes of 0 or more.");
      }
    }
    return new Shape(ints(field, sizes));
  }
}
