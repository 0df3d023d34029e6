package gradus.op.window;

import gradus.autodiff.Gradients;
import gradus.golden.Golden;
import gradus.op.Layout;
import gradus.op.Node;
import gradus.op.window.Placement.Mode;
import gradus.reference.Judge;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two layers of 1-D convolution with a relu between: every length, value, Jacobian and gradient,
/// valid and full, in both conventions (spec 5).
class TwoLayerGoldenTest {

  private final Golden golden = new Golden();

  @Test
  void everyNumberOfEveryNetwork() {
    for (JsonNode row : Golden.at("5", "cases")) {
      lengths(row);
      for (JsonNode expected : row.get("networks")) {
        compare(row, expected);
      }
    }
    golden.verify(3000);
  }

  private void lengths(JsonNode row) {
    int d = Golden.integer(row.get("d"));
    int k1 = Golden.integer(row.get("k1"));
    int k2 = Golden.integer(row.get("k2"));
    for (String mode : List.of("valid", "full")) {
      JsonNode lengths = row.get("len_" + mode);
      Placement first =
          Placement.valid(1)
              .padded(Mode.valueOf(mode.toUpperCase(Locale.ROOT)), List.of(k1), List.of(d));
      int n = first.count(0, d, k1);
      Placement second =
          Placement.valid(1)
              .padded(Mode.valueOf(mode.toUpperCase(Locale.ROOT)), List.of(k2), List.of(n));
      golden.same(
          "lengths of " + mode,
          List.of(n, second.count(0, n, k2)),
          List.of(Golden.integer(lengths.get(0)), Golden.integer(lengths.get(1))));
    }
  }

  private static Node signal(String name, JsonNode values) {
    return Golden.constant(Shape.of(1, 1, values.size()), values).labelled(name);
  }

  private static Node layer(Node x, Node w, JsonNode expected) {
    int k = w.type().shape().size(2);
    boolean full = expected.get("mode").asString().equals("full");
    boolean flips = expected.get("convention").asString().equals("convolution");
    List<Integer> padding = List.of(full ? k - 1 : 0);
    Placement placement = Placement.valid(1).withPadding(padding, padding);
    Convention convention = flips ? Convention.CONVOLUTION : Convention.CROSS_CORRELATION;
    return Node.of(new Convolution(convention, placement, 1), List.of(x, w));
  }

  private void compare(JsonNode row, JsonNode expected) {
    Node x = signal("x", row.get("x"));
    Node w1 = signal("w1", row.get("w1"));
    Node w2 = signal("w2", row.get("w2"));
    Node a1 = layer(x, w1, expected);
    Node h1 = a1.relu();
    Node a2 = layer(h1, w2, expected);
    String where =
        "d=%s %s %s".formatted(row.get("d"), expected.get("mode"), expected.get("convention"));
    for (Map.Entry<String, Node> length :
        Map.of("len_a1", a1, "len_h1", h1, "len_a2", a2).entrySet()) {
      int found = length.getValue().type().shape().size(2);
      golden.compare(where + length.getKey(), found, expected.get(length.getKey()));
    }
    Map<String, Node> found = new LinkedHashMap<>(Map.of("a1", a1, "h1", h1, "a2", a2));
    found.put("h2", a2.relu());
    found.put("mask", a1.greater(a1.filled(0)).as(DType.F64));
    double[] kinks = Judge.inDouble().evaluate(a1, Map.of()).toDoubles();
    boolean kinked = Arrays.stream(kinks).anyMatch(it -> it == 0);
    golden.same(where + " kink", kinked, Golden.flag(expected.get("has_kink")));
    found.put("da2_dh1", jacobian(a2, h1));
    found.put("da1_dx", jacobian(a1, x));
    found.put("da2_dx", jacobian(a2, x));
    found.put("da2_dw1", jacobian(a2, w1));
    found.put("da2_dw2", jacobian(a2, w2));
    Map<String, Node> places = new LinkedHashMap<>();
    places.put("grad_a2", a2);
    places.put("grad_h1", h1);
    places.put("grad_a1", a1);
    places.put("grad_x", x);
    places.put("grad_w1", w1);
    places.put("grad_w2", w2);
    Node c = Golden.constant(a2.type().shape(), expected.get("c"));
    Node linear = a2.times(c).sum();
    gradients(linear, places, expected, found);
    Node slope = Gradients.of(linear, List.of(w1)).getFirst();
    found.put("cross_hessian_w1_w2", jacobian(slope, w2));
    compareAll(where, found, expected);
    Map<String, Node> more = new LinkedHashMap<>();
    Node quadratic = a2.times(a2).sum().times(0.5);
    gradients(quadratic, places, expected.get("quadratic"), more);
    compareAll(where + " quadratic", more, expected.get("quadratic"));
  }

  private static void gradients(
      Node loss, Map<String, Node> places, JsonNode expected, Map<String, Node> found) {
    found.put("loss", loss);
    places.forEach(
        (name, place) -> {
          if (expected.has(name)) {
            found.put(name, Gradients.of(loss, List.of(place)).getFirst());
          }
        });
  }

  private void compareAll(String where, Map<String, Node> found, JsonNode expected) {
    found.forEach(
        (name, node) -> {
          golden.compareExactNode(where + " " + name, node, expected.get(name));
        });
  }

  /// A row for each element of `y`: its gradient in `x`.
  private static Node jacobian(Node y, Node x) {
    int rows = y.type().shape().elements();
    int columns = x.type().shape().elements();
    Node matrix = Node.constant(0, TensorType.f64(0, columns));
    for (int i = 0; i < rows; i++) {
      double[] unit = new double[rows];
      unit[i] = 1;
      Node cotangent = Node.constant(Tensor.of(y.type(), unit));
      Node row = Gradients.pullBack(y, cotangent, List.of(x)).of(List.of(x)).getFirst();
      matrix = Layout.concat(0, List.of(matrix, row.reshape(Shape.of(1, columns))));
    }
    return matrix;
  }
}
