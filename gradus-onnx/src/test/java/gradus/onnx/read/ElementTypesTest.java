package gradus.onnx.read;

import static gradus.onnx.read.Models.attribute;
import static gradus.onnx.read.Models.graph;
import static gradus.onnx.read.Models.model;
import static gradus.onnx.read.Models.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxTensor;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.wire.AttributeProto;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.NodeProto;
import gradus.onnx.wire.TensorProto;
import gradus.onnx.wire.TypeProto;
import gradus.onnx.wire.ValueInfoProto;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The element types of values, as they are read and followed through a model.
class ElementTypesTest {

  static ValueInfoProto info(String name, ElementType element, int... sizes) {
    TypeProto.Builder type = TypeProto.newBuilder();
    type.getTensorTypeBuilder().setElemType(element.number()).getShapeBuilder();
    for (int size : sizes) {
      type.getTensorTypeBuilder().getShapeBuilder().addDimBuilder().setDimValue(size);
    }
    return ValueInfoProto.newBuilder().setName(name).setType(type).build();
  }

  private static TensorProto.Builder tensor(ElementType element, int... sizes) {
    TensorProto.Builder proto = TensorProto.newBuilder().setDataType(element.number());
    for (int size : sizes) {
      proto.addDims(size);
    }
    return proto;
  }

  private static TensorProto bytes(String name, ElementType element, int... values) {
    TensorProto.Builder proto = tensor(element, values.length).setName(name);
    for (int value : values) {
      proto.addInt32Data(value);
    }
    return proto.build();
  }

  private static Map<String, Tensor> run(GraphProto.Builder graph, Map<String, Tensor> fed) {
    OnnxModel model = Models.read(model(21, graph));
    Map<String, TensorType> types = new LinkedHashMap<>();
    fed.forEach((name, value) -> types.put(name, value.type()));
    Instance instance = model.instantiate(Binding.ofTypes(types));
    try (Engine engine = Engine.of(Kernels.named("scalar"), 1)) {
      Variables variables = new Variables();
      instance.parameters().forEach((name, it) -> variables.declare(name, it.type(), it));
      Plan plan = Plan.of(instance.graph(), variables, engine);
      plan.inputs().forEach(name -> plan.input(name).set(fed.get(name)));
      plan.run();
      Map<String, Tensor> made = new LinkedHashMap<>();
      model.outputs().forEach(it -> made.put(it.name(), plan.output(it.name()).tensor()));
      return made;
    }
  }

  private static long[] y(GraphProto.Builder graph, int... x) {
    return java.util.Objects.requireNonNull(
            run(graph, Map.of("x", Tensor.of(Shape.of(x.length), x))).get("y"))
        .toLongs();
  }

  private static OnnxTensor read(TensorProto.Builder proto) {
    return TensorFile.read("t.pb", proto.build().toByteArray());
  }

  @Test
  void numbersAreReadFromRawBytesAndFromTypedFields() {
    byte[] raw = {(byte) 0xff, (byte) 0x80, 1, 0x7f};
    assertThat(read(tensor(ElementType.INT8, 4).setRawData(ByteString.copyFrom(raw))).value())
        .isEqualTo(Tensor.of(Shape.of(4), -1, -128, 1, 127));
    assertThat(read(tensor(ElementType.UINT8, 4).setRawData(ByteString.copyFrom(raw))).value())
        .isEqualTo(Tensor.of(Shape.of(4), 255, 128, 1, 127));
    assertThat(read(tensor(ElementType.UINT16, 2).setRawData(ByteString.copyFrom(raw))).value())
        .isEqualTo(Tensor.of(Shape.of(2), 0x80ff, 0x7f01));
    assertThat(read(tensor(ElementType.UINT32, 1).setRawData(ByteString.copyFrom(raw))).value())
        .isEqualTo(Tensor.of(Shape.of(1), new long[] {0x7f0180ffL}));
    assertThat(read(tensor(ElementType.UINT32, 1).addUint64Data(0xffffffffL)).value())
        .isEqualTo(Tensor.of(Shape.of(1), new long[] {0xffffffffL}));
    assertThat(read(tensor(ElementType.UINT64, 1).addUint64Data(-1)).value())
        .isEqualTo(Tensor.of(Shape.of(1), new long[] {-1}));
    assertThat(read(tensor(ElementType.INT16, 2).addInt32Data(-5).addInt32Data(300)).value())
        .isEqualTo(Tensor.of(Shape.of(2), -5, 300));
  }

