package gradus.onnx.read;

import static gradus.onnx.read.Models.attribute;
import static gradus.onnx.read.Models.graph;
import static gradus.onnx.read.Models.info;
import static gradus.onnx.read.Models.model;
import static gradus.onnx.read.Models.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.onnx.model.ElementType;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.NodeProto;
import gradus.onnx.wire.TensorProto;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Integers times a scale, against ONNX Runtime: both answer the same model, whose inputs and
/// outputs are floats and integers of 32 bits.
class QuantisationTest {

  private final Random random = new Random(5);

  private Tensor floats(double most, int... sizes) {
    float[] values = new float[Shape.of(sizes).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (most * (2 * random.nextDouble() - 1));
    }
    return Tensor.of(Shape.of(sizes), values);
  }

  private static TensorProto zeros(ElementType type, int... values) {
    TensorProto.Builder proto = TensorProto.newBuilder().setName("z").setDataType(type.number());
    if (values.length > 1) {
      proto.addDims(values.length);
    }
    for (int value : values) {
      proto.addInt32Data(value);
    }
    return proto.build();
  }

  private static NodeProto.Builder cast(String from, ElementType to, String name) {
    return node("Cast", List.of(from), List.of(name)).addAttribute(attribute("to", to.number()));
  }

  private static List<Tensor> gradus(byte[] bytes, Map<String, Tensor> fed) {
    OnnxModel model = OnnxModel.read("m.onnx", bytes);
    Instance instance = model.instantiate(Binding.ofValues(fed));
    try (Engine engine = Engine.of(Kernels.named("simd"), 1)) {
      Variables variables = new Variables();
      instance.parameters().forEach((name, it) -> variables.declare(name, it.type(), it));
      Plan plan = Plan.of(instance.graph(), variables, engine);
      plan.inputs().forEach(name -> plan.input(name).set(fed.get(name)));
      plan.run();
      List<Tensor> made = new ArrayList<>();
      model.outputs().forEach(it -> made.add(plan.output(it.name()).tensor()));
      return made;
    }
  }

  /// @param off how far integers may be apart, where the other engine rounds on the way
  private static void check(int opset, GraphProto.Builder graph, Map<String, Tensor> fed, int off) {
    byte[] bytes = model(opset, graph).setIrVersion(10).build().toByteArray();
    List<Tensor> mine = gradus(bytes, fed);
    List<Tensor> theirs = OtherEngine.answers(bytes, fed);
    for (int i = 0; i < mine.size(); i++) {
      Trial.same("output " + i, mine.get(i), theirs.get(i), 1e-6, off);
    }
  }

  @ParameterizedTest
  @CsvSource({"UINT8, 128", "INT8, -3", "UINT16, 1000", "INT16, 7"})
  void numbersAreRoundedAndCutToTheRange(ElementType type, int zero) {
    GraphProto.Builder graph =
        graph(
                node("QuantizeLinear", List.of("x", "s", "z"), List.of("q")),
                cast("q", ElementType.INT32, "i"),
                node("DequantizeLinear", List.of("q", "s", "z"), List.of("y")))
            .addInitializer(Models.tensor("s", Tensor.scalar(0.5f)))
            .addInitializer(zeros(type, zero))
            .addInput(info("x", DType.F32, 7, 9))
            .addOutput(Models.open("i", DType.I32))
            .addOutput(Models.open("y", DType.F32));
    check(21, graph, Map.of("x", floats(80_000, 7, 9)), 0);
    // ties go to even integers
    Tensor ties = Tensor.of(Shape.of(1, 6), -1.25f, -0.75f, -0.25f, 0.25f, 0.75f, 1.25f);
    graph.clearInput().addInput(info("x", DType.F32, 1, 6));
    check(21, graph, Map.of("x", ties), 0);
  }

