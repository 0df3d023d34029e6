package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autodiff.Gradients;
import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.window.AveragePool;
import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.op.window.MaxPool;
import gradus.op.window.Placement;
import gradus.op.window.Pooling;
import gradus.runtime.kernel.Kernels;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageBandsTest {

  private final Map<String, TensorType> parameters = new LinkedHashMap<>();
  private final List<Engine> engines = new ArrayList<>();

  @AfterEach
  void close() {
    engines.forEach(Engine::close);
  }

  private Node convolution(String name, Node x, int channels, int stride) {
    TensorType type = TensorType.f32(channels, x.type().shape().size(1), 3, 3);
    parameters.put(name, type);
    List<Integer> one = List.of(1, 1);
    Placement placement = new Placement(List.of(stride, stride), one, one, one);
    return Node.of(
        new Convolution(Convention.CROSS_CORRELATION, placement, 1),
        List.of(x, Parameter.of(name, type)));
  }

  private static Pooling halves() {
    List<Integer> none = List.of(0, 0);
    Placement placement = new Placement(List.of(2, 2), List.of(1, 1), none, none);
    return new Pooling(List.of(2, 2), placement, none);
  }

  private static Node max(Node x) {
    return Node.of(new MaxPool(halves()), List.of(x));
  }

  private static Node mean(Node x) {
    return Node.of(new AveragePool(halves(), false), List.of(x));
  }

  private Plan plan(Map<String, Node> outputs, String kernels, int threads, boolean fuse) {
    Random random = new Random(5);
    Variables variables = new Variables();
    parameters.forEach((name, type) -> variables.declare(name, type, values(type, random)));
    Engine engine = Engine.of(Kernels.named(kernels), threads);
    engines.add(engine);
    return Plan.of(Graph.of(outputs), variables, engine, PlanOptions.standard().withFuse(fuse));
  }

  private static Tensor values(TensorType type, Random random) {
    double[] values = new double[type.shape().elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return Tensor.of(type, values);
  }

  /// Runs the graph in bands, on one thread and on two, and not in bands; returns the steps.
  private List<String> steps(Map<String, Node> outputs) {
    Plan apart = plan(outputs, "simd", 1, false);
    Plan one = plan(outputs, "simd", 1, true);
    Plan two = plan(outputs, "simd", 2, true);
    Plan scalar = plan(outputs, "scalar", 2, true);
    for (Plan plan : List.of(apart, one, two, scalar)) {
      Slot x = plan.input("x");
      x.set(values(x.type(), new Random(8)));
      plan.run();
      plan.run();
      for (String name : outputs.keySet()) {
        assertThat(plan.output(name).tensor()).isEqualTo(apart.output(name).tensor());
      }
    }
    return one.steps().stream().filter(step -> !step.startsWith("weights packed")).toList();
  }

  private static Node images(int count, int side) {
    return Input.of("x", TensorType.f32(count, 3, side, side));
  }

  @ParameterizedTest
  @CsvSource({"12, 130", "7, 170", "2, 320"})
  void aNetworkTakesAFewImagesThroughAllLayers(int count, int side) {
    Node first = max(convolution("u", images(count, side), 10, 1).relu());
    Node second = mean(convolution("v", first, 8, 2).tanh());
    List<String> steps = steps(Map.of("y", convolution("w", second, 4, 1).relu()));
    assertThat(steps)
        .singleElement()
        .asString()
        .containsSubsequence("MaxPool", "Tanh", "AveragePool");
  }

  @Test
  void gradientsGoBackImageByImage() {
    Node x = images(12, 130);
    Node hidden = convolution("v", max(convolution("u", x, 10, 1).relu()), 8, 2).relu();
    Node means = mean(hidden);
    Node y = means.times(means);
    List<Node> slopes = Gradients.of(y.sum(), List.of(x, Parameter.of("u", parameters.get("u"))));
    List<String> steps = steps(Map.of("y", y, "x̄", slopes.getFirst(), "w̄", slopes.getLast()));
    assertThat(steps).anyMatch(step -> step.contains("MaxPool gradient"));
  }

  @Test
  void whatIsReadElsewhereIsKeptWhole() {
    Node hidden = convolution("u", images(12, 130), 10, 1).relu();
    Node y = max(hidden);
    assertThat(steps(Map.of("y", y, "hidden", hidden)))
        .anyMatch(step -> step.endsWith("; MaxPool"));
  }

  @Test
  void weightsThatAreMadeOfTheImagesEndTheBand() {
    Node x = images(12, 130);
    Node hidden = max(convolution("u", x, 10, 1).relu());
    Node w = hidden.sum(List.of(0, 2, 3), false).reshape(Shape.of(1, 10, 1, 1));
    Placement plain = new Placement(List.of(1, 1), List.of(1, 1), List.of(0, 0), List.of(0, 0));
    Node y = Node.of(new Convolution(Convention.CROSS_CORRELATION, plain, 1), List.of(hidden, w));
    assertThat(steps(Map.of("y", y)))
        .anyMatch(step -> step.endsWith("; MaxPool"))
        .last()
        .asString()
        .startsWith("Convolution");
  }

  @Test
  void aProfileHasALineForEachLayer() {
    Node x = images(12, 130);
    Node y = max(convolution("u", x, 10, 1).relu());
    Plan plan = plan(Map.of("y", y), "simd", 2, true);
    plan.run();
    Profile profile = plan.profile(3);
    assertThat(profile.lines().stream().map(Profile.Line::what))
        .containsSubsequence(
            "Convolution forward 12 × [3, 1, 130, 130] kernel [1, 3, 3], 10 channels out; Relu",
            "MaxPool");
    assertThat(profile.lines()).allMatch(line -> line.seconds() > 0 && line.bytes() > 0);
  }
}
