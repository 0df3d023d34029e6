package gradus.onnx.read;

import static gradus.onnx.read.Models.attribute;
import static gradus.onnx.read.Models.graph;
import static gradus.onnx.read.Models.info;
import static gradus.onnx.read.Models.model;
import static gradus.onnx.read.Models.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.onnx.model.UnsupportedException;
import gradus.onnx.wire.AttributeProto;
import gradus.onnx.wire.FunctionProto;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.NodeProto;
import gradus.onnx.wire.OperatorSetIdProto;
import gradus.op.Node;
import gradus.op.source.Constant;
import gradus.reference.Judge;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A model as a template: sizes, values that decide shapes, parameters, functions.
class InstantiationTest {

  private static OnnxModel dense() {
    GraphProto.Builder graph =
        graph(
                node("MatMul", List.of("x", "w"), List.of("a")),
                node("Mul", List.of("a", "half"), List.of("y")))
            .addInput(info("x", DType.F32, "N", 2))
            .addInitializer(Models.tensor("w", Tensor.of(Shape.of(2, 3), 1f, 2f, 3f, 4f, 5f, 6f)))
            .addInitializer(Models.tensor("half", Tensor.scalar(0.5f)))
            .addOutput(info("y", DType.F32, "N", 3));
    return Models.read(model(13, graph));
  }

  private static Tensor run(OnnxModel model, Map<String, Tensor> fed) {
    Instance instance = model.instantiate(Binding.ofValues(fed));
    Map<Node, Tensor> feeds = new HashMap<>();
    for (Node node : instance.graph().inputs()) {
      feeds.put(node, fed.get(gradus.graph.Graph.nameOf(node)));
    }
    for (Node node : instance.graph().variables()) {
      feeds.put(node, instance.parameters().get(gradus.graph.Graph.nameOf(node)));
    }
    Node output = instance.graph().outputs().values().iterator().next();
    return Judge.inDouble().evaluate(output, feeds);
  }

  @Test
  void eachBatchSizeIsAGraph() {
    OnnxModel model = dense();
    for (int batch : List.of(0, 1, 4)) {
      Instance instance = model.instantiate(Binding.ofTypes(Map.of("x", TensorType.f32(batch, 2))));
      assertThat(instance.graph().outputs().get("y").type()).isEqualTo(TensorType.f32(batch, 3));
      assertThat(instance.specialised()).isEmpty();
      assertThat(instance.key()).isEmpty();
    }
  }

  /// 100 · 0.29 is 29 in f32, and a little less in double.
  @ParameterizedTest
  @CsvSource({"100, 0.29, 29", "50, 0.58, 29", "33, 0.5, 16"})
  void lengthsAreWorkedOutInTheTypesOfTheModel(int length, float scale, int floored) {
    GraphProto.Builder graph =
        graph(
                node("Shape", List.of("x"), List.of("shape")),
                node("Cast", List.of("shape"), List.of("real")).addAttribute(attribute("to", 1)),
                node("Mul", List.of("real", "scale"), List.of("scaled")),
                node("Floor", List.of("scaled"), List.of("floored")),
                node("Cast", List.of("floored"), List.of("to")).addAttribute(attribute("to", 7)),
                node("ConstantOfShape", List.of("to"), List.of("y")))
            .addInput(info("x", DType.F32, "N"))
            .addInitializer(Models.tensor("scale", Tensor.scalar(scale)))
            .addOutput(info("y", DType.F32, "M"));
    Instance instance =
        Models.read(model(13, graph))
            .instantiate(Binding.ofTypes(Map.of("x", TensorType.f32(length))));
    assertThat(instance.graph().outputs().get("y").type()).isEqualTo(TensorType.f32(floored));
  }

