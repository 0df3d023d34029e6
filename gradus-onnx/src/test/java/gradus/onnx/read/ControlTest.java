package gradus.onnx.read;

import static gradus.onnx.read.ForeignModels.named;
import static gradus.onnx.read.ForeignModels.subgraph;
import static gradus.onnx.read.Models.attribute;
import static gradus.onnx.read.Models.graph;
import static gradus.onnx.read.Models.info;
import static gradus.onnx.read.Models.model;
import static gradus.onnx.read.Models.node;
import static gradus.onnx.read.Models.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.onnx.model.UnsupportedException;
import gradus.onnx.wire.GraphProto;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Branches and loops, held against ONNX Runtime.
class ControlTest {

  private static final Engine ENGINE = Engine.of(Kernels.named("scalar"), 1);

  private static List<Tensor> gradus(byte[] model, Map<String, Tensor> fed) {
    OnnxModel read = OnnxModel.read("m.onnx", model);
    Instance instance = read.instantiate(Binding.ofValues(fed));
    Variables variables = new Variables();
    instance.parameters().forEach((name, value) -> variables.declare(name, value.type(), value));
    Plan plan = Plan.of(instance.graph(), variables, ENGINE);
    plan.inputs().forEach(name -> plan.input(name).set(fed.get(name)));
    plan.run();
    return read.outputs().stream().map(it -> plan.output(it.name()).tensor()).toList();
  }

  private static void check(int opset, GraphProto.Builder graph, Map<String, Tensor> fed) {
    byte[] bytes = model(opset, graph).build().toByteArray();
    List<Tensor> mine = gradus(bytes, fed);
    List<Tensor> theirs = OtherEngine.answers(bytes, fed);
    for (int i = 0; i < mine.size(); i++) {
      Trial.same("output " + i, mine.get(i), theirs.get(i), 1e-5, 1e-6);
    }
  }