  /// The first element has the lowest bits; the rest of the last byte is of no account.
  @Test
  void fewBitsArePacked() {
    byte[] raw = {(byte) 0xf1, 0x08};
    OnnxTensor four = read(tensor(ElementType.INT4, 3).setRawData(ByteString.copyFrom(raw)));
    assertThat(four.value()).isEqualTo(Tensor.of(Shape.of(3), 1, -1, -8));
    assertThat(four.element()).isEqualTo(ElementType.INT4);
    assertThat(read(tensor(ElementType.UINT4, 3).addInt32Data(0xf1).addInt32Data(8)).value())
        .isEqualTo(Tensor.of(Shape.of(3), 1, 15, 8));
    assertThat(read(tensor(ElementType.UINT2, 5).setRawData(ByteString.copyFrom(raw))).value())
        .isEqualTo(Tensor.of(Shape.of(5), 1, 0, 3, 3, 0));
    assertThat(read(tensor(ElementType.INT2, 4).addInt32Data(0xf1)).value())
        .isEqualTo(Tensor.of(Shape.of(4), 1, 0, -1, -1));
  }

  @ParameterizedTest
  @CsvSource({
    "INT4, 3, 1, raw_data: expected 2 bytes for its dims found 1 bytes",
    "UINT8, 3, 4, raw_data: expected 3 bytes for its dims found 4 bytes",
    "UINT64, 1, 4, raw_data: expected 8 bytes for its dims found 4 bytes"
  })
  void lengthsAreChecked(ElementType element, int size, int bytes, String told) {
    TensorProto.Builder proto =
        tensor(element, size).setRawData(ByteString.copyFrom(new byte[bytes]));
    assertThatThrownBy(() -> read(proto))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(told.replace(" found", ", found"));
    assertThatThrownBy(() -> read(tensor(ElementType.UINT4, 3).addInt32Data(1)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("int32_data: expected 2 elements for its dims, found 1 elements");
  }

  @Test
  void pixelsBecomeFloats() {
    GraphProto.Builder graph =
        graph(
                node("Cast", List.of("x"), List.of("f")).addAttribute(attribute("to", 1)),
                node("Div", List.of("f", "most"), List.of("y")))
            .addInitializer(Models.floats("most", 255))
            .addInput(info("x", ElementType.UINT8, 3))
            .addOutput(info("y", ElementType.FLOAT, 3));
    Map<String, Tensor> made = run(graph, Map.of("x", Tensor.of(Shape.of(3), 0, 51, 255)));
    assertThat(made.get("y")).isEqualTo(Tensor.of(Shape.of(3), 0f, 0.2f, 1f));
  }

  @Test
  void aBranchKnowsTheTypeOfWhatItReads() {
    GraphProto then =
        graph(node("Add", List.of("x", "x"), List.of("s")))
            .setName("then")
            .addOutput(info("s", ElementType.UINT8, 2))
            .build();
    GraphProto otherwise =
        graph(node("Sub", List.of("z", "x"), List.of("d")))
            .setName("else")
            .addInitializer(bytes("z", ElementType.UINT8, 1, 1))
            .addOutput(info("d", ElementType.UINT8, 2))
            .build();
    NodeProto.Builder branch = node("If", List.of("c"), List.of("i"));
    branch.addAttribute(subgraph("then_branch", then));
    branch.addAttribute(subgraph("else_branch", otherwise));
    GraphProto.Builder graph =
        graph(branch, node("Mul", List.of("i", "three"), List.of("y")))
            .addInitializer(bytes("three", ElementType.UINT8, 3))
            .addInput(info("x", ElementType.UINT8, 2))
            .addInput(info("c", ElementType.BOOL))
            .addOutput(info("y", ElementType.UINT8, 2));
    for (boolean condition : new boolean[] {true, false}) {
      Map<String, Tensor> fed =
          Map.of("x", Tensor.of(Shape.of(2), 200, 2), "c", Tensor.of(Shape.scalar(), condition));
      // 400 is 144, and 3 · 144 is 176; 1 − 200 is 57, 1 − 2 is 255, and 3 · 255 is 253
      assertThat(java.util.Objects.requireNonNull(run(graph, fed).get("y")).toLongs())
          .containsExactly(condition ? new long[] {176, 12} : new long[] {171, 253});
    }
  }

  private static AttributeProto subgraph(String name, GraphProto graph) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(graph)
        .build();
  }

  @Test
  void aLoopCarriesItsType() {
    GraphProto body =
        graph(
                node("Add", List.of("v", "v"), List.of("w")),
                node("Identity", List.of("c"), List.of("k")))
            .setName("body")
            .addInput(info("n", ElementType.INT64))
            .addInput(info("c", ElementType.BOOL))
            .addInput(info("v", ElementType.INT8, 2))
            .addOutput(info("k", ElementType.BOOL))
            .addOutput(info("w", ElementType.INT8, 2))
            .build();
    GraphProto.Builder graph =
        graph(
                node("Loop", List.of("trips", "", "x"), List.of("y"))
                    .addAttribute(subgraph("body", body)))
            .addInitializer(Models.longs("trips", 2))
            .addInput(info("x", ElementType.INT8, 2))
            .addOutput(info("y", ElementType.INT8, 2));
    assertThat(y(graph, 50, -3)).containsExactly(-56, -12);
  }

  @Test
  void constantsHaveTheirTypes() {
    TensorProto seven = bytes("", ElementType.UINT8, 7);
    GraphProto.Builder graph =
        graph(
                node("Constant", List.of(), List.of("a")).addAttribute(literal("value", seven)),
                node("Shape", List.of("x"), List.of("s")),
                node("ConstantOfShape", List.of("s"), List.of("b"))
                    .addAttribute(literal("value", seven)),
                node("Mul", List.of("a", "b"), List.of("ab")),
                node("Mul", List.of("ab", "x"), List.of("y")))
            .addInput(info("x", ElementType.UINT8, 2))
            .addOutput(info("y", ElementType.UINT8, 2));
    assertThat(y(graph, 1, 6)).containsExactly(49, 38);
  }

  private static AttributeProto literal(String name, TensorProto value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.TENSOR)
        .setT(value)
        .build();
  }

