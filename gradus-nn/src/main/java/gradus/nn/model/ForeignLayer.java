package gradus.nn.model;

import gradus.nn.layer.Layer;

/// A layer of another world, such as an operator of ONNX that is no layer of Gradus: a file of a
/// network holds it in the bytes of that world.
///
/// {@link ForeignLayers} of the same language reads them again, to an equal layer.
public interface ForeignLayer extends Layer {

  /// The word that stands for that world in a file: `onnx`.
  String language();

  /// The layer in that world's own form, without the values of its parameters and states.
  byte[] written();
}
