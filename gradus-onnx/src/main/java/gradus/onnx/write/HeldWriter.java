package gradus.onnx.write;

import gradus.onnx.model.Attribute;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.operator.Operators;
import gradus.onnx.operator.Rule;
import gradus.onnx.wire.AttributeProto;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Nodes of another model, with the names of this one.
///
/// @param draft the layer that holds them
/// @param layer the same layer
record HeldWriter(LayerDraft draft, HeldNodes layer) {

  /// The operators whose meaning changed after version 13, as {@link Operators} has them, and when:
  /// numbers by group became numbers by channel, or lengths may differ.
  private static final Map<String, Integer> CHANGED =
      Map.of("BatchNormalization", 14, "GroupNormalization", 21, "Split", 18);

  /// The operators whose attribute `axes` became an input, and when.
  private static final Map<String, Integer> AXES =
      Map.ofEntries(
          Map.entry("ReduceL1", 18),
          Map.entry("ReduceL2", 18),
          Map.entry("ReduceLogSum", 18),
          Map.entry("ReduceLogSumExp", 18),
          Map.entry("ReduceMax", 18),
          Map.entry("ReduceMean", 18),
          Map.entry("ReduceMin", 18),
          Map.entry("ReduceProd", 18),
          Map.entry("ReduceSum", 13),
          Map.entry("ReduceSumSquare", 18),
          Map.entry("Squeeze", 13),
          Map.entry("Unsqueeze", 13));

