package gradus.onnx.network;

import gradus.nn.layer.Activated;
import gradus.nn.loss.Head;
import gradus.nn.model.Network;
import gradus.nn.model.Port;
import gradus.nn.model.Step;
import gradus.nn.rewrite.Model;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.read.OnnxModel;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A model of ONNX as a network of layers with its values.
///
/// Nodes that mean a layer of Gradus are that layer, with the addition of a bias or the flattening
/// that belongs to it; any other is an {@link OnnxLayer}. Convolutions are cross-correlations. The
/// first axis of every input is the batch: a batch that the model fixes is set free, and with it
/// reshapes that name its length.
///
/// @param network the layers, named after their weights, nodes or results
/// @param values parameters and states by name
public record OnnxNetwork(Network network, Map<String, Tensor> values) {

  public OnnxNetwork {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// The network of a model.
  ///
  /// Throws {@link UnsupportedException} where an input has no batch or a size that is not known,
  /// and {@link FormatException} where the operators do not fit.
  public static OnnxNetwork of(OnnxModel model) {
    return of(model, Map.of());
  }

  /// The network of a model, with shapes and lengths for inputs whose sizes are not all known.
  ///
  /// @param examples by the inputs' names, shapes without the batch, and by the names of open
  ///   sizes, their lengths; a size that one input tells holds for all inputs that have it
  public static OnnxNetwork of(OnnxModel model, Map<String, Shape> examples) {
    List<Port> ports = new OpenSizes(model, examples).ports();
    if (ports.isEmpty()) {
      throw new UnsupportedException(
          model.file(), "the graph", "inputs", "none", "A network needs something to be fed.");
    }
    if (model.outputs().isEmpty()) {
      throw new UnsupportedException(
          model.file(), "the graph", "outputs", "none", "A network needs something to give.");
    }
    return new Building(model.inlined(), ports).result();
  }

  /// The network up to its logits, with what its outputs mean.
  ///
  /// A softmax or log-softmax at the end becomes the head of classes, a sigmoid of one output that
  /// of two outcomes. Without one, several outputs are taken for logits of classes, and one for a
  /// value.
  public Model model() {
    Shape shape = network.outputShape();
    boolean vector = network.outputs().size() == 1 && shape.rank() == 1;
    List<String> names =
        vector
            ? IntStream.range(0, Math.max(2, shape.elements())).mapToObj(String::valueOf).toList()
            : List.of();
    Activated.Kind last =
        vector
                && !network.steps().isEmpty()
                && network.last().equals(network.outputs().getFirst())
                && network.steps().getLast().layer() instanceof Activated(var kind, double _)
            ? kind
            : Activated.Kind.RELU;
    if (last == Activated.Kind.SOFTMAX || last == Activated.Kind.LOG_SOFTMAX) {
      return new Model(headless(), values, new Head.Categorical(names));
    }
    if (last == Activated.Kind.SIGMOID && shape.elements() == 1) {
      return new Model(headless(), values, new Head.Binary(names));
    }
    if (vector && shape.elements() > 1) {
      return new Model(network, values, new Head.Categorical(names));
    }
    return new Model(network, values, new Head.Real(vector ? List.of("y") : List.of()));
  }

  private Network headless() {
    Network shorter = Network.of(network.inputs());
    for (Step step : network.steps().subList(0, network.steps().size() - 1)) {
      shorter = shorter.then(step.name(), step.layer(), step.from());
    }
    String end = network.steps().getLast().from().getFirst();
    return shorter.last().equals(end) ? shorter : shorter.outputs(List.of(end));
  }
}
