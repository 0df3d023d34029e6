package gradus.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autodiff.Gradients;
import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.composite.BinaryCrossEntropy;
import gradus.op.composite.SigmoidSquaredError;
import gradus.op.source.Input;
import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.op.window.Placement;
import gradus.op.window.Placement.Mode;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The values of the specification through plans: losses and softmax in f64 to the promised error,
/// convolutions and the gradients of question 5 in whole numbers, exactly, on either kernels.
class PlanGoldenTest {

  private static final double TOLERANCE = 2e-15;

  private static final JsonNode GOLDEN =
      JsonMapper.builder()
          .build()
          .readTree(Path.of("../gradus-core/src/test/resources/gradus/spec/golden.json").toFile());

  private static double[] numbers(JsonNode list) {
    return list.isArray()
        ? list.valueStream().map(PlanGoldenTest::numbers).flatMapToDouble(Arrays::stream).toArray()
        : new double[] {number(list.asString())};
  }

  private static double number(String text) {
    String[] parts = text.split("/", -1);
    double above = new BigDecimal(parts[0]).doubleValue();
    return parts.length == 1 ? above : above / new BigDecimal(parts[1]).doubleValue();
  }

  private static boolean isWhole(JsonNode list) {
    return list.valueStream().noneMatch(it -> it.asString().contains("/"));
  }

  private static Map<String, Tensor> run(Map<String, Node> outputs, Map<Node, Tensor> feeds) {
    return new Trial(new Graph(outputs, Map.of()), feeds).run("auto", 2, PlanOptions.standard());
  }

  private static void close(String key, double[] found, List<JsonNode> rows, double absolute) {
    for (int i = 0; i < found.length; i++) {
      double right = numbers(rows.get(i).get(key))[0];
      assertThat(Math.abs(found[i] - right))
          .as("%s of %s: %s", key, rows.get(i), found[i])
          .isLessThanOrEqualTo(Math.max(absolute, TOLERANCE * Math.abs(right)));
    }
  }

  @Test
  void lossesAndTheirSlopes() {
    List<JsonNode> rows = GOLDEN.get("1.3").get("grid").valueStream().toList();
    TensorType type = TensorType.f64(rows.size());
    Node a = Input.of("a", type);
    Node y = Input.of("y", type);
    Node ce = new BinaryCrossEntropy().of(a, y);
    Node mse = new SigmoidSquaredError().of(a, y);
    Map<String, Node> outputs = new LinkedHashMap<>();
    outputs.put("ce", ce);
    outputs.put("ce_d1", Gradients.of(ce.sum(), List.of(a)).getFirst());
    outputs.put("mse", mse);
    outputs.put("mse_d1", Gradients.of(mse.sum(), List.of(a)).getFirst());
    double[] logits = rows.stream().mapToDouble(row -> numbers(row.get("a"))[0]).toArray();
    double[] labels = rows.stream().mapToDouble(row -> numbers(row.get("y"))[0]).toArray();
    Map<String, Tensor> found =
        run(outputs, Map.of(a, Tensor.of(type, logits), y, Tensor.of(type, labels)));
    found.forEach((key, values) -> close(key, values.toDoubles(), rows, 1e-15));
  }

  @Test
  void softmax() {
    for (JsonNode row : GOLDEN.get("2.4").get("at_logits")) {
      double[] logits = numbers(row.get("x"));
      Node x = Input.of("x", TensorType.f64(logits.length));
      Tensor p = run(Map.of("p", x.softmax(0)), Map.of(x, Tensor.of(x.type(), logits))).get("p");
      double[] right = numbers(row.get("p"));
      for (int i = 0; i < right.length; i++) {
        assertThat(Math.abs(p.doubleAt(i) - right[i])).isLessThanOrEqualTo(TOLERANCE * right[i]);
      }
    }
  }

  private static Node convolved(Node x, Node w, Convention convention, Mode mode) {
    int k = w.type().shape().size(2);
    int d = x.type().shape().size(2);
    Placement placement = Placement.valid(1).padded(mode, List.of(k), List.of(d));
    return Node.of(new Convolution(convention, placement, 1), List.of(x, w));
  }

