package gradus.onnx.operator;

import gradus.onnx.model.Attribute;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxGraph;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.model.OnnxTensor;
import gradus.onnx.model.UnsupportedException;
import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.Tensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The attributes of one node of a model, and the errors that name it.
///
/// Attributes are remembered when they are asked for, so that {@link #requireAllRead} finds those
/// that the operator does not have.
abstract sealed class Attributes permits Call {

  private final String file;
  private final OnnxNode node;
  private final long opset;
  private final Set<String> read;

  Attributes(String file, OnnxNode node, long opset) {
    this.file = file;
    this.node = node;
    this.opset = opset;
    this.read = new LinkedHashSet<>();
  }

  /// The attributes of the same node, which remember what the others were asked for.
  Attributes(Attributes other) {
    this.file = other.file;
    this.node = other.node;
    this.opset = other.opset;
    this.read = other.read;
  }

  OnnxNode node() {
    return node;
  }

  /// Whether the model imports this version of the operator's domain or a later one.
  boolean since(int version) {
    return opset >= version;
  }

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
        a ->
            a instanceof Attribute.Literal(OnnxTensor value)
                ? Optional.of(value.value())
                : Optional.empty());
  }

  /// A graph within the node, which must be there.
  OnnxGraph graph(String name) {
    return attribute(
            name,
            "a graph",
            a ->
                a instanceof Attribute.Subgraph(OnnxGraph value)
                    ? Optional.of(value)
                    : Optional.empty())
        .orElseThrow(() -> wrong("attribute '" + name + "'", "a graph", "none", "Give one."));
  }

  /// Whole numbers that fit an int.
  Optional<List<Integer>> sizes(String name) {
    return wholes(name).map(all -> ints("attribute '" + name + "'", all));
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

  /// The type of Gradus that holds an element type, which its number in ONNX names.
  DType dtype(String name, long number) {
    return element(name, number).dtype().orElseThrow();
  }

  /// An element type by its number in ONNX, one that Gradus can hold.
  ElementType element(String name, long number) {
    var element = ElementType.of(number);
    return element
        .filter(type -> type.dtype().isPresent())
        .orElseThrow(
            () ->
                new UnsupportedException(
                    file,
                    node.place() + ", attribute '" + name + "'",
                    ElementType.READ,
                    element.map(Enum::name).orElse("type " + number),
                    "Convert the model to one of these element types."));
  }

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
}
