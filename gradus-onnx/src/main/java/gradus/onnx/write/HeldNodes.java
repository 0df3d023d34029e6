package gradus.onnx.write;

import gradus.nn.model.ForeignLayer;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.read.Operations;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;

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
}
