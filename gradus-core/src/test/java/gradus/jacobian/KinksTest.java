package gradus.jacobian;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.golden.Golden;
import gradus.op.Evaluated;
import gradus.op.Node;
import gradus.op.composite.AbsoluteError;
import gradus.op.composite.Function;
import gradus.op.composite.Hinge;
import gradus.op.source.Input;
import gradus.op.window.Convention;
import gradus.op.window.Placement;
import gradus.op.window.Pooling;
import gradus.reference.Judge;
import gradus.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class KinksTest {

  private static List<Integer> places(Node node) {
    return Kinks.of(node, Map.of()).all().stream().map(Kinks.Kink::element).toList();
  }

  @Test
  void looksIntoFunctionsAndLosses() {
    Node x = Evaluated.f64(Shape.of(3), -1, 0, 1);
    Node y = Evaluated.f64(Shape.of(3), 1, 1, 1);
    assertThat(places(Node.of(new AbsoluteError(), List.of(x, y)))).containsExactly(2);
    assertThat(places(Node.of(new Hinge(false), List.of(x, y)))).containsExactly(2);
    assertThat(places(Node.of(new Hinge(true), List.of(x, y)))).isEmpty();
    Node formal = Input.of("x", x.type());
    Function twice =
        new Function(
            "twice",
            List.of(formal),
            formal.relu().times(2),
            Function.DERIVED_VJP,
            Function.DERIVED_JVP);
    Node applied = Node.of(twice, List.of(x));
    assertThat(Kinks.of(applied, Map.of()).all())
        .singleElement()
        .satisfies(
            kink -> {
              assertThat(kink.node()).isSameAs(applied);
              assertThat(kink.element()).isEqualTo(1);
              assertThat(kink.reason()).startsWith("the input is at a corner, within ");
            });
  }

  @Test
  void cornersAndTies() {
    Node x = Evaluated.f64(Shape.of(4), -1, 0, 1, 3);
    Node y = Evaluated.f64(Shape.of(4), 1, 0, 2, 3);
    assertThat(places(x.relu())).containsExactly(1);
    assertThat(places(x.abs())).containsExactly(1);
    assertThat(places(x.leakyRelu(0.1))).containsExactly(1);
    assertThat(places(x.clip(-1, 1))).containsExactly(0, 2);
    assertThat(places(x.hardSwish())).containsExactly(3);
    assertThat(places(x.elu(1))).isEmpty();
    assertThat(places(x.elu(2))).containsExactly(1);
    assertThat(places(x.max(y))).containsExactly(1, 3);
    assertThat(places(x.tanh().times(y))).isEmpty();
    Node rows = Evaluated.f64(Shape.of(2, 3), 1, 2, 2, 3, 1, 2);
    assertThat(places(rows.max(List.of(1), false))).containsExactly(0);
    assertThat(places(rows.min(List.of(1), true))).isEmpty();
    assertThat(Kinks.of(x.sigmoid(), Map.of()).isEmpty()).isTrue();
    assertThat(Kinks.of(x.relu(), Map.of()).all().getFirst().reason())
        .isEqualTo("the input is at a corner");
  }

  @Test
  void windowsWithMoreThanOneLargest() {
    Node x = Evaluated.f64(Shape.of(1, 2, 4), 1, 1, 0, 2, -3, -3, -1, -2);
    Pooling two = Pooling.floor(List.of(2), Placement.valid(1).withStrides(List.of(2)));
    assertThat(places(x.maxPool(two))).containsExactly(0, 2);
    Pooling padded =
        Pooling.floor(
            List.of(2), Placement.valid(1).withStrides(List.of(2)).withPadding(List.of(1)));
    Node zeros = Evaluated.f64(Shape.of(1, 1, 4), 0, 0, -1, 0);
    assertThat(places(zeros.maxPool(padded))).as("padding is no tie").isEmpty();
  }

  @Test
  void theFlagOfQuestionFive() {
    int flagged = 0;
    for (JsonNode row : Golden.at("5", "cases")) {
      for (JsonNode expected : row.get("networks")) {
        Node x = signal(row.get("x"));
        Node w = signal(row.get("w1"));
        int k = w.type().shape().size(2);
        boolean full = expected.get("mode").asString().equals("full");
        boolean flips = expected.get("convention").asString().equals("convolution");
        Node a =
            x.conv(
                w,
                flips ? Convention.CONVOLUTION : Convention.CROSS_CORRELATION,
                Placement.valid(1).withPadding(List.of(full ? k - 1 : 0)),
                1);
        boolean kink = !Kinks.of(Judge.exact(), a.relu(), Map.of()).isEmpty();
        assertThat(kink).isEqualTo(expected.get("has_kink").asBoolean());
        flagged += kink ? 1 : 0;
      }
    }
    assertThat(flagged).isPositive();
  }

  private static Node signal(JsonNode values) {
    return Exact.node(Shape.of(1, 1, values.size()), Exact.numbers(values));
  }
}
