package gradus.onnx.read;

import static gradus.onnx.read.Models.attribute;
import static gradus.onnx.read.Models.floats;
import static gradus.onnx.read.Models.graph;
import static gradus.onnx.read.Models.info;
import static gradus.onnx.read.Models.model;
import static gradus.onnx.read.Models.node;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.wire.AttributeProto;
import gradus.onnx.wire.FunctionProto;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.ModelProto;
import gradus.onnx.wire.NodeProto;
import gradus.onnx.wire.OperatorSetIdProto;
import gradus.onnx.wire.TensorProto;
import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged and hostile models get one error, which names the place.
class HostileModelTest {

  private static GraphProto.Builder relu() {
    return graph(node("Relu", List.of("x"), List.of("y")))
        .addInput(info("x", DType.F32, 2))
        .addOutput(info("y", DType.F32, 2));
  }

  private static void refuses(ModelProto.Builder model, String message) {
    assertThatThrownBy(() -> Models.read(model))
        .isInstanceOf(FormatException.class)
        .hasMessage(message);
  }

  @Test
  void aFileThatIsNoModel() {
    assertThatThrownBy(() -> OnnxModel.read("m.onnx", new byte[] {1, 2, 3}))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("m.onnx, byte ");
    assertThatThrownBy(() -> OnnxModel.read("m.onnx", new byte[0]))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "m.onnx, whole file: expected a model of ONNX with ir_version and graph, found"
                + " ir_version 0. The file is damaged or of another kind; export it again.");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void bytesThatAreCutOrChangedNeverDoWorse(long seed) {
    Random random = new Random(seed);
    byte[] whole = model(13, relu().addInitializer(floats("w", 1, 2, 3))).build().toByteArray();
    for (int i = 0; i < 2_000; i++) {
      byte[] changed = java.util.Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int j = random.nextInt(4); j >= 0; j--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        OnnxModel read = OnnxModel.read("m.onnx", changed);
        read.instantiate(Binding.ofValues(Map.of("x", Tensor.of(Shape.of(2), 1f, 2f))));
      } catch (FormatException | ShapeException expected) {
        // an answer in words
      }
    }
  }

  @Test
  void aCircle() {
    GraphProto.Builder graph =
        graph(
                node("Relu", List.of("x"), List.of("a")),
                node("Add", List.of("a", "c"), List.of("b")),
                node("Relu", List.of("b"), List.of("c")))
            .addInput(info("x", DType.F32, 2))
            .addOutput(info("c", DType.F32, 2));
    refuses(
        model(13, graph),
        "m.onnx, graph 'test', node 'nb' (Add), inputs: expected values that can be made before it,"
            + " found a circle: it needs its own result. The model is not valid; export it again.");
  }

  @Test
  void anInputThatNothingMakes() {
    refuses(
        model(13, relu().addNode(node("Relu", List.of("z"), List.of("w")))),
        "m.onnx, graph 'test', node 'nw' (Relu), input 'z': expected a value that some node makes,"
            + " found none. The model is not valid; export it again.");
    refuses(
        model(13, relu().addOutput(info("q", DType.F32, 2))),
        "m.onnx, graph 'test', output 'q': expected a value that some node makes, found none. The"
            + " model is not valid; export it again.");
  }

  @Test
  void namesGivenTwice() {
    refuses(
        model(13, relu().addNode(node("Relu", List.of("x"), List.of("y")))),
        "m.onnx, graph 'test', node 'ny' (Relu), output 'y': expected a name of its own, found one"
            + " that is given twice. The model is not valid; export it again.");
    refuses(
        model(13, relu().addInput(info("x", DType.F32, 2))),
        "m.onnx, graph 'test', input 'x': expected a name of its own, found one that is given"
            + " twice. The model is not valid; export it again.");
    refuses(
        model(13, relu().addInitializer(floats("w", 1)).addInitializer(floats("w", 1))),
        "m.onnx, initializer 'w', name: expected a name of its own, found the same twice. The file"
            + " is damaged; export it again.");
    NodeProto.Builder twice =
        node("LeakyRelu", List.of("x"), List.of("y"))
            .addAttribute(attribute("alpha", 1f))
            .addAttribute(attribute("alpha", 2f));
    refuses(
        model(13, graph(twice).addInput(info("x", DType.F32, 2)).addOutput(info("y", DType.F32))),
        "m.onnx, node 'ny' (LeakyRelu), attribute 'alpha': expected one of that name, found two."
            + " The file is damaged; export it again.");
  }

  @Test
  void sizesBelowZeroAndTooLarge() {
    refuses(
        model(13, relu().addInitializer(floats("w", 1).toBuilder().clearDims().addDims(-1))),
        "m.onnx, initializer 'w', dims: expected sizes from 0 to 2147483647, found [-1]. The file"
            + " is damaged; export it again.");
    TensorProto.Builder huge = floats("w", 1).toBuilder().clearDims();
    for (int i = 0; i < 8; i++) {
      huge.addDims(1 << 30);
    }
    refuses(
        model(13, relu().addInitializer(huge)),
        "m.onnx, initializer 'w', dims: expected at most 2147483647 elements, found [1073741824,"
            + " 1073741824, 1073741824, 1073741824, 1073741824, 1073741824, 1073741824,"
            + " 1073741824]. The file is damaged; export it again.");
    refuses(
        model(13, relu().setInput(0, info("x", DType.F32, -2))),
        "m.onnx, input 'x', shape: expected sizes from 0 to 2147483647, found -2. The file is"
            + " damaged; export it again.");
  }

  @Test
  void tensorsThatAreCutOrOfAnotherType() {
    refuses(
        model(13, relu().addInitializer(floats("w", 1, 2).toBuilder().setDims(0, 1_000_000_000))),
        "m.onnx, initializer 'w', float_data: expected 1000000000 elements for its dims, found 2"
            + " elements. The file is damaged; export it again.");
    TensorProto.Builder raw =
        floats("w", 1).toBuilder().clearFloatData().setRawData(ByteString.copyFrom(new byte[3]));
    refuses(
        model(13, relu().addInitializer(raw)),
        "m.onnx, initializer 'w', raw_data: expected 4 bytes for its dims, found 3 bytes. The file"
            + " is damaged; export it again.");
    refuses(
        model(13, relu().addInitializer(floats("w", 1).toBuilder().setDataType(99))),
        "m.onnx, initializer 'w', data_type: expected an element type of ONNX, found 99. The file"
            + " is damaged; export it again.");
    assertThatThrownBy(
            () ->
                Models.read(
                    model(13, relu().addInitializer(floats("w", 1).toBuilder().setDataType(8)))))
        .isInstanceOf(UnsupportedException.class)
        .hasMessage(
            "m.onnx, initializer 'w', data_type: expected numbers or truth values, found string."
                + " Convert the model to one of these element types.");
  }

  @Test
  void allUnknownOperatorsAtOnce() {
    refuses(
        model(
            13,
            relu()
                .addNode(node("Foo", List.of("x"), List.of("a")))
                .addNode(node("Bar", List.of("x"), List.of("b")).setDomain("my.own"))
                .addNode(node("Upsample", List.of("x"), List.of("c")))),
        "m.onnx, op_type: expected operators that Gradus has (gradus onnx ops), found others: node"
            + " 'na' (Foo) of version 13; node 'nb' (my.own.Bar) of version 0; node 'nc' (Upsample)"
            + " of version 13. Write them out in other operators, or export with another opset.");
  }

  @Test
  void versionsThatAreTooNew() {
    refuses(
        model(28, relu()),
        "m.onnx, opset_import: expected opset 1 to 27, found opset 28. Convert the model with"
            + " onnx.version_converter.");
    refuses(
        model(13, relu()).setIrVersion(14),
        "m.onnx, ir_version: expected 1 to 13, found 14. Export it with an older version of ONNX.");
  }

  @Test
  void attributesOfTheWrongKindAndOnesThatAreNot() {
    assertThatThrownBy(() -> instantiate(attribute("alpha", 1)))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "m.onnx, node 'ny' (LeakyRelu), attribute 'alpha': expected a float, found a whole"
                + " number. Write the attribute as the operator's specification says.");
    assertThatThrownBy(() -> instantiate(attribute("beta", 1f)))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "m.onnx, node 'ny' (LeakyRelu), attribute 'beta': expected attributes of LeakyRelu in"
                + " version 13, found one that it does not have. Leave it out, or import another"
                + " version of the operators.");
  }

  private static void instantiate(AttributeProto attribute) {
    NodeProto.Builder node = node("LeakyRelu", List.of("x"), List.of("y")).addAttribute(attribute);
    GraphProto.Builder graph =
        graph(node).addInput(info("x", DType.F32, 2)).addOutput(info("y", DType.F32, 2));
    Models.read(model(13, graph))
        .instantiate(Binding.ofValues(Map.of("x", Tensor.of(Shape.of(2), 1f, 2f))));
  }

  @Test
  void nestingWithoutEnd() throws IOException {
    byte[] inner = new byte[0];
    for (int depth = 0; depth < 10_000; depth++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeByteArray(depth % 3 == 0 ? 6 : depth % 3 == 1 ? 5 : 1, inner);
      out.flush();
      inner = bytes.toByteArray();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeByteArray(7, inner);
    out.flush();
    assertThatThrownBy(() -> OnnxModel.read("m.onnx", bytes.toByteArray()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("m.onnx, ");
  }

  @Test
  void functionsThatCallThemselvesOrMultiply() {
    ModelProto.Builder model =
        model(13, relu().setNode(0, node("F0", List.of("x"), List.of("y")).setDomain("f")))
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("f").setVersion(1));
    for (int i = 0; i < 40; i++) {
      String next = "F" + (i + 1) % 40;
      model.addFunctions(
          FunctionProto.newBuilder()
              .setDomain("f")
              .setName("F" + i)
              .addInput("a")
              .addOutput("c")
              .addNode(node(next, List.of("a"), List.of("b")).setDomain("f"))
              .addNode(node(next, List.of("b"), List.of("c")).setDomain("f")));
    }
    OnnxModel read = Models.read(model);
    assertThatThrownBy(
            () -> read.instantiate(Binding.ofValues(Map.of("x", Tensor.of(Shape.of(2), 1f, 2f)))))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("expected functions nested at most 64 deep, found deeper ones");
  }

  @Test
  void constantsThatAreHuge() {
    NodeProto.Builder shape =
        node("Constant", List.of(), List.of("s"))
            .addAttribute(
                attribute(
                    "value", Tensor.of(Shape.of(3), new long[] {1L << 20, 1L << 20, 1L << 20})));
    GraphProto.Builder graph =
        graph(shape, node("ConstantOfShape", List.of("s"), List.of("y")))
            .addOutput(info("y", DType.F32, 1));
    assertThatThrownBy(() -> Models.read(model(13, graph)).instantiate(Binding.ofValues(Map.of())))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(
            "m.onnx, node 'ny' (ConstantOfShape): expected inputs and attributes that fit the"
                + " operator, found others: Shape.of(");
  }

  @Test
  void tablesThatWouldBeHuge() {
    NodeProto.Builder size =
        node("Constant", List.of(), List.of("s"))
            .addAttribute(attribute("value", Tensor.of(Shape.of(1), new long[] {1L << 30})));
    NodeProto.Builder wide = node("Expand", List.of("x", "s"), List.of("w"));
    NodeProto.Builder edge =
        node("Pad", List.of("w", "p"), List.of("y")).addAttribute(attribute("mode", "edge"));
    GraphProto.Builder graph =
        graph(size, wide, edge)
            .addInput(info("x", DType.F32, 1))
            .addInitializer(Models.longs("p", 1, 1))
            .addOutput(info("y", DType.F32, 1));
    assertThatThrownBy(
            () ->
                Models.read(model(13, graph))
                    .instantiate(Binding.ofValues(Map.of("x", Tensor.of(Shape.of(1), 1f)))))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(
            "expected a table of at most 67108864 entries, found 1073741826. Use smaller tensors.");
    GraphProto.Builder counted =
        graph(size, wide, node("NonZero", List.of("w"), List.of("y")))
            .addInput(info("x", DType.F32, 1))
            .addOutput(info("y", DType.I64, 1, 1));
    assertThatThrownBy(
            () ->
                Models.read(model(13, counted))
                    .instantiate(Binding.ofValues(Map.of("x", Tensor.of(Shape.of(1), 1f)))))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(
            "expected at most 4194304 elements in what a shape depends on, found f32[1073741824]");
  }
}
