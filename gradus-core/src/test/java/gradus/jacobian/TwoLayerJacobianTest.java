package gradus.jacobian;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autodiff.Gradients;
import gradus.golden.Golden;
import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.Placement;
import gradus.reference.Fraction;
import gradus.reference.Judge;
import gradus.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The two-layer network of question 5 in exact fractions: every Jacobian by structure, every
/// gradient as a product with it, both losses, the mixed Hessian block (spec 5).
class TwoLayerJacobianTest {

  private int compared;

  /// The nodes of one network.
  private record Net(Node x, Node w1, Node w2, Node a1, Node h1, Node a2) {

    static Net of(JsonNode row, JsonNode expected) {
      Node x = signal(row.get("x"));
      Node w1 = signal(row.get("w1"));
      Node w2 = signal(row.get("w2"));
      Node a1 = layer(x, w1, expected);
      Node h1 = a1.relu();
      return new Net(x, w1, w2, a1, h1, layer(h1, w2, expected));
    }

    private static Node signal(JsonNode values) {
      List<Fraction> elements = Exact.numbers(values);
      return Exact.node(Shape.of(1, 1, elements.size()), elements);
    }

    private static Node layer(Node x, Node w, JsonNode expected) {
      int k = w.type().shape().size(2);
      boolean full = expected.get("mode").asString().equals("full");
      boolean flips = expected.get("convention").asString().equals("convolution");
      Convention convention = flips ? Convention.CONVOLUTION : Convention.CROSS_CORRELATION;
      Placement placement = Placement.valid(1).withPadding(List.of(full ? k - 1 : 0));
      return x.conv(w, convention, placement, 1);
    }

    Map<String, Node> places() {
      Map<String, Node> places = new LinkedHashMap<>();
      places.put("h1", h1);
      places.put("a1", a1);
      places.put("x", x);
      places.put("w1", w1);
      places.put("w2", w2);
      return places;
    }
  }

  @Test
  void everyNumberOfEveryNetworkExactly() {
    for (JsonNode row : Golden.at("5", "cases")) {
      for (JsonNode expected : row.get("networks")) {
        String where =
            "d=%s %s %s".formatted(row.get("d"), expected.get("mode"), expected.get("convention"));
        Net net = Net.of(row, expected);
        lengths(where, net, expected);
        jacobians(where, net, expected);
        gradients(where, net, expected);
        mixed(where, net, expected);
        euler(where, net);
      }
    }
    assertThat(compared).isGreaterThan(900);
  }

  private void same(String where, List<Fraction> found, JsonNode expected) {
    assertThat(found).as(where).isEqualTo(Exact.numbers(expected));
    compared++;
  }

  private void lengths(String where, Net net, JsonNode expected) {
    int a1 = net.a1().type().shape().size(2);
    int a2 = net.a2().type().shape().size(2);
    same(where, List.of(Fraction.of(a1), Fraction.of(a1), Fraction.of(a2)), lengths(expected));
  }

  private static JsonNode lengths(JsonNode expected) {
    tools.jackson.databind.node.ArrayNode lengths =
        tools.jackson.databind.node.JsonNodeFactory.instance.arrayNode();
    List.of("len_a1", "len_h1", "len_a2").forEach(name -> lengths.add(expected.get(name)));
    return lengths;
  }

  private static Jacobian<Fraction> jacobian(Node y, Node x) {
    return Jacobians.exact(y, x, Map.of());
  }

  private void jacobians(String where, Net net, JsonNode expected) {
    Jacobian<Fraction> byHidden = jacobian(net.a2(), net.h1());
    boolean empty = byHidden.rows() == 0 || byHidden.columns() == 0;
    assertThat(byHidden).as(where).isInstanceOf(empty ? Zero.class : BandedToeplitz.class);
    assertThat(jacobian(net.h1(), net.a1()).structure())
        .as(where)
        .matches("(zero|identity|diagonal) \\d+×\\d+");
    Map<String, Jacobian<Fraction>> found = new LinkedHashMap<>();
    found.put("da2_dh1", byHidden);
    found.put("da1_dx", jacobian(net.a1(), net.x()));
    found.put("da2_dx", jacobian(net.a2(), net.x()));
    found.put("da2_dw1", jacobian(net.a2(), net.w1()));
    found.put("da2_dw2", jacobian(net.a2(), net.w2()));
    found.forEach(
        (name, matrix) -> {
          assertThat(matrix.structure()).as(where + name).doesNotContain("dense");
          same(where + name, matrix.toDense().entries(), expected.get(name));
          entries(where + name, matrix);
        });
  }

  /// Entry by entry and transposed, the same matrix.
  private static void entries(String where, Jacobian<Fraction> matrix) {
    Dense<Fraction> dense = matrix.toDense();
    assertThat(matrix.transpose().toDense()).as(where).isEqualTo(dense.transpose());
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        assertThat(matrix.entry(i, j)).as(where).isEqualTo(dense.entry(i, j));
      }
    }
  }

  private void gradients(String where, Net net, JsonNode expected) {
    List<Fraction> c = Exact.numbers(expected.get("c"));
    List<Fraction> a2 = Judge.exact().value(net.a2(), Map.of()).elements();
    JsonNode quadratic = expected.get("quadratic");
    net.places()
        .forEach(
            (name, place) -> {
              Jacobian<Fraction> matrix = jacobian(net.a2(), place);
              same(where + name, matrix.vjp(c), expected.get("grad_" + name));
              if (quadratic.has("grad_" + name)) {
                same(where + name, matrix.vjp(a2), quadratic.get("grad_" + name));
              }
            });
  }

  private void mixed(String where, Net net, JsonNode expected) {
    Node c = Exact.node(net.a2().type().shape(), Exact.numbers(expected.get("c")));
    Node loss = net.a2().times(c).sum();
    Node slope = Gradients.of(loss, List.of(net.w1())).getFirst();
    same(
        where + "cross",
        jacobian(slope, net.w2()).toDense().entries(),
        expected.get("cross_hessian_w1_w2"));
  }

  /// `J x = a²` and `⟨∂a²/∂w · w⟩ = a²`, since there is no bias (Euler).
  private static void euler(String where, Net net) {
    List<Fraction> a2 = Judge.exact().value(net.a2(), Map.of()).elements();
    for (Node place : List.of(net.x(), net.w1(), net.w2())) {
      List<Fraction> values = Judge.exact().value(place, Map.of()).elements();
      assertThat(jacobian(net.a2(), place).jvp(values)).as(where).isEqualTo(a2);
    }
  }
}
