package gradus.op.composite;

import static gradus.op.composite.LossRows.tensor;

import gradus.autodiff.Gradients;
import gradus.golden.Golden;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.reference.Judge;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The sigmoid, its derivatives and logarithms, and log-sum-exp, against values of 34 digits.
class SigmoidGoldenTest {

  private final Golden golden = new Golden();

  private void compareSigmoid(JsonNode row, double at) {
    Node x = Input.of("x", TensorType.f64());
    Node y = x.sigmoid();
    Node first = Gradients.of(y, List.of(x)).getFirst();
    Node second = Gradients.of(first, List.of(x)).getFirst();
    List<Node> wanted =
        List.of(
            y,
            x.negated().sigmoid(),
            first,
            x.negated().softplus().negated(),
            x.softplus().negated(),
            x.times(0.5).tanh());
    List<String> keys =
        List.of("sigma", "complement", "d1", "log_sigma", "log_complement", "tanh_half");
    Map<Node, Tensor> feeds = Map.of(x, Tensor.of(Shape.scalar(), at));
    List<Tensor> found = Judge.inDouble().evaluate(wanted, feeds);
    for (int i = 0; i < keys.size(); i++) {
      if (row.has(keys.get(i))) {
        golden.compare(keys.get(i) + " of " + row, found.get(i).doubleAt(0), row.get(keys.get(i)));
      }
    }
    double curvature = Judge.inDouble().evaluate(second, feeds).doubleAt(0);
    golden.compareRounded("d2 of " + row, curvature, row.get("d2"));
  }

  @Test
  void sigmoidOnTheGrid() {
    for (JsonNode row : Golden.at("1.1", "cases")) {
      compareSigmoid(row, Golden.number(row.get("a")));
    }
    for (JsonNode row : Golden.at("1.1", "limits")) {
      compareSigmoid(row, Golden.number(row.get("a")));
    }
    for (JsonNode row : Golden.at("1.1", "rational_odds")) {
      compareSigmoid(row, StrictMath.log(Golden.number(row.get("odds"))));
    }
    golden.verify(400);
  }

  @Test
  void logSumExp() {
    for (JsonNode row : Golden.at("2.1", "cases")) {
      Node x = Node.constant(tensor(Golden.numbers(row.get("x"))));
      double found =
          Judge.inDouble().evaluate(x.logSumExp(List.of(0), false), Map.of()).doubleAt(0);
      golden.compare("lse of " + row, found, row.get("lse"));
    }
    golden.verify(16);
  }
}
