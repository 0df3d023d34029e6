package gradus.onnx.read;

import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a model is made into a graph for: the types of its inputs, and the values of some.
///
/// @param types the type of each input
/// @param values values of inputs that shapes depend on; others are harmless
public record Binding(Map<String, TensorType> types, Map<String, Tensor> values) {

  public Binding {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// A binding by types alone.
  public static Binding ofTypes(Map<String, TensorType> types) {
    return new Binding(types, Map.of());
  }

  /// A binding by the values that are to be fed.
  public static Binding ofValues(Map<String, Tensor> values) {
    Map<String, TensorType> types = new LinkedHashMap<>();
    values.forEach((name, value) -> types.put(name, value.type()));
    return new Binding(types, values);
  }
}
