package gradus.onnx.write;

import gradus.nn.layer.Layer;
import gradus.onnx.model.OnnxNode;
import gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// A layer that is nodes of ONNX already, and is written as they stand.
///
/// Its parameters are those of its constants that it trains, under the constants' names.
public interface HeldNodes extends Layer {

  /// The version of the operators that the nodes are of.
  long opset();

  /// The nodes, each after those that it reads.
  List<OnnxNode> nodes();

  /// What the nodes call the layer's inputs, in their order.
  List<String> reads();

  /// What the nodes call the layer's result.
  String makes();

  /// The tensors that the nodes read, by name.
  Map<String, Tensor> constants();
}
