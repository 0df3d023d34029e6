package gradus.nn.loss;

import gradus.op.Node;
import gradus.tensor.TensorType;

/// A scalar to be made small, from a network's output and a target.
public interface Loss {

  /// The type of the target for an output of this type.
  TensorType target(TensorType output);

  /// The mean loss over the batch, a float scalar.
  Node of(Node output, Node target);

  /// Its name in files and tables.
  String kind();
}