  private static Tensor floats(int... sizes) {
    float[] values = new float[Shape.of(sizes).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) StrictMath.sin(i + 1);
    }
    return Tensor.of(Shape.of(sizes), values);
  }

  private static GraphProto.Builder choice() {
    GraphProto.Builder then =
        graph(node("Add", List.of("x", "x"), List.of("a"))).addOutput(named("a", DType.F32));
    GraphProto.Builder otherwise =
        graph(node("Neg", List.of("x"), List.of("b"))).addOutput(named("b", DType.F32));
    return graph(
            node("If", List.of("c"), List.of("y"))
                .addAttribute(subgraph("then_branch", then))
                .addAttribute(subgraph("else_branch", otherwise)))
        .addInput(info("c", DType.BOOL))
        .addInput(info("x", DType.F32, 2, 3))
        .addOutput(named("y", DType.F32));
  }

  @ParameterizedTest
  @CsvSource({"11, true", "13, false", "16, true", "19, false", "21, true"})
  void aBranchIsChosen(int opset, boolean condition) {
    check(opset, choice(), Map.of("c", Tensor.of(Shape.scalar(), condition), "x", floats(2, 3)));
  }

  /// A condition of which only the type is known: both branches are in the graph.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConditionThatIsNotKnown(boolean condition) {
    OnnxModel read = OnnxModel.read("m.onnx", model(17, choice()).build().toByteArray());
    Instance instance =
        read.instantiate(
            Binding.ofTypes(
                Map.of(
                    "c", new TensorType(DType.BOOL, Shape.scalar()), "x", TensorType.f32(2, 3))));
    Plan plan = Plan.of(instance.graph(), new Variables(), ENGINE);
    plan.input("c").set(Tensor.of(Shape.scalar(), condition));
    plan.input("x").set(floats(2, 3));
    plan.run();
    float first = floats(1).toFloats()[0];
    assertThat(plan.output("y").tensor().toFloats()[0])
        .isEqualTo(condition ? first + first : -first);
  }

  private static GraphProto.Builder body(String condition) {
    return graph(
            node("Add", List.of("v", "x"), List.of("v_out")),
            node("Cast", List.of("i"), List.of("number")).addAttribute(attribute("to", 1)),
            node("Mul", List.of("v_out", "number"), List.of("scan")),
            node("ReduceMax", List.of("v_out"), List.of("most"))
                .addAttribute(attribute("keepdims", 0)),
            node("Less", List.of("most", "bound"), List.of("small")),
            node("Identity", List.of(condition), List.of("go")))
        .addInitializer(tensor("bound", Tensor.scalar(4f)))
        .addInput(info("i", DType.I64))
        .addInput(info("c", DType.BOOL))
        .addInput(named("v", DType.F32))
        .addOutput(named("go", DType.BOOL))
        .addOutput(named("v_out", DType.F32))
        .addOutput(info("scan", DType.F32, 3));
  }

  private static GraphProto.Builder loop(String trips, String condition, String goes) {
    GraphProto.Builder graph =
        graph(
            node("Loop", List.of(trips, condition, "start"), List.of("last", "all"))
                .addAttribute(subgraph("body", body(goes))));
    for (String name : List.of(trips, condition)) {
      if (name.equals("m")) {
        graph.addInput(info("m", DType.I64));
      } else if (name.equals("c0")) {
        graph.addInput(info("c0", DType.BOOL));
      }
    }
    return graph
        .addInput(info("start", DType.F32, 3))
        .addInput(info("x", DType.F32, 3))
        .addOutput(named("last", DType.F32))
        .addOutput(named("all", DType.F32));
  }

  @ParameterizedTest
  @CsvSource({
    "11, m, '', c, 5, true",
    "13, m, c0, small, 50, true",
    "16, '', c0, small, 0, true",
    "17, m, c0, c, 3, false",
    "21, m, '', small, 2, true",
    "21, m, '', small, 0, true"
  })
  void aLoopIsWrittenOut(
      int opset, String trips, String condition, String goes, long count, boolean first) {
    Map<String, Tensor> fed = new LinkedHashMap<>();
    if (!trips.isEmpty()) {
      fed.put("m", Tensor.of(Shape.scalar(), count));
    }
    if (!condition.isEmpty()) {
      fed.put("c0", Tensor.of(Shape.scalar(), first));
    }
    fed.put("start", floats(3));
    fed.put("x", Tensor.of(Shape.of(3), 0.5f, 0.25f, 1f));
    check(opset, loop(trips, condition, goes), fed);
  }

  private static GraphProto.Builder scanBody() {
    return graph(
            node("Add", List.of("s", "e"), List.of("s_out")),
            node("Mul", List.of("s_out", "f"), List.of("z")))
        .addInput(named("s", DType.F32))
        .addInput(named("e", DType.F32))
        .addInput(named("f", DType.F32))
        .addOutput(named("s_out", DType.F32))
        .addOutput(named("z", DType.F32));
  }

  @ParameterizedTest
  @CsvSource({"9, 0, 0, 0, 0", "11, 1, 0, 1, 0", "16, 0, 1, 0, 1", "19, 1, 1, -1, 1"})
  void aScanIsWrittenOut(int opset, int direction, int axis, int outAxis, int outDirection) {
    List<Integer> sizes = axis == 0 ? List.of(4, 2) : List.of(2, 4);
    GraphProto.Builder graph =
        graph(
                node("Scan", List.of("start", "x", "y"), List.of("last", "all"))
                    .addAttribute(subgraph("body", scanBody()))
                    .addAttribute(attribute("num_scan_inputs", 2))
                    .addAttribute(attribute("scan_input_axes", new long[] {axis, 0}))
                    .addAttribute(attribute("scan_input_directions", new long[] {direction, 0}))
                    .addAttribute(attribute("scan_output_axes", new long[] {outAxis}))
                    .addAttribute(attribute("scan_output_directions", new long[] {outDirection})))
            .addInput(info("start", DType.F32, 2))
            .addInput(info("x", DType.F32, sizes.toArray()))
            .addInput(info("y", DType.F32, 4, 2))
            .addOutput(named("last", DType.F32))
            .addOutput(named("all", DType.F32));
    Map<String, Tensor> fed = new LinkedHashMap<>();
    fed.put("start", floats(2));
    fed.put("x", floats(sizes.get(0), sizes.get(1)));
    fed.put("y", floats(4, 2));
    check(opset, graph, fed);
  }

  @Test
  void aLoopWithoutEndIsRefused() {
    GraphProto.Builder graph = loop("", "", "c");
    Map<String, Tensor> fed = Map.of("start", floats(3), "x", floats(3));
    byte[] bytes = model(17, graph).build().toByteArray();
    assertThatThrownBy(() -> gradus(bytes, fed))
        .isInstanceOf(UnsupportedException.class)
        .hasMessageContaining("expected at most 16384 steps, found more. Loop less often.");
  }

  @Test
  void hostileBodiesAreRefused() {
    GraphProto.Builder unknown =
        graph(node("Secret", List.of("x"), List.of("a"))).addOutput(named("a", DType.F32));
    List<GraphProto.Builder> bodies = new ArrayList<>();
    bodies.add(unknown);
    bodies.add(
        graph(node("Neg", List.of("nowhere"), List.of("a"))).addOutput(named("a", DType.F32)));
    bodies.add(
        graph(node("Neg", List.of("b"), List.of("a")), node("Neg", List.of("a"), List.of("b")))
            .addOutput(named("a", DType.F32)));
    for (GraphProto.Builder body : bodies) {
      GraphProto.Builder graph =
          graph(
                  node("If", List.of("c"), List.of("y"))
                      .addAttribute(subgraph("then_branch", body))
                      .addAttribute(subgraph("else_branch", body)))
              .addInput(info("c", DType.BOOL))
              .addInput(info("x", DType.F32, 2))
              .addOutput(named("y", DType.F32));
      byte[] bytes = model(17, graph).build().toByteArray();
      assertThatThrownBy(() -> OnnxModel.read("m.onnx", bytes)).isInstanceOf(FormatException.class);
    }
  }
}
