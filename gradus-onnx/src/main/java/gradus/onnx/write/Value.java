package gradus.onnx.write;

import gradus.tensor.Shape;
import gradus.tensor.TensorType;

/// A value of the model that is being written.
///
/// @param name what the file calls it
/// @param type its type for one example, whose axis 0 has length 1
record Value(String name, TensorType type) {

  Shape shape() {
    return type.shape();
  }
}
