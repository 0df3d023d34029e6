package gradus.reference;

import gradus.tensor.TensorType;
import java.util.List;

/// A tensor of numbers of any kind.
///
/// @param type element type and shape
/// @param elements the numbers in row-major order
/// @param <E> one number
public record Value<E>(TensorType type, List<E> elements) {

  public Value {
    elements = List.copyOf(elements);
  }

  /// The number at a row-major position.
  public E at(int position) {
    return elements.get(position);
  }

  /// The number at an index, one position an axis.
  public E at(int... index) {
    return elements.get(type.shape().position(index));
  }
}
