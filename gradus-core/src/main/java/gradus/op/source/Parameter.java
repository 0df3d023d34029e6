package gradus.op.source;

import gradus.op.Node;
import gradus.tensor.TensorType;
import java.util.List;

/// A value that training changes: it stays between runs and an update may replace it.
///
/// @param label the name it is stored under, unique in its graph: `conv1.weight`
/// @param type its type
public record Parameter(String label, TensorType type) implements Source {

  /// A new parameter node.
  public static Node of(String label, TensorType type) {
    return Node.of(new Parameter(label, type), List.of());
  }
}
