package gradus.onnx.read;

import gradus.graph.Graph;
import gradus.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A model as a graph, for one binding.
///
/// @param graph its outputs by name; its parameters go by the names of the initializers
/// @param parameters what the parameters begin with, by name
/// @param specialised the inputs whose values decided the graph: with another value of one of them
///   the graph does not hold
/// @param key the input that random draws take their key from, an i64 scalar, if there are any
public record Instance(
    Graph graph, Map<String, Tensor> parameters, Set<String> specialised, Optional<String> key) {

  public Instance {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    specialised = Collections.unmodifiableSet(new LinkedHashSet<>(specialised));
  }
}
