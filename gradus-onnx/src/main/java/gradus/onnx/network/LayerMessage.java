package gradus.onnx.network;

import gradus.onnx.model.ElementType;
import gradus.onnx.model.ValueInfo;
import gradus.onnx.read.OnnxModel;
import gradus.onnx.read.Operations;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what {@link gradus.onnx.write.HeldMessage} writes.
final class LayerMessage {

  private LayerMessage() {}

  /// The layer that a message says.
  ///
  /// Throws {@link FormatException} where it is damaged.
  ///
  /// @param place where it stands, for messages
  static OnnxLayer read(String place, byte[] bytes) {
    OnnxModel model = OnnxModel.read(place, bytes);
    List<String> reads = new ArrayList<>();
    Map<String, Shape> variables = new LinkedHashMap<>();
    for (ValueInfo input : model.inputs()) {
      if (input.sizes().isEmpty()) {
        reads.add(input.name());
      } else {
        variables.put(input.name(), shape(place, input));
      }
    }
    if (model.outputs().size() != 1 || reads.isEmpty() || model.graph().nodes().isEmpty()) {
      throw new FormatException(
          place,
          "the operator",
          "nodes with data and one result",
          "%d nodes, %d inputs and %d results"
              .formatted(model.graph().nodes().size(), reads.size(), model.outputs().size()),
          "Convert the model again.");
    }
    Map<String, ElementType> held = new LinkedHashMap<>(model.graph().held());
    model.inputs().forEach(input -> keep(held, input));
    model.outputs().forEach(output -> keep(held, output));
    Map<String, Tensor> constants = model.graph().initializers();
    Operations operations = new Operations(model.graph().name(), model.opsets(), model.functions());
    return new OnnxLayer(
        operations,
        model.graph().nodes(),
        reads,
        model.outputs().getFirst().name(),
        constants,
        variables,
        held);
  }

  private static void keep(Map<String, ElementType> held, ValueInfo info) {
    if (info.element().isHeldInteger()) {
      held.put(info.name(), info.element());
    }
  }

  private static Shape shape(String place, ValueInfo input) {
    List<Integer> sizes = new ArrayList<>();
    for (ValueInfo.Size size : input.sizes().orElse(List.of())) {
      long length = size.length().orElse(-1);
      if (length < 0 || length > Integer.MAX_VALUE) {
        throw new FormatException(
            place, "input '" + input.name() + "'", "a shape", "" + input, "Convert it again.");
      }
      sizes.add((int) length);
    }
    return new Shape(sizes);
  }
}
