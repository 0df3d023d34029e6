package gradus.web.inference;

import gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a caller asks of a model, read and checked.
///
/// @param id what the answer repeats
/// @param parameters of the whole request: texts, numbers and truth values
/// @param inputs the tensors by name, in the types that the model computes with
/// @param outputs what is wanted; empty for all
record InferRequest(
    Optional<String> id,
    Map<String, Object> parameters,
    Map<String, Tensor> inputs,
    List<Wanted> outputs) {

  /// An output that is wanted.
  ///
  /// @param name its name
  /// @param binary whether as binary data, where that is said
  record Wanted(String name, Optional<Boolean> binary) {}

  InferRequest {
    parameters = Map.copyOf(parameters);
    inputs = new LinkedHashMap<>(inputs);
    outputs = List.copyOf(outputs);
  }

  /// Whether outputs are sent as binary data where they do not say it themselves.
  boolean binaryByDefault() {
    return Boolean.TRUE.equals(parameters.get("binary_data_output"));
  }

  /// How many rows there are.
  int rows() {
    return inputs.values().stream()
        .findFirst()
        .map(tensor -> tensor.shape().rank() == 0 ? 1 : tensor.shape().size(0))
        .orElse(1);
  }
}
