package gradus.onnx.model;

import gradus.tensor.FormatException;

/// A model that is right by ONNX, but asks for what Gradus does not have: an operator, an element
/// type, a way of use.
public final class UnsupportedException extends FormatException {

  private static final long serialVersionUID = 1L;

  /// What is missing, with the same parts as every error of a file.
  public UnsupportedException(
      String file, String place, String expected, String found, String mend) {
    super(file, place, expected, found, mend);
  }
}
