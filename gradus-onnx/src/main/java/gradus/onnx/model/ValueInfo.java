package gradus.onnx.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// What a model says of an input or output: a name, an element type and sizes.
///
/// @param name the value's name
/// @param element its element type
/// @param sizes its sizes, where the model gives a rank
public record ValueInfo(String name, ElementType element, Optional<List<Size>> sizes) {

  /// The length of an axis: a number, a symbol, or neither.
  ///
  /// @param length the number, if it is one
  /// @param symbol the name of an unknown number, may be empty
  public record Size(OptionalLong length, String symbol) {
    @Override
    public String toString() {
      return length.isPresent()
          ? String.valueOf(length.getAsLong())
          : symbol.isEmpty() ? "?" : symbol;
    }
  }

  public ValueInfo {
    sizes = sizes.map(List::copyOf);
  }

  /// `x float[N, 3, 224, 224]`.
  @Override
  public String toString() {
    String shape =
        sizes
            .map(
                all -> all.stream().map(Size::toString).collect(Collectors.joining(", ", "[", "]")))
            .orElse("");
    return name + " " + element + shape;
  }
}
