package gradus.nn.model;

import gradus.tensor.DType;
import gradus.tensor.Shape;

/// A way into a network.
///
/// @param name the name it is fed under
/// @param shape the shape of one example, without the batch
/// @param dtype F32 for values, I32 or I64 for indices
public record Port(String name, Shape shape, DType dtype) {}
