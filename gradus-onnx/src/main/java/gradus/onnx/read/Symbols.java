package gradus.onnx.read;

import gradus.onnx.model.ElementType;
import gradus.onnx.model.ValueInfo;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What symbols such as a batch size stand for: the same number wherever they stand.
final class Symbols {
  private final String file;
  private final Map<String, Integer> lengths = new LinkedHashMap<>();

  Symbols(String file) {
    this.file = file;
  }

  TensorType type(ValueInfo input, Binding binding) {
    TensorType type = binding.types().get(input.name());
    if (type == null) {
      throw new ShapeException(
          "%s, input '%s': expected a type in the binding, found none among %s. Bind every input."
              .formatted(file, input, binding.types().keySet()));
    }
    boolean fits =
        input.element() == ElementType.UNDEFINED
            || input.element().dtype().filter(type.dtype()::equals).isPresent();
    if (fits && input.sizes().isPresent()) {
      List<ValueInfo.Size> sizes = input.sizes().get();
      fits = sizes.size() == type.shape().rank();
      for (int axis = 0; fits && axis < sizes.size(); axis++) {
        fits = fits(sizes.get(axis), type.shape().size(axis));
      }
    }
    if (!fits) {
      throw new ShapeException(
          "%s, input '%s': expected a tensor of that type, found %s (symbols so far: %s). Feed it as the model says."
              .formatted(file, input, type, lengths));
    }
    return type;
  }

  private boolean fits(ValueInfo.Size size, int length) {
    if (size.length().isPresent()) {
      return size.length().getAsLong() == length;
    }
    Integer before = size.symbol().isEmpty() ? null : lengths.putIfAbsent(size.symbol(), length);
    return before == null || before == length;
  }
}
