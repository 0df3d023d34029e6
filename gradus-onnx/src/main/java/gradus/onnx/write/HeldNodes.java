package gradus.onnx.write;

import gradus.nn.layer.Frozen;
import gradus.nn.layer.Layer;
import gradus.nn.model.ForeignLayer;
import gradus.nn.model.Network;
import gradus.nn.model.Port;
import gradus.nn.model.Step;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.read.Operations;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A layer that is nodes of ONNX already, and is written as they stand.
///
/// Its parameters and states have the names that the nodes have for them.
public interface HeldNodes extends ForeignLayer {

  /// What the operators of the nodes mean.
  Operations operations();

  /// The nodes, each after those that it reads.
  List<OnnxNode> nodes();

  /// What the nodes call the layer's inputs, in their order.
  List<String> reads();

  /// What the nodes call the layer's result.
  String makes();

  /// The constants that the nodes read, by name.
  Map<String, Tensor> constants();

  /// The shapes of the parameters and states that the nodes read, by name.
  Map<String, Shape> variables();

  /// The element types of those data, constants and results whose type Gradus holds in another one,
  /// by name.
  Map<String, ElementType> held();

  /// The element type of an input of a network as ONNX calls it: that of which the nodes were made
  /// that read it.
  static ElementType element(Network network, Port port) {
    for (Step step : network.steps()) {
      Layer layer = step.layer() instanceof Frozen(Layer inner) ? inner : step.layer();
      if (layer instanceof HeldNodes held && step.from().contains(port.name())) {
        String name = held.reads().get(step.from().indexOf(port.name()));
        if (held.held().containsKey(name)) {
          return Objects.requireNonNull(held.held().get(name));
        }
      }
    }
    return ElementType.of(port.dtype().isFloat() ? DType.F32 : port.dtype());
  }

  /// The element type of what a step of a network makes, as ONNX calls it; empty where it is of the
  /// type that Gradus has for it.
  static Optional<ElementType> made(Step step) {
    Layer layer = step.layer() instanceof Frozen(Layer inner) ? inner : step.layer();
    return layer instanceof HeldNodes held
        ? Optional.ofNullable(held.held().get(held.makes()))
        : Optional.empty();
  }
}
