package gradus.onnx.write;

import gradus.onnx.model.Attribute;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.operator.Operators;
import gradus.onnx.operator.Rule;
import gradus.onnx.wire.AttributeProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Nodes of another model, with the names of this one.
///
/// @param draft the layer that holds them
/// @param layer the same layer
record HeldWriter(LayerDraft draft, HeldNodes layer) {

  /// The operators whose meaning changed after version 13, as {@link Operators} has them, and when:
  /// an attribute became an input, or numbers by group became numbers by channel.
  private static final Map<String, Integer> CHANGED =
      Map.ofEntries(
          Map.entry("BatchNormalization", 14),
          Map.entry("GroupNormalization", 21),
          Map.entry("ReduceL1", 18),
          Map.entry("ReduceL2", 18),
          Map.entry("ReduceLogSum", 18),
          Map.entry("ReduceLogSumExp", 18),
          Map.entry("ReduceMax", 18),
          Map.entry("ReduceMean", 18),
          Map.entry("ReduceMin", 18),
          Map.entry("ReduceProd", 18),
          Map.entry("ReduceSumSquare", 18),
          Map.entry("Split", 18));

  /// Operators whose meaning has been the same since before version 13, and since when: what came
  /// later are types, attributes whose defaults say what held before, and negative axes.
  private static final Map<String, Integer> SETTLED =
      Map.ofEntries(
          Map.entry("Add", 7),
          Map.entry("Cast", 6),
          Map.entry("Concat", 4),
          Map.entry("DepthToSpace", 1),
          Map.entry("DequantizeLinear", 10),
          Map.entry("Div", 7),
          Map.entry("Exp", 6),
          Map.entry("Flatten", 1),
          Map.entry("Identity", 1),
          Map.entry("MatMul", 1),
          Map.entry("Mul", 7),
          Map.entry("Neg", 6),
          Map.entry("QLinearMatMul", 10),
          Map.entry("QuantizeLinear", 10),
          Map.entry("Relu", 6),
          Map.entry("Reshape", 5),
          Map.entry("Sigmoid", 6),
          Map.entry("Sqrt", 6),
          Map.entry("Sub", 7),
          Map.entry("Tanh", 6),
          Map.entry("Transpose", 1));

  void write() {
    layer.nodes().forEach(this::requireSame);
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < layer.reads().size(); i++) {
      requireElement(layer.reads().get(i), draft.inputs().get(i));
      names.put(layer.reads().get(i), draft.inputs().get(i).name());
    }
    for (String name : new TreeSet<>(layer.variables().keySet())) {
      names.put(name, draft.parameter(name));
    }
    new TreeMap<>(layer.constants())
        .forEach(
            (name, value) -> {
              ElementType element =
                  layer.held().getOrDefault(name, ElementType.of(value.type().dtype()));
              names.put(name, draft.graph().constant(path(name), value, element));
            });
    for (OnnxNode node : layer.nodes()) {
      List<String> outputs = node.outputs().stream().map(this::made).toList();
      for (int i = 0; i < outputs.size(); i++) {
        names.put(node.outputs().get(i), outputs.get(i));
      }
      NodeMessage message =
          new NodeMessage(draft.path(), names, name -> draft.graph().free(path(name)));
      List<AttributeProto> attributes = new ArrayList<>();
      new TreeMap<>(node.attributes())
          .forEach((name, value) -> attributes.add(message.attribute(name, value)));
      List<String> inputs =
          node.inputs().stream().map(name -> names.getOrDefault(name, "")).toList();
      draft.graph().node(node.operator(), inputs, outputs, attributes);
    }
  }

  private void requireElement(String name, Value value) {
    ElementType wanted = layer.held().getOrDefault(name, ElementType.of(value.type().dtype()));
    if (wanted.isHeldInteger() ? value.element() != wanted : value.element().isHeldInteger()) {
      throw new IllegalArgumentException(
          "layer \"%s\" (%s): expected %s, of which the nodes were made, found %s, which \"%s\" gives. Cast it between them."
              .formatted(draft.path(), layer.kind(), wanted, value.element(), value.name()));
    }
  }

  private String made(String output) {
    return output.isEmpty()
        ? ""
        : output.equals(layer.makes()) ? draft.result().name() : draft.graph().free(path(output));
  }

  private String path(String name) {
    return draft.path() + "/" + name;
  }

  /// A node is written in a version in which its operator means what it means in its own.
  private void requireSame(OnnxNode node) {
    Optional<Rule> rule = Operators.named(node.domain(), node.operator());
    if (!node.domain().isEmpty() || rule.isEmpty()) {
      throw new IllegalArgumentException(
          "layer \"%s\" (%s): expected an operator of ONNX itself, found one of the model or of another domain. Put a layer of Gradus in its place."
              .formatted(draft.path(), node.qualified()));
    }
    boolean half =
        node.operator().equals("Cast")
            && node.attributes().get("to") instanceof Attribute.Whole(long to)
            && ElementType.of(to).filter(ElementType::isHalf).isPresent();
    if (half) {
      throw new IllegalArgumentException(
          "layer \"%s\" (Cast): expected a cast to a type that Gradus has, found one to floats of 16 bits. Convert the model that it came from to float32."
              .formatted(draft.path()));
    }
    long own = layer.operations().opset();
    int other = draft.graph().opset();
    boolean same =
        rule.get().covers(other)
            && (version(rule.get(), own) == version(rule.get(), other)
                || onlyGrew(node.operator(), own, other));
    if (!same) {
      throw new IllegalArgumentException(
          "layer \"%s\" (%s): expected an operator that means in opset %d what it means in its own, opset %d, found one that changed between them. %s"
              .formatted(
                  draft.path(),
                  node.operator(),
                  other,
                  own,
                  own < Opset.OLDEST
                      ? "Convert the model that it came from with onnx.version_converter."
                      : "Write the network in opset %d.".formatted(own)));
    }
  }

  private static int version(Rule rule, long opset) {
    return rule.versions().stream().filter(it -> it <= opset).reduce(0, Math::max);
  }

  /// Whether newer versions took more types or more attributes, and nothing else.
  private static boolean onlyGrew(String operator, long own, int other) {
    int changed = CHANGED.getOrDefault(operator, 0);
    int settled = SETTLED.getOrDefault(operator, Opset.OLDEST);
    return own >= settled && own <= other && (changed <= own || changed > other);
  }
}