  @Test
  void anAxisHasAScaleForEachIndexAndABlockOneForAll() {
    GraphProto.Builder graph =
        graph(
                node("QuantizeLinear", List.of("x", "s", "z"), List.of("q"))
                    .addAttribute(attribute("axis", -2)),
                node("DequantizeLinear", List.of("q", "s", "z"), List.of("y"))
                    .addAttribute(attribute("axis", -2)),
                cast("x", ElementType.INT8, "small"),
                node("DequantizeLinear", List.of("small", "blocks"), List.of("b"))
                    .addAttribute(attribute("axis", 1))
                    .addAttribute(attribute("block_size", 2)))
            .addInitializer(Models.floats("s", 0.5f, 2, 0.1f))
            .addInitializer(zeros(ElementType.UINT8, 0, 7, 255))
            .addInitializer(Models.tensor("blocks", floats(3, 2, 2, 4)))
            .addInput(info("x", DType.F32, 2, 3, 4))
            .addOutput(Models.open("y", DType.F32))
            .addOutput(Models.open("b", DType.F32));
    check(21, graph, Map.of("x", floats(60, 2, 3, 4)), 0);
  }

  @Test
  void aRangeIsMeasured() {
    GraphProto.Builder graph =
        graph(
                node("DynamicQuantizeLinear", List.of("x"), List.of("q", "s", "z")),
                cast("q", ElementType.INT32, "i"),
                cast("z", ElementType.INT32, "j"))
            .addInput(info("x", DType.F32, 5, 4))
            .addOutput(Models.open("i", DType.I32))
            .addOutput(Models.open("s", DType.F32))
            .addOutput(Models.open("j", DType.I32));
    check(11, graph, Map.of("x", floats(3, 5, 4)), 0);
    float[] positive = floats(1, 5, 4).toFloats();
    for (int i = 0; i < positive.length; i++) {
      positive[i] = 2 + positive[i];
    }
    check(11, graph, Map.of("x", Tensor.of(Shape.of(5, 4), positive)), 0);
  }

  private Tensor bytes(int least, int... sizes) {
    int[] values = new int[Shape.of(sizes).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = least + random.nextInt(256);
    }
    return Tensor.of(Shape.of(sizes), values);
  }

  private static TensorProto named(TensorProto proto, String name) {
    return proto.toBuilder().setName(name).build();
  }

  @Test
  void productsOfBytesAreWholeNumbers() {
    GraphProto.Builder graph =
        graph(
                cast("a", ElementType.UINT8, "a8"),
                cast("b", ElementType.INT8, "b8"),
                node("MatMulInteger", List.of("a8", "b8", "az", "bz"), List.of("y")),
                node("MatMulInteger", List.of("a8", "b8"), List.of("plain")))
            .addInitializer(named(zeros(ElementType.UINT8, 12), "az"))
            .addInitializer(named(zeros(ElementType.INT8, -1, 2, 3), "bz"))
            .addInput(info("a", DType.I32, 4, 6))
            .addInput(info("b", DType.I32, 6, 3))
            .addOutput(Models.open("y", DType.I32))
            .addOutput(Models.open("plain", DType.I32));
    check(21, graph, Map.of("a", bytes(0, 4, 6), "b", bytes(-128, 6, 3)), 0);
  }

  @Test
  void convolutionsOfBytesAreWholeNumbers() {
    GraphProto.Builder graph =
        graph(
                cast("x", ElementType.UINT8, "x8"),
                cast("w", ElementType.UINT8, "w8"),
                node("ConvInteger", List.of("x8", "w8", "xz"), List.of("y"))
                    .addAttribute(attribute("pads", new long[] {1, 1, 1, 1})))
            .addInitializer(named(zeros(ElementType.UINT8, 100), "xz"))
            .addInput(info("x", DType.I32, 1, 2, 5, 4))
            .addInput(info("w", DType.I32, 3, 2, 3, 3))
            .addOutput(Models.open("y", DType.I32));
    check(21, graph, Map.of("x", bytes(0, 1, 2, 5, 4), "w", bytes(0, 3, 2, 3, 3)), 0);
  }

