package gradus.onnx.model;

import gradus.tensor.Tensor;

/// A tensor with what ONNX calls its element type, which may be narrower than the one that holds
/// it.
///
/// @param value the numbers
/// @param element their type in the file
public record OnnxTensor(Tensor value, ElementType element) {}