  /// Version 11 counts them from the end; ONNX Runtime does so in version 9 too.
  @ParameterizedTest
  @CsvSource({"9, 0", "11, 1"})
  void positionsBelowZeroAreNoneBeforeVersion11(int opset, int last) {
    GraphProto.Builder graph =
        graph(node("OneHot", List.of("x", "depth", "values"), List.of("y")))
            .addInput(info("x", DType.I64, 1))
            .addInitializer(Models.tensor("depth", Tensor.of(Shape.scalar(), new long[] {2})))
            .addInitializer(Models.longs("values", 0, 1))
            .addOutput(info("y", DType.I64, 1, 2));
    Tensor minus = Tensor.of(Shape.of(1), new long[] {-1});
    assertThat(run(Models.read(model(opset, graph)), Map.of("x", minus)).toLongs())
        .containsExactly(0, last);
  }

  @Test
  void thereIsNothingToPadOfANumber() {
    GraphProto.Builder graph =
        graph(node("Pad", List.of("x", "none"), List.of("y")))
            .addInput(info("x", DType.F32))
            .addInitializer(Models.longs("none"))
            .addOutput(info("y", DType.F32));
    assertThat(run(Models.read(model(13, graph)), Map.of("x", Tensor.scalar(3f))).doubleAt(0))
        .isEqualTo(3);
  }

  @Test
  void floatsWithAxesBecomeParametersAndSingleNumbersStay() {
    Instance instance = dense().instantiate(Binding.ofTypes(Map.of("x", TensorType.f32(1, 2))));
    assertThat(instance.parameters()).containsOnlyKeys("w");
    assertThat(instance.graph().outputs().get("y").label()).isEqualTo("y");
  }

