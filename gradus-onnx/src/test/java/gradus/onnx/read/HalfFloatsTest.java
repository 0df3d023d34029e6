package gradus.onnx.read;

import static gradus.onnx.read.Models.attribute;
import static gradus.onnx.read.Models.graph;
import static gradus.onnx.read.Models.model;
import static gradus.onnx.read.Models.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import gradus.nn.layer.Linear;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.network.OnnxNetwork;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.TensorProto;
import gradus.onnx.wire.TypeProto;
import gradus.onnx.wire.ValueInfoProto;
import gradus.onnx.write.OnnxWriter;
import gradus.onnx.write.WriteOptions;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Floats of 16 bits are widened exactly, computed with as f32, and rounded by casts and outputs.
class HalfFloatsTest {

  private static Tensor run(OnnxModel model, Tensor x, String kernels) {
    Instance instance = model.instantiate(Binding.ofValues(Map.of("x", x)));
    try (Engine engine = Engine.of(Kernels.named(kernels), 1)) {
      Variables variables = new Variables();
      instance.parameters().forEach((name, it) -> variables.declare(name, it.type(), it));
      Plan plan = Plan.of(instance.graph(), variables, engine);
      plan.input("x").set(x);
      plan.run();
      return plan.output("y").tensor();
    }
  }

  private static ValueInfoProto info(String name, ElementType element, int... sizes) {
    TypeProto.Builder type = TypeProto.newBuilder();
    type.getTensorTypeBuilder().setElemType(element.number());
    for (int size : sizes) {
      type.getTensorTypeBuilder().getShapeBuilder().addDimBuilder().setDimValue(size);
    }
    return ValueInfoProto.newBuilder().setName(name).setType(type).build();
  }

