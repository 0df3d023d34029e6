package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.composite.BatchNorm;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.op.window.Placement;
import gradus.runtime.kernel.Kernels;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpiloguesTest {

  private static final int CHANNELS = 6;

  private final Map<String, TensorType> parameters = new LinkedHashMap<>();

  private Node parameter(String name, int... sizes) {
    TensorType type = TensorType.f32(sizes);
    parameters.put(name, type);
    return Parameter.of(name, type);
  }

  private Node convolution(String name, Node x, int kernel) {
    int channels = x.type().shape().size(1);
    Node w = parameter(name, CHANNELS, channels, kernel, kernel);
    List<Integer> pad = List.of(kernel / 2, kernel / 2);
    List<Integer> one = List.of(1, 1);
    Placement placement = new Placement(one, one, pad, pad);
    return Node.of(new Convolution(Convention.CROSS_CORRELATION, placement, 1), List.of(x, w));
  }

  private Node normalised(String name, Node x) {
    Node scale = parameter(name + ".scale", CHANNELS);
    Node shift = parameter(name + ".shift", CHANNELS);
    Node mean = parameter(name + ".mean", CHANNELS);
    Node variance = parameter(name + ".variance", CHANNELS);
    return new BatchNorm(1e-5).inference(x, scale, shift, mean, variance);
  }

  private Node biased(String name, Node x) {
    Shape shape = x.type().shape();
    return x.plus(
        parameter(name, CHANNELS).reshape(Shape.of(1, CHANNELS, 1, 1)).broadcastTo(shape));
  }

  private static Node image(int batch) {
    return Input.of("x", TensorType.f32(batch, 4, 7, 9));
  }

  private Plan plan(Map<String, Node> outputs, String kernels, boolean fuse) {
    Random random = new Random(5);
    Variables variables = new Variables();
    parameters.forEach(
        (name, type) -> {
          double[] values = new double[type.shape().elements()];
          for (int i = 0; i < values.length; i++) {
            // variances are above 0
            values[i] = random.nextFloat() - (name.endsWith("variance") ? 0f : 0.5f);
          }
          variables.declare(name, type, Tensor.of(type, values));
        });
    Engine engine = Engine.of(Kernels.named(kernels), 1);
    return Plan.of(Graph.of(outputs), variables, engine, PlanOptions.standard().withFuse(fuse));
  }

  /// Runs the graph fused, by both kernel sets, and not fused; returns the fused plan's steps.
  private List<String> steps(Map<String, Node> outputs) {
    Plan apart = plan(outputs, "scalar", false);
    Plan scalar = plan(outputs, "scalar", true);
    Plan simd = plan(outputs, "simd", true);
    for (Plan plan : List.of(apart, scalar, simd)) {
      Slot x = plan.input("x");
      Random random = new Random(8);
      float[] values = new float[x.type().shape().elements()];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat() - 0.5f;
      }
      x.set(values, 0);
      plan.run();
      plan.run();
    }
    for (String name : outputs.keySet()) {
      assertThat(scalar.output(name).tensor()).isEqualTo(apart.output(name).tensor());
      assertThat(simd.output(name).tensor()).isEqualTo(apart.output(name).tensor());
    }
    assertThat(apart.steps()).noneMatch(step -> step.contains(";"));
    return simd.steps().stream()
        .filter(step -> step.startsWith("Convolution") || step.startsWith("MatMul"))
        .toList();
  }

  private static String after(String step) {
    return step.contains("; ") ? step.substring(step.indexOf("; ") + 2) : "";
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aBiasAndARectifierJoinTheConvolution(int batch) {
    Node y = biased("b", convolution("w", image(batch), 3)).relu();
    assertThat(steps(Map.of("y", y))).map(EpiloguesTest::after).containsExactly("Add Relu");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aResidualBlockIsItsConvolutions(int batch) {
    Node x = biased("b", convolution("first", image(batch), 1)).relu();
    Node body = normalised("n1", convolution("w1", x, 3)).relu();
    body = normalised("n2", convolution("w2", body, 1));
    Node y = body.plus(x).relu();
    assertThat(steps(Map.of("y", y)))
        .map(EpiloguesTest::after)
        .containsExactly("Add Relu", "Sub Mul Add Relu", "Sub Mul Add Add Relu");
  }

  @Test
  void bothSidesOfASumMayBeConvolutions() {
    Node x = image(2);
    Node body = normalised("n1", convolution("w1", x, 3));
    Node skip = normalised("n2", convolution("w2", x, 1));
    Node y = body.plus(skip).relu();
    assertThat(steps(Map.of("y", y)))
        .map(EpiloguesTest::after)
        .containsExactlyInAnyOrder("Sub Mul Add", "Sub Mul Add Add Relu");
  }

  @Test
  void aConvolutionThatIsReadElsewhereStaysAlone() {
    Node c = convolution("w", image(2), 3);
    Map<String, Node> outputs = new LinkedHashMap<>();
    outputs.put("c", c);
    outputs.put("y", c.relu());
    assertThat(steps(outputs)).map(EpiloguesTest::after).containsExactly("");
  }

  @Test
  void aConvolutionAddedToWhatIsMadeOfItStaysAlone() {
    Node c = convolution("w", image(2), 3);
    Node y = biased("b", c).plus(c).relu();
    assertThat(steps(Map.of("y", y))).map(EpiloguesTest::after).containsExactly("");
  }

  @Test
  void otherFunctionsAndOtherNumbersStayChains() {
    Node x = image(2);
    Node tanh = convolution("w", x, 3).tanh();
    Node c = convolution("v", x, 3);
    Node row = parameter("row", 9).reshape(Shape.of(1, 1, 1, 9)).broadcastTo(c.type().shape());
    Map<String, Node> outputs = new LinkedHashMap<>();
    outputs.put("tanh", tanh);
    outputs.put("row", c.plus(row));
    assertThat(steps(outputs)).map(EpiloguesTest::after).containsExactly("", "");
  }

  private Node linear(String name, Node x, int units) {
    Shape shape = x.type().shape();
    return x.matmul(parameter(name, units, shape.size(-1)), false, true);
  }

  private Node withBias(String name, Node x) {
    return x.plus(parameter(name, x.type().shape().size(-1)).broadcastTo(x.type().shape()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 70})
  void aBiasAndARectifierJoinTheProduct(int rows) {
    Node x = Input.of("x", TensorType.f32(rows, 33));
    Node hidden = withBias("b1", linear("w1", x, 70)).relu();
    Node y = withBias("b2", linear("w2", hidden, 5));
    assertThat(steps(Map.of("y", y))).map(EpiloguesTest::after).containsExactly("Add Relu", "Add");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40})
  void aResidualSumAndALoneRectifierJoinTheProduct(int rows) {
    Node x = Input.of("x", TensorType.f32(rows, 48));
    Node hidden = linear("w1", x, 48).relu();
    Node body = withBias("b2", linear("w2", hidden, 48));
    Node y = body.plus(hidden).relu();
    assertThat(steps(Map.of("y", y)))
        .map(EpiloguesTest::after)
        .containsExactly("Relu", rows == 1 ? "" : "Add Add Relu");
  }

  @Test
  void productsOfABatchAddTheirOwnPartOfATensor() {
    Node x = Input.of("x", TensorType.f32(3, 5, 8));
    Node product = x.matmul(parameter("w", 3, 8, 18));
    Node y = withBias("b", product).plus(parameter("t", 3, 5, 18)).relu();
    assertThat(steps(Map.of("y", y))).map(EpiloguesTest::after).containsExactly("Add Add Relu");
  }

  @Test
  void aProductThatIsScaledOrReadElsewhereStaysAlone() {
    Node x = Input.of("x", TensorType.f32(4, 8));
    Node scaled = linear("w", x, 6);
    Node scale = parameter("s", 6).broadcastTo(scaled.type().shape());
    Node read = linear("v", x, 6);
    Map<String, Node> outputs = new LinkedHashMap<>();
    outputs.put("scaled", scaled.times(scale).relu());
    outputs.put("read", read);
    outputs.put("rectified", read.relu());
    assertThat(steps(outputs)).map(EpiloguesTest::after).containsExactly("", "");
  }
}