  /// Operators whose meaning has been the same since before version 13, and since when: what came
  /// later are types, attributes whose defaults say what held before, and negative axes.
  private static final Map<String, Integer> SETTLED =
      Map.ofEntries(
          Map.entry("Abs", 6),
          Map.entry("Acos", 7),
          Map.entry("Add", 7),
          Map.entry("And", 7),
          Map.entry("ArgMax", 1),
          Map.entry("ArgMin", 1),
          Map.entry("Asin", 7),
          Map.entry("Atan", 7),
          Map.entry("AveragePool", 7),
          Map.entry("Cast", 6),
          Map.entry("Ceil", 6),
          Map.entry("Celu", 12),
          Map.entry("Clip", 11),
          Map.entry("Compress", 9),
          Map.entry("Concat", 4),
          Map.entry("Constant", 1),
          Map.entry("ConstantOfShape", 9),
          Map.entry("Conv", 1),
          Map.entry("ConvTranspose", 1),
          Map.entry("Cos", 7),
          Map.entry("Cosh", 9),
          Map.entry("CumSum", 11),
          Map.entry("DepthToSpace", 1),
          Map.entry("DequantizeLinear", 10),
          Map.entry("Div", 7),
          Map.entry("Einsum", 12),
          Map.entry("Elu", 6),
          Map.entry("Equal", 7),
          Map.entry("Erf", 9),
          Map.entry("Exp", 6),
          Map.entry("Expand", 8),
          Map.entry("Flatten", 1),
          Map.entry("Floor", 6),
          Map.entry("GRU", 7),
          Map.entry("Gather", 1),
          Map.entry("GatherElements", 11),
          Map.entry("GatherND", 11),
          Map.entry("Gemm", 7),
          Map.entry("GlobalAveragePool", 1),
          Map.entry("GlobalMaxPool", 1),
          Map.entry("Greater", 7),
          Map.entry("HardSigmoid", 6),
          Map.entry("Identity", 1),
          Map.entry("InstanceNormalization", 6),
          Map.entry("IsInf", 10),
          Map.entry("IsNaN", 9),
          Map.entry("LRN", 1),
          Map.entry("LSTM", 7),
          Map.entry("LeakyRelu", 6),
          Map.entry("Less", 7),
          Map.entry("Log", 6),
          Map.entry("MatMul", 1),
          Map.entry("Max", 8),
          Map.entry("MaxPool", 8),
          Map.entry("Mean", 8),
          Map.entry("Min", 8),
          Map.entry("Mod", 10),
          Map.entry("Mul", 7),
          Map.entry("Neg", 6),
          Map.entry("NonZero", 9),
          Map.entry("Not", 1),
          Map.entry("OneHot", 11),
          Map.entry("Or", 7),
          Map.entry("PRelu", 9),
          Map.entry("Pad", 11),
          Map.entry("Pow", 7),
          Map.entry("QLinearMatMul", 10),
          Map.entry("QuantizeLinear", 10),
          Map.entry("RNN", 7),
          Map.entry("Range", 11),
          Map.entry("Reciprocal", 6),
          Map.entry("ReduceL1", 1),
          Map.entry("ReduceL2", 1),
          Map.entry("ReduceLogSum", 1),
          Map.entry("ReduceLogSumExp", 1),
          Map.entry("ReduceMax", 1),
          Map.entry("ReduceMean", 1),
          Map.entry("ReduceMin", 1),
          Map.entry("ReduceProd", 1),
          Map.entry("ReduceSumSquare", 1),
          Map.entry("Relu", 6),
          Map.entry("ReduceSum", 1),
          Map.entry("Reshape", 5),
          Map.entry("Round", 11),
          Map.entry("ScatterElements", 11),
          Map.entry("ScatterND", 11),
          Map.entry("Selu", 6),
          Map.entry("Shape", 1),
          Map.entry("Shrink", 9),
          Map.entry("Sigmoid", 6),
          Map.entry("Sign", 9),
          Map.entry("Sin", 7),
          Map.entry("Sinh", 9),
          Map.entry("Size", 1),
          Map.entry("Slice", 10),
          Map.entry("Softplus", 1),
          Map.entry("Softsign", 1),
          Map.entry("SpaceToDepth", 1),
          Map.entry("Sqrt", 6),
          Map.entry("Squeeze", 1),
          Map.entry("Sub", 7),
          Map.entry("Sum", 8),
          Map.entry("Tan", 7),
          Map.entry("Tanh", 6),
          Map.entry("ThresholdedRelu", 10),
          Map.entry("Tile", 6),
          Map.entry("TopK", 10),
          Map.entry("Transpose", 1),
          Map.entry("Unsqueeze", 1),
          Map.entry("Where", 9),
          Map.entry("Xor", 7));

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
      Map<String, Attribute> own = new TreeMap<>(node.attributes());
      List<String> inputs = new ArrayList<>();
      node.inputs().forEach(name -> inputs.add(names.getOrDefault(name, "")));
      int input = AXES.getOrDefault(node.operator(), 0);
      boolean moves = layer.operations().opset() < input && draft.graph().opset() >= input;
      if (moves && own.remove("axes") instanceof Attribute.Wholes(List<Long> axes)) {
        String name = path(node.outputs().getFirst() + "/axes");
        long[] values = axes.stream().mapToLong(Long::longValue).toArray();
        Tensor value = Tensor.of(Shape.of(values.length), values);
        inputs.add(draft.graph().constant(name, value, ElementType.INT64));
      }
      List<AttributeProto> attributes = new ArrayList<>();
      own.forEach((name, value) -> attributes.add(message.attribute(name, value)));
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
                || onlyGrew(node.operator(), own, other)
                || (own < other && isAlongLast(node)));
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

  /// Whether a softmax goes along the last axis alone: before version 13 it went along that axis
  /// and all after it.
  private boolean isAlongLast(OnnxNode node) {
    boolean joins = Set.of("Softmax", "LogSoftmax", "Hardmax").contains(node.operator());
    int read = joins ? layer.reads().indexOf(node.inputs().getFirst()) : -1;
    long axis = node.attributes().get("axis") instanceof Attribute.Whole(long told) ? told : 1;
    return joins
        && (axis == -1 || (read >= 0 && axis == draft.inputs().get(read).shape().rank() - 1));
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