  /// Halves with their two neighbours in f32, the middles between halves with theirs, and edges.
  private static float[] around() {
    float[] all = new float[6 * 0x7c00 + 4];
    for (int bits = 0; bits < 0x7c00; bits++) {
      float half = Float.float16ToFloat((short) bits);
      float next = bits == 0x7bff ? 65_536 : Float.float16ToFloat((short) (bits + 1));
      float middle = (half + next) / 2;
      float sign = bits % 2 == 0 ? 1 : -1;
      for (int i = 0; i < 3; i++) {
        all[6 * bits + i] = sign * (half + (i - 1) * Math.ulp(half));
        all[6 * bits + 3 + i] = sign * (middle + (i - 1) * Math.ulp(middle));
      }
    }
    int n = 6 * 0x7c00;
    all[n] = Float.NaN;
    all[n + 1] = Float.NEGATIVE_INFINITY;
    all[n + 2] = -0f;
    all[n + 3] = Float.MAX_VALUE;
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "simd"})
  void aCastRoundsAsJavaDoes(String kernels) {
    float[] values = around();
    for (ElementType to : List.of(ElementType.FLOAT16, ElementType.BFLOAT16)) {
      GraphProto.Builder graph =
          graph(
                  node("Cast", List.of("x"), List.of("h"))
                      .addAttribute(attribute("to", to.number())),
                  node("Cast", List.of("h"), List.of("y")).addAttribute(attribute("to", 1)))
              .addInput(info("x", ElementType.FLOAT, values.length))
              .addOutput(info("y", ElementType.FLOAT, values.length));
      float[] made =
          run(Models.read(model(17, graph)), Tensor.of(Shape.of(values.length), values), kernels)
              .toFloats();
      for (int i = 0; i < values.length; i++) {
        float expected =
            to == ElementType.FLOAT16
                ? Float.float16ToFloat(Float.floatToFloat16(values[i]))
                : upperHalf(values[i]);
        assertThat(Float.floatToIntBits(made[i]))
            .as("%s of %s", to, values[i])
            .isEqualTo(Float.floatToIntBits(expected));
      }
    }
  }

  /// The upper 16 bits, rounded to the nearest and to even ones.
  private static float upperHalf(float value) {
    int bits = Float.floatToIntBits(value);
    return Float.isNaN(value)
        ? value
        : Float.intBitsToFloat((bits + 0x7fff + (bits >>> 16 & 1)) & 0xffff0000);
  }

  private static TensorProto half(String name, float[] values, int... sizes) {
    ByteBuffer raw = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      raw.putShort(Float.floatToFloat16(value));
    }
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(ElementType.FLOAT16.number())
            .setRawData(ByteString.copyFrom(raw.array()));
    for (int size : sizes) {
      proto.addDims(size);
    }
    return proto.build();
  }

  /// A head as tools write it for a model of float16 whose inputs and outputs stay float.
  private static GraphProto.Builder head() {
    return graph(
            node("Cast", List.of("x"), List.of("h")).addAttribute(attribute("to", 10)),
            node("Gemm", List.of("h", "w", "b"), List.of("g")),
            node("Softmax", List.of("g"), List.of("s")),
            node("Cast", List.of("s"), List.of("y")).addAttribute(attribute("to", 1)))
        .addInput(info("x", ElementType.FLOAT, 2, 3))
        .addInitializer(half("w", new float[] {0.1f, -2, 3, 0.3f, 1, -0.7f}, 3, 2))
        .addInitializer(half("b", new float[] {0.5f, -0.25f}, 2))
        .addOutput(info("y", ElementType.FLOAT, 2, 2));
  }

  @Test
  void aWholeModelAnswersAsTheOtherEngine() {
    Tensor x = Tensor.of(Shape.of(2, 3), 0.1f, 0.2f, -0.3f, 1f, -1.5f, 0.7f);
    byte[] bytes = model(17, head()).build().toByteArray();
    Tensor mine = run(OnnxModel.read("m.onnx", bytes), x, "scalar");
    Tensor theirs = OtherEngine.answers(bytes, Map.of("x", x)).getFirst();
    // theirs is rounded after every node
    Trial.same("float16", mine, theirs, 4 * 0x1p-11, 0x1p-14);
  }

  @Test
  void anOutputIsRounded() {
    GraphProto.Builder graph =
        graph(node("Add", List.of("x", "x"), List.of("y")))
            .addInput(info("x", ElementType.FLOAT16, 2))
            .addOutput(info("y", ElementType.FLOAT16, 2));
    Tensor y =
        run(
            Models.read(model(17, graph)),
            Tensor.of(Shape.of(2), 0.75f + 0x1p-12f, 40_000),
            "simd");
    assertThat(y.toFloats()).containsExactly(1.5f, Float.POSITIVE_INFINITY);
  }

  @Test
  void aNetworkHasItsLayersAndExactWeights() {
    OnnxNetwork network = OnnxNetwork.of(Models.read(model(17, head())));
    assertThat(network.network().steps().getFirst().layer()).isInstanceOf(Linear.class);
    assertThat(network.network().steps()).hasSize(2);
    assertThat(network.values().values())
        .allSatisfy(it -> assertThat(it.type().dtype()).isEqualTo(DType.F32));
    assertThat(network.values().values().stream().flatMapToDouble(HalfFloatsTest::at).boxed())
        .contains((double) Float.float16ToFloat(Float.floatToFloat16(0.1f)));
  }

  private static DoubleStream at(Tensor tensor) {
    return Arrays.stream(tensor.toDoubles());
  }

  @Test
  void aCastThatALayerHoldsIsNotWritten() {
    GraphProto.Builder graph =
        graph(
                node("ArgMax", List.of("x"), List.of("i")).addAttribute(attribute("axis", 1)),
                node("Cast", List.of("i"), List.of("y")).addAttribute(attribute("to", 10)))
            .addInput(info("x", ElementType.FLOAT, 2, 3))
            .addOutput(info("y", ElementType.FLOAT16, 2, 1));
    OnnxNetwork network = OnnxNetwork.of(Models.read(model(17, graph)));
    assertThatThrownBy(
            () -> OnnxWriter.write(network.network(), network.values(), WriteOptions.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "(Cast): expected a cast to a type that Gradus has, found one to floats of 16 bits."
                + " Convert the model that it came from to float32.");
  }

  @Test
  void aValueKnowsThatItIsNarrow() {
    GraphProto.Builder graph =
        graph(
                node("Cast", List.of("x"), List.of("h")).addAttribute(attribute("to", 10)),
                node("Relu", List.of("h"), List.of("r")),
                node("CastLike", List.of("x", "r"), List.of("l")),
                node("Cast", List.of("l"), List.of("y")).addAttribute(attribute("to", 1)))
            .addInput(info("x", ElementType.FLOAT, 2))
            .addOutput(info("y", ElementType.FLOAT, 2));
    Tensor y = run(Models.read(model(17, graph)), Tensor.of(Shape.of(2), 0.1f, 70_000f), "scalar");
    assertThat(y.toFloats())
        .containsExactly(Float.float16ToFloat(Float.floatToFloat16(0.1f)), Float.POSITIVE_INFINITY);
  }

  @Test
  void aNetworkDoesNotKnowIt() {
    GraphProto.Builder graph =
        graph(
                node("ArgMax", List.of("x"), List.of("i")).addAttribute(attribute("axis", 1)),
                node("CastLike", List.of("i", "x"), List.of("y")))
            .addInput(info("x", ElementType.FLOAT16, 2, 3))
            .addOutput(info("y", ElementType.FLOAT16, 2, 1));
    OnnxModel model = Models.read(model(17, graph));
    assertThatThrownBy(() -> OnnxNetwork.of(model))
        .isInstanceOf(UnsupportedException.class)
        .hasMessage(
            "m.onnx, node 'ny' (CastLike): expected no CastLike to float16 or bfloat16 in a"
                + " network of layers, found one of them. Export with Cast, or convert the model"
                + " to float32.");
  }
}
