package gradus.web.inference;

import gradus.tensor.DType;
import java.util.List;

/// What a model says of an input or output.
///
/// @param name its name
/// @param datatype its element type
/// @param shape its sizes; -1 for one that may vary
public record TensorSpec(String name, Datatype datatype, List<Long> shape) {

  public TensorSpec {
    shape = List.copyOf(shape);
  }

  /// The type of Gradus that the model computes with.
  DType dtype() {
    return datatype.dtype();
  }

  /// Whether these sizes are of the shape that is asked for.
  boolean admits(List<Long> sizes) {
    if (sizes.size() != shape.size()) {
      return false;
    }
    for (int axis = 0; axis < shape.size(); axis++) {
      if (shape.get(axis) >= 0 && !shape.get(axis).equals(sizes.get(axis))) {
        return false;
      }
    }
    return true;
  }
}