  @Test
  void aBindingThatDoesNotFit() {
    OnnxModel model = dense();
    assertThatThrownBy(() -> model.instantiate(Binding.ofTypes(Map.of("x", TensorType.f32(4, 3)))))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "m.onnx, input 'x float[N, 2]': expected a tensor of that type, found f32[4, 3]"
                + " (symbols so far: {N=4}). Feed it as the model says.");
    assertThatThrownBy(() -> model.instantiate(Binding.ofTypes(Map.of())))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "m.onnx, input 'x float[N, 2]': expected a type in the binding, found none among []."
                + " Bind every input.");
  }

  private static OnnxModel reshape() {
    GraphProto.Builder graph =
        graph(node("Reshape", List.of("x", "s"), List.of("y")))
            .addInput(info("x", DType.F32, 6))
            .addInput(info("s", DType.I64, 2))
            .addOutput(Models.open("y", DType.F32));
    return Models.read(model(13, graph));
  }

  @Test
  void aShapeThatIsFedDecidesTheGraph() {
    Tensor x = Tensor.of(Shape.of(6), 1f, 2f, 3f, 4f, 5f, 6f);
    Tensor s = Tensor.of(Shape.of(2), new long[] {3, -1});
    Instance instance = reshape().instantiate(Binding.ofValues(Map.of("x", x, "s", s)));
    assertThat(instance.graph().outputs().get("y").type()).isEqualTo(TensorType.f32(3, 2));
    assertThat(instance.specialised()).containsExactly("s");
  }

  @Test
  void aShapeThatIsBoundByTypeAloneIsRefused() {
    Map<String, TensorType> types = Map.of("x", TensorType.f32(6), "s", TensorType.i64(2));
    assertThatThrownBy(() -> reshape().instantiate(Binding.ofTypes(types)))
        .isInstanceOf(UnsupportedException.class)
        .hasMessage(
            "m.onnx, node 'ny' (Reshape), input 's': expected a value that is known while the graph"
                + " is built, found one that depends on inputs given by type alone, [s]. Bind these"
                + " inputs by value.");
  }

  @Test
  void shapesOfIntegersAreFolded() {
    GraphProto.Builder graph =
        graph(
                node("Shape", List.of("x"), List.of("s")),
                node("Gather", List.of("s", "i"), List.of("n")),
                node("Unsqueeze", List.of("n", "zero"), List.of("n1")),
                node("Concat", List.of("n1", "rest"), List.of("t"))
                    .addAttribute(attribute("axis", 0)),
                node("Reshape", List.of("x", "t"), List.of("y")))
            .addInput(info("x", DType.F32, "N", 2, 3))
            .addInitializer(Models.tensor("i", Tensor.of(Shape.scalar(), new long[] {0})))
            .addInitializer(Models.longs("zero", 0))
            .addInitializer(Models.longs("rest", -1))
            .addOutput(Models.open("y", DType.F32))
            .addOutput(Models.open("t", DType.I64));
    Instance instance =
        Models.read(model(13, graph))
            .instantiate(Binding.ofTypes(Map.of("x", TensorType.f32(5, 2, 3))));
    assertThat(instance.graph().outputs().get("y").type()).isEqualTo(TensorType.f32(5, 6));
    assertThat(instance.graph().outputs().get("t").op())
        .isEqualTo(new Constant(Tensor.of(Shape.of(2), new long[] {5, -1})));
  }

  @Test
  void functionsAreInlinedWithTheirOwnVersionsAndAttributes() {
    AttributeProto outer =
        AttributeProto.newBuilder()
            .setName("alpha")
            .setType(AttributeProto.AttributeType.FLOAT)
            .setRefAttrName("slope")
            .build();
    NodeProto.Builder add =
        node("Add", List.of("a", "b"), List.of("c")).addAttribute(attribute("broadcast", 1));
    FunctionProto function =
        FunctionProto.newBuilder()
            .setDomain("f")
            .setName("Leaky")
            .addInput("x")
            .addInput("b")
            .addOutput("c")
            .addAttribute("slope")
            .addNode(node("LeakyRelu", List.of("x"), List.of("a")).addAttribute(outer))
            .addNode(add)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(6))
            .build();
    GraphProto.Builder graph =
        graph(
                node("Leaky", List.of("x", "x"), List.of("y"))
                    .setDomain("f")
                    .addAttribute(attribute("slope", 0.5f)))
            .addInput(info("x", DType.F32, 2))
            .addOutput(info("y", DType.F32, 2));
    OnnxModel model =
        Models.read(
            model(13, graph)
                .addFunctions(function)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("f").setVersion(1)));
    assertThat(run(model, Map.of("x", Tensor.of(Shape.of(2), -2f, 3f))).toDoubles())
        .containsExactly(-3, 6);
  }

  @Test
  void dropoutInTrainingAsksForAKey() {
    NodeProto.Builder dropout =
        node("Dropout", List.of("x", "ratio", "train"), List.of("y", "mask"));
    GraphProto.Builder graph =
        graph(dropout)
            .addInput(info("x", DType.F32, 1000))
            .addInitializer(Models.tensor("ratio", Tensor.scalar(0.25f)))
            .addInitializer(Models.tensor("train", Tensor.of(Shape.scalar(), true)))
            .addOutput(info("y", DType.F32, 1000))
            .addOutput(info("mask", DType.BOOL, 1000));
    Instance instance =
        Models.read(model(13, graph))
            .instantiate(Binding.ofTypes(Map.of("x", TensorType.f32(1000))));
    String key = instance.key().orElseThrow();
    Map<Node, Tensor> feeds = new HashMap<>();
    for (Node input : instance.graph().inputs()) {
      feeds.put(
          input,
          gradus.graph.Graph.nameOf(input).equals(key)
              ? Tensor.of(Shape.scalar(), new long[] {3})
              : Tensor.full(TensorType.f32(1000), 3));
    }
    List<Tensor> values =
        Judge.inDouble().evaluate(List.copyOf(instance.graph().outputs().values()), feeds);
    int kept = 0;
    for (int i = 0; i < 1000; i++) {
      boolean stays = values.get(1).longAt(i) == 1;
      assertThat(values.get(0).doubleAt(i)).isCloseTo(stays ? 4 : 0, within(1e-6));
      kept += stays ? 1 : 0;
    }
    assertThat(kept).isBetween(700, 800);
  }
}
