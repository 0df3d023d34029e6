package gradus.nn.model;

import gradus.tensor.FormatException;

/// A reader of the layers of another world, offered by the module that knows it (decision 0027).
public interface ForeignLayers {

  /// The word that stands for that world in a file: `onnx`.
  String language();

  /// The layer that some bytes say.
  ///
  /// Throws {@link FormatException} where they are damaged; they come from files of strangers.
  ///
  /// @param place the file and the place in it, for messages
  ForeignLayer read(String place, byte[] bytes);
}