  @Test
  void wholeLayersOfBytes() {
    GraphProto.Builder graph =
        graph(
                cast("x", ElementType.UINT8, "x8"),
                cast("w", ElementType.INT8, "w8"),
                node(
                    "QLinearConv",
                    List.of("x8", "xs", "xz", "w8", "ws", "wz", "ys", "yz", "bias"),
                    List.of("c")),
                cast("c", ElementType.INT32, "y"),
                node("Flatten", List.of("c"), List.of("f")),
                cast("v", ElementType.UINT8, "v8"),
                node(
                    "QLinearMatMul",
                    List.of("f", "ys", "yz", "v8", "xs", "xz", "ps", "xz"),
                    List.of("p")),
                cast("p", ElementType.INT32, "m"))
            .addInitializer(Models.tensor("xs", Tensor.scalar(0.02f)))
            .addInitializer(named(zeros(ElementType.UINT8, 100), "xz"))
            .addInitializer(Models.floats("ws", 0.01f, 0.03f))
            .addInitializer(named(zeros(ElementType.INT8, 0, 0), "wz"))
            .addInitializer(Models.tensor("ys", Tensor.scalar(0.3f)))
            .addInitializer(named(zeros(ElementType.UINT8, 120), "yz"))
            .addInitializer(Models.tensor("ps", Tensor.scalar(0.9f)))
            .addInitializer(Models.tensor("bias", Tensor.of(Shape.of(2), 5000, -7000)))
            .addInput(info("x", DType.I32, 1, 2, 4, 4))
            .addInput(info("w", DType.I32, 2, 2, 3, 3))
            .addInput(info("v", DType.I32, 8, 3))
            .addOutput(Models.open("y", DType.I32))
            .addOutput(Models.open("m", DType.I32));
    Map<String, Tensor> fed =
        Map.of(
            "x", bytes(0, 1, 2, 4, 4),
            "w", bytes(-128, 2, 2, 3, 3),
            "v", bytes(0, 8, 3));
    check(21, graph, fed, 1);
  }

  @Test
  void scalesThatDoNotFitAreRefused() {
    GraphProto.Builder graph =
        graph(node("QuantizeLinear", List.of("x", "s"), List.of("y")))
            .addInitializer(Models.floats("s", 0.5f, 2))
            .addInput(info("x", DType.F32, 2, 3))
            .addOutput(Models.open("y", DType.I32));
    graph.getOutputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(2);
    Map<String, Tensor> fed = Map.of("x", floats(1, 2, 3));
    assertThatThrownBy(() -> gradus(model(13, graph).build().toByteArray(), fed))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "m.onnx, node 'ny' (QuantizeLinear), input 1: expected one number, or 3 along axis 1,"
                + " found f32[2]. Give one for each.");
    GraphProto.Builder wide =
        graph(
                node("QuantizeLinear", List.of("x", "s"), List.of("y"))
                    .addAttribute(attribute("output_dtype", ElementType.INT32.number())))
            .addInitializer(Models.tensor("s", Tensor.scalar(1f)))
            .addInput(info("x", DType.F32, 2, 3))
            .addOutput(Models.open("y", DType.I32));
    assertThatThrownBy(() -> gradus(model(21, wide).build().toByteArray(), fed))
        .isInstanceOf(UnsupportedException.class)
        .hasMessageContaining("expected integers of 16 bits or less, or floats of 8, found int32");
  }

  @Test
  void fourBitsAndFloatsOfEight() {
    GraphProto.Builder graph =
        graph(
                node("QuantizeLinear", List.of("x", "s"), List.of("q"))
                    .addAttribute(attribute("output_dtype", ElementType.INT4.number())),
                node("DequantizeLinear", List.of("q", "s"), List.of("y")),
                node("QuantizeLinear", List.of("x", "s"), List.of("e"))
                    .addAttribute(attribute("output_dtype", ElementType.FLOAT8E4M3FN.number())),
                node("DequantizeLinear", List.of("e", "s"), List.of("f")))
            .addInitializer(Models.tensor("s", Tensor.scalar(0.5f)))
            .addInput(info("x", DType.F32, 5))
            .addOutput(Models.open("y", DType.F32))
            .addOutput(Models.open("f", DType.F32));
    Tensor x = Tensor.of(Shape.of(5), -9f, -0.6f, 0.7f, 2.6f, 300);
    List<Tensor> made = gradus(model(21, graph).build().toByteArray(), Map.of("x", x));
    // whole steps of ½ from −8 to 7; and of 4 binary digits up to 448
    assertThat(made.getFirst().toFloats()).containsExactly(-4, -0.5f, 0.5f, 2.5f, 3.5f);
    assertThat(made.getLast().toFloats()).containsExactly(-9, -0.625f, 0.6875f, 2.5f, 224);
  }
}
