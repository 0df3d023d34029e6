package gradus.onnx.network;

import gradus.nn.layer.Activated;
import gradus.nn.layer.Layer;
import gradus.onnx.model.OnnxNode;
import java.util.List;

/// What a layer is called: as its weights are, `features.0` for `features.0.weight`; else as its
/// node; else as the value that it makes.
final class LayerNames {

  private static final String WEIGHT = ".weight";

  private LayerNames() {}

  /// @param covers the nodes that the layer stands for
  /// @param output the value that it makes
  static String of(List<OnnxNode> covers, String output, Layer layer) {
    for (OnnxNode node : covers) {
      for (String input : node.inputs()) {
        if (input.endsWith(WEIGHT) && input.length() > WEIGHT.length()) {
          return input.substring(0, input.length() - WEIGHT.length());
        }
      }
    }
    OnnxNode node = layer instanceof Activated ? covers.getLast() : covers.getFirst();
    boolean only = !(layer instanceof OnnxLayer) || node.outputs().size() == 1;
    String name = only && !node.name().isEmpty() ? node.name() : output;
    return name.startsWith("/") ? name.substring(1) : name;
  }
}
