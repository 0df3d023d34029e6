package gradus.onnx.read;

import gradus.onnx.model.ElementType;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.wire.AttributeProto;
import gradus.onnx.wire.FunctionProto;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.ModelProto;
import gradus.onnx.wire.NodeProto;
import java.util.ArrayList;
import java.util.List;

/// Whether a model has floats of 16 bits, and nodes that ask for the type of a value. Mutable: it
/// counts.
///
/// Such floats are held as f32, so that no value tells that it is one of them (decision 0031).
final class Halves {

  private boolean found;
  private final List<String> like = new ArrayList<>();

  private Halves() {}

  /// Refuses nodes that would have to know: all of them at once.
  static void require(String file, ModelProto model) {
    Halves halves = new Halves();
    halves.look(model.getGraph());
    for (FunctionProto function : model.getFunctionsList()) {
      halves.look(function.getNodeList());
    }
    if (halves.found && !halves.like.isEmpty()) {
      throw new UnsupportedException(
          file,
          String.join("; ", halves.like),
          "no CastLike in a model with float16 or bfloat16",
          halves.like.size() + " of them",
          "Export with Cast, or convert the model to float32.");
    }
  }

  private void look(GraphProto graph) {
    graph.getInputList().forEach(it -> type(it.getType().getTensorType().getElemType()));
    graph.getInitializerList().forEach(it -> type(it.getDataType()));
    graph.getSparseInitializerList().forEach(it -> type(it.getValues().getDataType()));
    look(graph.getNodeList());
  }

  private void look(List<NodeProto> nodes) {
    for (NodeProto node : nodes) {
      if (node.getOpType().equals("CastLike")) {
        like.add(GraphReader.bare(node).place());
      }
      for (AttributeProto attribute : node.getAttributeList()) {
        boolean names = attribute.getName().equals("to") || attribute.getName().equals("dtype");
        type(names ? attribute.getI() : 0);
        type(attribute.getT().getDataType());
        type(attribute.getSparseTensor().getValues().getDataType());
        look(attribute.getG());
      }
    }
  }

  private void type(long number) {
    found |= ElementType.of(number).filter(ElementType::isHalf).isPresent();
  }
}
