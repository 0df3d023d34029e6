package gradus.nn.rewrite;

import gradus.nn.layer.Variable;
import gradus.nn.loss.Head;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.op.Node;
import gradus.tensor.FormatException;
import gradus.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A network with the values of its parameters and what its outputs mean.
///
/// @param network the layers
/// @param values the parameters and states by name
/// @param head what the outputs mean
public record Model(Network network, Map<String, Tensor> values, Head head) {

  public Model {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// A network with the first values of a seed: one output is read as a logit of two outcomes,
  /// several as logits of classes.
  public static Model seeded(Network network, long seed) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Variable variable : network.instantiate(Binding.inference(1)).variables()) {
      values.put(variable.name(), variable.first(seed));
    }
    int outputs = network.outputShape().elements();
    List<String> names =
        IntStream.range(0, Math.max(2, outputs)).mapToObj(String::valueOf).toList();
    return new Model(
        network, values, outputs == 1 ? new Head.Binary(names) : new Head.Categorical(names));
  }

  /// The values for the variables of an instance.
  ///
  /// Throws {@link FormatException} where one is missing or has another shape.
  Map<Node, Tensor> feeds(Instance instance) {
    Map<Node, Tensor> feeds = new LinkedHashMap<>();
    for (Variable variable : instance.variables()) {
      Tensor value = values.get(variable.name());
      if (value == null || !value.shape().equals(variable.node().type().shape())) {
        throw new FormatException(
            "the model",
            "tensor \"" + variable.name() + "\"",
            variable.node().type().toString(),
            value == null ? "none" : value.type().toString(),
            "The weights belong to another network.");
      }
      feeds.put(variable.node(), value.as(instance.binding().dtype()));
    }
    return feeds;
  }

  /// What is compared: the output, or the probabilities of all outcomes.
  Node told(Node output, boolean probabilities) {
    if (!probabilities) {
      return output;
    }
    return head instanceof Head.Binary
        ? gradus.op.Layout.concat(1, List.of(output.negated().sigmoid(), output.sigmoid()))
        : head.prediction(output);
  }

  /// How many numbers are trained.
  public long parameters() {
    return network.instantiate(Binding.inference(1)).parameters().stream()
        .mapToLong(node -> node.type().shape().elements())
        .sum();
  }
}
