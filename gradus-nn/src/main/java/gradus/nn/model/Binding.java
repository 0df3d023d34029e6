package gradus.nn.model;

import gradus.tensor.DType;

/// What makes a concrete graph of a network.
///
/// @param batch how many examples at once, 1 or more
/// @param training whether dropout drops and batch normalisation uses the batch's own statistics
/// @param dtype the type of values and parameters, F32 or F64
public record Binding(int batch, boolean training, DType dtype) {

  public Binding {
    if (batch < 1) {
      throw new IllegalArgumentException(
          "Binding(batch=%d): expected 1 or more examples, found %d. Skip empty batches."
              .formatted(batch, batch));
    }
  }

  /// For training steps in f32.
  public static Binding training(int batch) {
    return new Binding(batch, true, DType.F32);
  }

  /// For predictions in f32.
  public static Binding inference(int batch) {
    return new Binding(batch, false, DType.F32);
  }
}
