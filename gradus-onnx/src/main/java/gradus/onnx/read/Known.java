package gradus.onnx.read;

import gradus.onnx.model.OnnxFunction;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.operator.Operators;
import gradus.onnx.wire.AttributeProto;
import gradus.onnx.wire.FunctionProto;
import gradus.onnx.wire.ModelProto;
import gradus.onnx.wire.NodeProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether there is an operator for every node, asked before anything else is read.
///
/// @param functions the operators that the model itself writes out
record Known(Set<OnnxFunction.Key> functions) {

  private static final int SHOWN = 100;

  /// Refuses operators that no one knows: all of them at once.
  static void require(String file, ModelProto model, Map<String, Long> opsets) {
    Set<OnnxFunction.Key> functions = new LinkedHashSet<>();
    model.getFunctionsList().forEach(function -> functions.add(key(function)));
    Known known = new Known(functions);
    List<String> unknown = new ArrayList<>(known.others(model.getGraph().getNodeList(), opsets));
    for (FunctionProto function : model.getFunctionsList()) {
      Map<String, Long> own = new LinkedHashMap<>(opsets);
      own.putAll(ModelReader.opsets(file, "opset_import", function.getOpsetImportList()));
      unknown.addAll(known.others(function.getNodeList(), own));
    }
    if (!unknown.isEmpty()) {
      int more = unknown.size() - SHOWN;
      throw new UnsupportedException(
          file,
          "op_type",
          "operators that Gradus has (gradus onnx ops)",
          "others: "
              + String.join("; ", unknown.subList(0, Math.min(SHOWN, unknown.size())))
              + (more > 0 ? "; and %d more".formatted(more) : ""),
          "Write them out in other operators, or export with another opset.");
    }
  }

  static OnnxFunction.Key key(FunctionProto function) {
    String domain = function.getDomain().equals("ai.onnx") ? "" : function.getDomain();
    return new OnnxFunction.Key(domain, function.getName(), function.getOverload());
  }

  private List<String> others(List<NodeProto> nodes, Map<String, Long> opsets) {
    List<String> others = new ArrayList<>();
    for (NodeProto proto : nodes) {
      OnnxNode node = GraphReader.bare(proto);
      long version = opsets.getOrDefault(node.domain(), 0L);
      boolean known =
          functions.contains(OnnxFunction.Key.of(node))
              || Operators.named(node.domain(), node.operator())
                  .filter(rule -> rule.covers(version))
                  .isPresent();
      if (!known) {
        others.add(node.place() + " of version " + version);
      }
      for (AttributeProto attribute : proto.getAttributeList()) {
        others.addAll(others(attribute.getG().getNodeList(), opsets));
      }
    }
    return others;
  }
}
