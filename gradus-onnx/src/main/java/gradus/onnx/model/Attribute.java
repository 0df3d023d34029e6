package gradus.onnx.model;

import java.util.List;

/// A value written into a node.
public sealed interface Attribute {

  /// A whole number.
  record Whole(long value) implements Attribute {}

  /// A float.
  record Real(float value) implements Attribute {}

  /// A text.
  record Text(String value) implements Attribute {}

  /// Whole numbers.
  record Wholes(List<Long> values) implements Attribute {
    public Wholes {
      values = List.copyOf(values);
    }
  }

  /// Floats.
  record Reals(List<Float> values) implements Attribute {
    public Reals {
      values = List.copyOf(values);
    }
  }

  /// Texts.
  record Texts(List<String> values) implements Attribute {
    public Texts {
      values = List.copyOf(values);
    }
  }

  /// A tensor.
  record Literal(OnnxTensor value) implements Attribute {}

  /// A graph within the node, such as a branch or the body of a loop.
  record Subgraph(OnnxGraph value) implements Attribute {}

  /// In a function: the attribute of that name of the node that calls it.
  record Reference(String name) implements Attribute {}

  /// A kind of attribute, or a tensor of a type, that Gradus does not have; an error where it is
  /// used.
  ///
  /// @param what its kind, for the message
  record Unknown(String what) implements Attribute {}

  /// The kind in words, for messages.
  default String kind() {
    return switch (this) {
      case Whole _ -> "a whole number";
      case Real _ -> "a float";
      case Text _ -> "a text";
      case Wholes _ -> "whole numbers";
      case Reals _ -> "floats";
      case Texts _ -> "texts";
      case Literal _ -> "a tensor";
      case Subgraph _ -> "a graph";
      case Reference _ -> "a reference";
      case Unknown(String what) -> what;
    };
  }
}