  @Test
  void theLargestOfAWindowOfPixels() {
    GraphProto.Builder graph =
        graph(
                node("MaxPool", List.of("x"), List.of("y", "i"))
                    .addAttribute(attribute("kernel_shape", new long[] {2, 2})))
            .addInput(info("x", ElementType.UINT8, 1, 1, 2, 3))
            .addOutput(info("y", ElementType.UINT8, 1, 1, 1, 2))
            .addOutput(info("i", ElementType.INT64, 1, 1, 1, 2));
    Tensor x = Tensor.of(Shape.of(1, 1, 2, 3), 1, 200, 3, 255, 5, 6);
    Map<String, Tensor> made = run(graph, Map.of("x", x));
    assertThat(made.get("y")).isEqualTo(Tensor.of(Shape.of(1, 1, 1, 2), 255, 200));
    assertThat(made.get("i")).isEqualTo(Tensor.of(Shape.of(1, 1, 1, 2), new long[] {3, 1}));
  }

  @Test
  void anOutputIsOfTheTypeThatTheNodesMake() {
    GraphProto.Builder graph =
        graph(node("Add", List.of("x", "x"), List.of("y")))
            .addInput(info("x", ElementType.UINT8, 2))
            .addOutput(info("y", ElementType.INT32, 2));
    assertThatThrownBy(() -> y(graph, 1, 2))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "m.onnx, output 'y', elem_type: expected the type that the nodes make, uint8, found"
                + " int32. The model is not valid; export it again.");
  }

  @ParameterizedTest
  @CsvSource({
    "Softmax, UINT8, UINT8",
    "Add, UINT8, INT32",
    "Add, FLOAT8E4M3FN, FLOAT8E4M3FN",
    "Pow, UINT64, UINT64"
  })
  void whatHasNoMeaningIsRefused(String operator, ElementType first, ElementType second) {
    NodeProto.Builder node =
        node(operator, operator.equals("Softmax") ? List.of("x") : List.of("x", "z"), List.of("y"));
    GraphProto.Builder graph =
        graph(node)
            .addInput(info("x", first, 2))
            .addInput(info("z", second, 2))
            .addOutput(info("y", first, 2));
    DType dtype = first.dtype().orElseThrow();
    Map<String, Tensor> fed =
        Map.of(
            "x", Tensor.of(Shape.of(2), 1, 2).as(dtype),
            "z", Tensor.of(Shape.of(2), 1, 2).as(second.dtype().orElseThrow()));
    assertThatThrownBy(() -> run(graph, fed))
        .isInstanceOf(UnsupportedException.class)
        .hasMessageStartingWith(
            "m.onnx, node 'ny' (%s), inputs: expected element types that Gradus computes %s with, found ["
                .formatted(operator, operator))
        .hasMessageEndingWith(". Cast them to int32, int64 or float before.");
  }
}
