package gradus.onnx.operator;

import gradus.onnx.model.Attribute;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.model.UnsupportedException;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// One node of a model while it is turned into nodes of Gradus: its inputs, attributes, and the
/// errors that name it.
///
/// Attributes are remembered when they are asked for, so that {@link #requireAllRead} finds those
/// that the operator does not have.
public final class Call {

  private final String file;
  private final OnnxNode node;
  private final long opset;
  private final List<Optional<Node>> inputs;
  private final Values values;
  private final Scope scope;
  private final Set<String> read = new HashSet<>();

  /// What an operator may know of the graph around it.
  public interface Scope {
    /// The value of that name, if it is there by now.
    Optional<Node> named(String name);

    /// The key of random draws, an i64 scalar that is fed.
    Node key();
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
    this.file = file;
    this.node = node;
    this.opset = opset;
    this.inputs = List.copyOf(inputs);
    this.values = values;
    this.scope = scope;
  }

  OnnxNode node() {
    return node;
  }

  Scope scope() {
    return scope;
  }

  Values values() {
    return values;
  }

  /// Whether the model imports this version of the operator's domain or a later one.
  boolean since(int version) {
    return opset >= version;
  }

  // inputs

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
                new UnsupportedException(
                    file,
                    node.place() + ", input '" + node.inputs().get(index) + "'",
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

  // outputs

  /// Whether an output has a name.
  boolean wants(int index) {
    return index < node.outputs().size() && !node.outputs().get(index).isEmpty();
  }

  // attributes

  private <T> Optional<T> attribute(String name, String kind, Function<Attribute, Optional<T>> as) {
    read.add(name);
    Attribute attribute = node.attributes().get(name);
    if (attribute == null) {
      return Optional.empty();
    }
    return Optional.of(
        as.apply(attribute)
            .orElseThrow(
                () ->
                    wrong(
                        "attribute '" + name + "'",
                        kind,
                        attribute.kind(),
                        "Write the attribute as the operator's specification says.")));
  }

  boolean gives(String name) {
    return node.attributes().containsKey(name);
  }

  /// Attributes of old versions that change nothing.
  void ignore(String... names) {
    read.addAll(List.of(names));
  }

  Optional<Long> whole(String name) {
    return attribute(
        name,
        "a whole number",
        a -> a instanceof Attribute.Whole(long value) ? Optional.of(value) : Optional.empty());
  }

  int whole(String name, int fallback) {
    return size("attribute '" + name + "'", whole(name).orElse((long) fallback));
  }

  boolean flag(String name, boolean fallback) {
    return whole(name, fallback ? 1 : 0) != 0;
  }

  double real(String name, double fallback) {
    return attribute(
            name,
            "a float",
            a ->
                a instanceof Attribute.Real(float value)
                    ? Optional.of((double) value)
                    : Optional.empty())
        .orElse(fallback);
  }

  Optional<String> text(String name) {
    return attribute(
        name,
        "a text",
        a -> a instanceof Attribute.Text(String value) ? Optional.of(value) : Optional.empty());
  }

  /// A text that is one of some words.
  String word(String name, String fallback, String... words) {
    String found = text(name).orElse(fallback);
    if (!List.of(words).contains(found)) {
      throw wrong(
          "attribute '" + name + "'",
          "one of " + String.join(", ", words),
          "'" + found + "'",
          "Use one of them.");
    }
    return found;
  }

  Optional<List<String>> texts(String name) {
    return attribute(
        name,
        "texts",
        a ->
            a instanceof Attribute.Texts(List<String> values)
                ? Optional.of(values)
                : Optional.empty());
  }

  Optional<List<Long>> wholes(String name) {
    return attribute(
        name,
        "whole numbers",
        a ->
            a instanceof Attribute.Wholes(List<Long> values)
                ? Optional.of(values)
                : Optional.empty());
  }

  Optional<List<Float>> reals(String name) {
    return attribute(
        name,
        "floats",
        a ->
            a instanceof Attribute.Reals(List<Float> values)
                ? Optional.of(values)
                : Optional.empty());
  }

  Optional<Tensor> literal(String name) {
    return attribute(
        name,
        "a tensor",
        a -> a instanceof Attribute.Literal(Tensor value) ? Optional.of(value) : Optional.empty());
  }

  /// Whole numbers that fit an int.
  Optional<List<Integer>> sizes(String name) {
    return wholes(name).map(all -> ints("attribute '" + name + "'", all));
  }

  /// Numbers of an attribute or, from a version on, of an input; empty where neither is given.
  Optional<List<Long>> attributeOrInput(String name, int index, int version) {
    if (!since(version)) {
      return wholes(name);
    }
    return has(index) ? Optional.of(longs(index)) : Optional.empty();
  }

  List<Integer> ints(String field, List<Long> numbers) {
    return numbers.stream().map(number -> size(field, number)).toList();
  }

  int size(String field, long number) {
    if (number != (int) number) {
      throw wrong(field, "a number of 32 bits", String.valueOf(number), "Use a smaller number.");
    }
    return (int) number;
  }

  /// An element type by its number in ONNX.
  DType dtype(String name, long number) {
    var element = gradus.onnx.model.ElementType.of(number);
    return element
        .flatMap(gradus.onnx.model.ElementType::dtype)
        .orElseThrow(
            () ->
                new UnsupportedException(
                    file,
                    node.place() + ", attribute '" + name + "'",
                    "float, double, int32, int64 or bool",
                    element.map(Enum::name).orElse("type " + number),
                    "Convert the model to one of these element types."));
  }

  // axes

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
    if (new HashSet<>(resolved).size() != resolved.size()) {
      throw wrong("axes", "each axis once", axes.toString(), "Leave out the double.");
    }
    return resolved;
  }

  // errors

  /// An error of this node.
  ///
  /// @param field the attribute or input
  FormatException wrong(String field, String expected, String found, String mend) {
    return new FormatException(file, node.place() + ", " + field, expected, found, mend);
  }

  /// Something that the specification has and Gradus has not.
  UnsupportedException lacking(String field, String expected, String found, String mend) {
    return new UnsupportedException(file, node.place() + ", " + field, expected, found, mend);
  }

  /// Refuses attributes that the operator never asked for.
  public void requireAllRead() {
    for (String name : node.attributes().keySet()) {
      if (!read.contains(name)) {
        throw wrong(
            "attribute '" + name + "'",
            "attributes of " + node.qualified() + " in version " + opset,
            "one that it does not have",
            "Leave it out, or import another version of the operators.");
      }
    }
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