  private static Node signal(String name, JsonNode values, Map<Node, Tensor> feeds) {
    double[] numbers = numbers(values);
    Node node = Input.of(name, new TensorType(DType.F32, Shape.of(1, 1, numbers.length)));
    feeds.put(node, Tensor.of(node.type(), numbers));
    return node;
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "simd"})
  void convolutionsInEveryMode(String kernels) {
    int compared = 0;
    for (JsonNode row : GOLDEN.get("4.3").get("cases")) {
      boolean empty = row.get("x").isEmpty() || row.get("k").asInt() > row.get("d").asInt();
      if (empty || !isWhole(row.get("x")) || !isWhole(row.get("w"))) {
        continue;
      }
      Map<Node, Tensor> feeds = new LinkedHashMap<>();
      Node x = signal("x", row.get("x"), feeds);
      Node w = signal("w", row.get("w"), feeds);
      Map<String, Node> outputs = new LinkedHashMap<>();
      Map<String, JsonNode> expected = new LinkedHashMap<>();
      for (Convention convention : Convention.values()) {
        String kind = convention == Convention.CONVOLUTION ? "convolution" : "correlation";
        for (Mode mode : Mode.values()) {
          String key = mode.name().toLowerCase(java.util.Locale.ROOT);
          outputs.put(kind + key, convolved(x, w, convention, mode));
          expected.put(kind + key, row.get(kind).get(key));
        }
      }
      Map<String, Tensor> found =
          new Trial(new Graph(outputs, Map.of()), feeds).run(kernels, 1, PlanOptions.standard());
      expected.forEach(
          (key, right) ->
              assertThat(found.get(key).toDoubles()).as(key + row).isEqualTo(numbers(right)));
      compared += expected.size();
    }
    assertThat(compared).isGreaterThanOrEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "simd"})
  void gradientsOfTwoLayers(String kernels) {
    int compared = 0;
    for (JsonNode row : GOLDEN.get("5").get("cases")) {
      for (JsonNode network : row.get("networks")) {
        boolean whole = isWhole(row.get("x")) && isWhole(row.get("w1")) && isWhole(row.get("w2"));
        if (!whole || network.get("a2").isEmpty()) {
          continue;
        }
        Map<Node, Tensor> feeds = new LinkedHashMap<>();
        Node x = signal("x", row.get("x"), feeds);
        Node w1 = signal("w1", row.get("w1"), feeds);
        Node w2 = signal("w2", row.get("w2"), feeds);
        Node c = signal("c", network.get("c"), feeds);
        Convention convention =
            network.get("convention").stringValue().equals("convolution")
                ? Convention.CONVOLUTION
                : Convention.CROSS_CORRELATION;
        Mode mode = network.get("mode").stringValue().equals("valid") ? Mode.VALID : Mode.FULL;
        Node a1 = convolved(x, w1, convention, mode);
        Node h1 = a1.relu();
        Node a2 = convolved(h1, w2, convention, mode);
        List<Node> places = List.of(h1, a1, x, w1, w2);
        List<Node> slopes = Gradients.of(a2.times(c).sum(), places);
        Map<String, Node> outputs = new LinkedHashMap<>(Map.of("a2", a2));
        List<String> names = List.of("grad_h1", "grad_a1", "grad_x", "grad_w1", "grad_w2");
        for (int i = 0; i < names.size(); i++) {
          outputs.put(names.get(i), slopes.get(i));
        }
        Map<String, Tensor> found =
            new Trial(new Graph(outputs, Map.of()), feeds).run(kernels, 1, PlanOptions.standard());
        found.forEach(
            (key, value) ->
                assertThat(value.toDoubles())
                    .as(key + network)
                    .usingComparatorWithPrecision(0.0)
                    .containsExactly(numbers(network.get(key))));
        compared += found.size();
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(300);
  }
}
