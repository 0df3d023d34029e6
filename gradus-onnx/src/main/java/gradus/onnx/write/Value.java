package gradus.onnx.write;

import gradus.onnx.model.ElementType;
import gradus.tensor.Shape;
import gradus.tensor.TensorType;

/// A value of the model that is being written.
///
/// @param name what the file calls it
/// @param type its type for one example, whose axis 0 has length 1
/// @param element what ONNX calls its element type
record Value(String name, TensorType type, ElementType element) {

  /// A value of a type that ONNX has too.
  Value(String name, TensorType type) {
    this(name, type, ElementType.of(type.dtype()));
  }

  Shape shape() {
    return type.shape();
  }
}
