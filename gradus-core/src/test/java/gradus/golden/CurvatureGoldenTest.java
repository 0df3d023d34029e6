package gradus.golden;

import gradus.op.Node;
import gradus.reference.Fraction;
import gradus.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Definite matrices and the Hessian of logistic regression, exactly: item 1.7.
class CurvatureGoldenTest {

  private final Golden golden = new Golden();

  @Test
  void definitenessByExactMinors() {
    JsonNode quoted = Golden.at("1.7", "quoted_matrix");
    for (JsonNode row : List.of(quoted, quoted.get("negated"))) {
      List<Fraction> h = Golden.fractions(row.get("H"));
      golden.same(
          "psd", isSemidefinite(row.get("H")), Golden.flag(row.get("positive_semidefinite")));
      for (JsonNode eigenvalue : row.get("eigenvalues")) {
        Fraction l = Golden.fraction(eigenvalue);
        Fraction product = h.get(0).plus(l.negated()).times(h.get(3).plus(l.negated()));
        golden.same("root", product, h.get(1).times(h.get(2)));
      }
    }
    List<Fraction> h = Golden.fractions(quoted.get("H"));
    golden.same("trace", h.get(0).plus(h.get(3)), Golden.fraction(quoted.get("trace")));
    golden.same(
        "determinant",
        ExactMatrix.of(quoted.get("H")).determinant(),
        Golden.fraction(quoted.get("det")));
    boolean negative = ExactMatrix.of(quoted.get("negated").get("H")).negated().isSemidefinite();
    golden.same("nsd", negative, Golden.flag(quoted.get("negated").get("negative_semidefinite")));
    for (JsonNode row : Golden.at("1.7", "psd_cases")) {
      golden.same("psd", isSemidefinite(row.get("H")), Golden.flag(row.get("psd")));
      golden.same("pd", ExactMatrix.of(row.get("H")).isDefinite(), Golden.flag(row.get("pd")));
    }
    golden.verify(20);
  }

  private static boolean isSemidefinite(JsonNode matrix) {
    return ExactMatrix.of(matrix).isSemidefinite();
  }

  @Test
  void logisticRegressionInExactFractions() {
    JsonNode rows = Golden.at("1.7", "logistic_regression_hessian");
    Node x = Golden.constant(Shape.of(3, 2), rows.get("X"));
    Node odds = Golden.vector(rows.get("odds"));
    Node y = Golden.vector(rows.get("y"));
    Node g = odds.over(odds.plus(1));
    Node q = g.negated().plus(1);
    Node spread = g.times(q);
    Node error = g.minus(y);
    Node square = spread.times(2).times(spread.plus(error.times(q.minus(g))));
    golden.compareExactNode("∇CE", error.reshape(Shape.of(1, 3)).matmul(x), rows.get("grad_ce"));
    golden.compareExactNode(
        "∇MSE",
        error.times(spread).times(2).reshape(Shape.of(1, 3)).matmul(x),
        rows.get("grad_mse"));
    golden.compareExactNode("CE″", weighted(x, spread), rows.get("H_ce"));
    golden.compareExactNode("MSE″", weighted(x, square), rows.get("H_mse"));
    for (String loss : List.of("ce", "mse")) {
      ExactMatrix hessian = ExactMatrix.of(rows.get("H_" + loss));
      golden.same("det", hessian.determinant(), Golden.fraction(rows.get("det_H_" + loss)));
    }
    golden.verify(10);
  }

  private static Node weighted(Node x, Node weights) {
    return x.times(weights.reshape(Shape.of(3, 1))).matmul(x, true, false);
  }
}
