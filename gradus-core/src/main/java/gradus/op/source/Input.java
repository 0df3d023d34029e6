package gradus.op.source;

import gradus.op.Node;
import gradus.tensor.TensorType;
import java.util.List;

/// A value fed at every run: examples, labels, the learning rate, the key of random draws.
///
/// @param label the name it is fed under, unique in its graph
/// @param type its type
public record Input(String label, TensorType type) implements Source {

  /// A new input node; each call makes another input.
  public static Node of(String label, TensorType type) {
    return Node.of(new Input(label, type), List.of());
  }
}
