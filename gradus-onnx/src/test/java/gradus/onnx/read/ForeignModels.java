package gradus.onnx.read;

import static gradus.onnx.read.Models.attribute;
import static gradus.onnx.read.Models.graph;
import static gradus.onnx.read.Models.info;
import static gradus.onnx.read.Models.longs;
import static gradus.onnx.read.Models.model;
import static gradus.onnx.read.Models.node;
import static gradus.onnx.read.Models.tensor;

import gradus.onnx.wire.AttributeProto;
import gradus.onnx.wire.FunctionProto;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.ModelProto;
import gradus.onnx.wire.NodeProto;
import gradus.onnx.wire.OperatorSetIdProto;
import gradus.onnx.wire.ValueInfoProto;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Models of one input `x` of floats and one output `y`, with operators that are no layers.
public final class ForeignModels {

  /// The version of their operators.
  public static final int OPSET = 17;

  /// Those with an operator that they write out themselves, in another version.
  public static final Set<String> OWN_OPERATORS = Set.of("function of an older version");

  public static final Map<String, byte[]> ALL = new LinkedHashMap<>();

  static {
    ALL.put(
        "clip",
        bytes(
            graph(node("Clip", List.of("x", "low", "high"), List.of("y")))
                .addInitializer(tensor("low", Tensor.scalar(0f)))
                .addInitializer(tensor("high", Tensor.scalar(1.5f))),
            3));
    ALL.put(
        "shuffle",
        bytes(
            graph(
                    node("Reshape", List.of("x", "groups"), List.of("a")),
                    node("Transpose", List.of("a"), List.of("b"))
                        .addAttribute(attribute("perm", new long[] {0, 2, 1})),
                    node("Reshape", List.of("b", "flat"), List.of("y")))
                .addInitializer(longs("groups", 0, 2, 3))
                .addInitializer(longs("flat", 0, 6)),
            6));
    ALL.put(
        "weights",
        bytes(
            graph(
                    node("Mul", List.of("x", "scale"), List.of("a")),
                    node("Pow", List.of("a", "two"), List.of("b")),
                    node("ReduceMean", List.of("b"), List.of("c"))
                        .addAttribute(attribute("axes", new long[] {1})),
                    node("Sqrt", List.of("c"), List.of("d")),
                    node("Div", List.of("a", "d"), List.of("e")),
                    node("Max", List.of("e", "large"), List.of("f")),
                    node("MatMul", List.of("f", "turned"), List.of("y")),
                    node("Transpose", List.of("w"), List.of("turned")))
                .addInitializer(tensor("scale", filled(1500)))
                .addInitializer(tensor("two", Tensor.scalar(2f)))
                .addInitializer(tensor("large", filled(1500)))
                .addInitializer(tensor("w", filled(3000).reshape(Shape.of(2, 1500)))),
            1500));
    ALL.put("branch", bytes(branch(), 3));
    ALL.put("function", function(OPSET));
    ALL.put("function of an older version", function(OPSET - 1));
  }

  private ForeignModels() {}

  private static Tensor filled(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) StrictMath.cos(i) / 10;
    }
    return Tensor.of(Shape.of(n), values);
  }

  private static ModelProto.Builder whole(GraphProto.Builder graph, int length) {
    return model(
        OPSET,
        graph.addInput(info("x", DType.F32, "N", length)).addOutput(Models.open("y", DType.F32)));
  }

  private static byte[] bytes(GraphProto.Builder graph, int length) {
    return whole(graph, length).build().toByteArray();
  }

  static AttributeProto subgraph(String name, GraphProto.Builder graph) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(graph.setName(name))
        .build();
  }

  static ValueInfoProto named(String name, DType dtype) {
    return Models.open(name, dtype);
  }

  private static GraphProto.Builder branch() {
    GraphProto.Builder then =
        graph(node("Mul", List.of("x", "factor"), List.of("inner")))
            .addInitializer(tensor("factor", Tensor.scalar(3f)))
            .addOutput(named("inner", DType.F32));
    GraphProto.Builder otherwise =
        graph(node("Neg", List.of("x"), List.of("inner2"))).addOutput(named("inner2", DType.F32));
    NodeProto.Builder positive =
        node("ReduceSum", List.of("x"), List.of("sum")).addAttribute(attribute("keepdims", 0));
    return graph(
            positive,
            node("Greater", List.of("sum", "zero"), List.of("cond")),
            node("If", List.of("cond"), List.of("y"))
                .addAttribute(subgraph("then_branch", then))
                .addAttribute(subgraph("else_branch", otherwise)))
        .addInitializer(tensor("zero", Tensor.scalar(0f)));
  }

  private static byte[] function(int opset) {
    FunctionProto.Builder function =
        FunctionProto.newBuilder()
            .setDomain("my")
            .setName("Twice")
            .addInput("a")
            .addOutput("b")
            .addAttribute("slope")
            .addNode(
                node("ThresholdedRelu", List.of("a"), List.of("t"))
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("alpha")
                            .setType(AttributeProto.AttributeType.FLOAT)
                            .setRefAttrName("slope")))
            .addNode(node("Add", List.of("t", "t"), List.of("b")))
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset));
    GraphProto.Builder graph =
        graph(
            node("Twice", List.of("x"), List.of("y"))
                .setDomain("my")
                .addAttribute(attribute("slope", 0.25f)));
    return whole(graph, 4)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("my").setVersion(1))
        .addFunctions(function)
        .build()
        .toByteArray();
  }
}
