package gradus.op.source;

import gradus.op.Node;
import gradus.tensor.TensorType;
import java.util.List;

/// A value that stays between runs but is not trained: running means, an optimiser's moments.
///
/// @param label the name it is stored under, unique in its graph: `adam.conv1.weight.m`
/// @param type its type
public record State(String label, TensorType type) implements Source {

  /// A new state node.
  public static Node of(String label, TensorType type) {
    return Node.of(new State(label, type), List.of());
  }
}
