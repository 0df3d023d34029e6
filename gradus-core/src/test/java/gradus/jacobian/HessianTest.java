package gradus.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.golden.Golden;
import gradus.op.Evaluated;
import gradus.op.Node;
import gradus.op.composite.BinaryCrossEntropy;
import gradus.op.composite.SoftmaxCrossEntropy;
import gradus.reference.DoubleNumbers;
import gradus.reference.Fraction;
import gradus.reference.Judge;
import gradus.reference.Numbers;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HessianTest {

  private static final Numbers<Double> D = new DoubleNumbers();

  private static void close(Jacobian<Double> found, Jacobian<Double> wanted, double tolerance) {
    List<Double> right = wanted.toDense().entries();
    List<Double> entries = found.toDense().entries();
    assertThat(entries).hasSameSizeAs(right);
    for (int i = 0; i < right.size(); i++) {
      assertThat(entries.get(i)).isCloseTo(right.get(i), within(tolerance));
    }
  }

  private static List<Double> values(Node node) {
    return Judge.inDouble().value(node, Map.of()).elements();
  }

  @Test
  void logisticRegressionHasItsClosedHessian() {
    Node x = Evaluated.random(Shape.of(7, 3), 1);
    Node w = Evaluated.random(Shape.of(3, 1), 2);
    Node y = Evaluated.f64(Shape.of(7, 1), 0, 1, 1, 0, 0, 1, 0);
    Node a = x.matmul(w);
    Node loss = Node.of(new BinaryCrossEntropy(), List.of(a, y)).sum();
    Dense<Double> examples = new Dense<>(D, 7, 3, values(x));
    Jacobian<Double> closed =
        Hessian.logistic(examples, values(a.sigmoid()), values(a.negated().sigmoid()));
    Dense<Double> found = Hessian.of(loss, List.of(w), Map.of());
    close(found, closed, 1e-13);
    assertThat(Curvature.isPsd(found, 1e-13)).isTrue();
    Tensor v = Tensor.of(Shape.of(3, 1), 1.0, -2.0, 0.5);
    Tensor product = Hessian.product(loss, w, v, Map.of());
    List<Double> wanted = closed.jvp(Arrays.stream(v.toDoubles()).boxed().toList());
    for (int i = 0; i < 3; i++) {
      assertThat(product.doubleAt(i)).isCloseTo(wanted.get(i), within(1e-13));
    }
  }

  @Test
  void theClosedHessianOfLogisticRegressionExactly() {
    JsonNode row = Golden.at("1.7", "logistic_regression_hessian");
    List<Fraction> g =
        Exact.numbers(row.get("odds")).stream()
            .map(odds -> odds.over(odds.plus(Fraction.ONE)))
            .toList();
    List<Fraction> complements = g.stream().map(x -> Fraction.ONE.plus(x.negated())).toList();
    Dense<Fraction> x = new Dense<>(Exact.NUMBERS, 3, 2, Exact.numbers(row.get("X")));
    Dense<Fraction> found = Hessian.logistic(x, g, complements).toDense();
    assertThat(found.entries()).isEqualTo(Exact.numbers(row.get("H_ce")));
    assertThat(Elimination.of(found).determinant()).isEqualTo(Exact.number(row.get("det_H_ce")));
  }

  @Test
  void softmaxCrossEntropyHasItsClosedHessian() {
    Node a = Evaluated.random(Shape.of(4), 1);
    Node t = Evaluated.f64(Shape.of(4), 0.5, 0, 0.25, 1.25);
    Node loss = Node.of(new SoftmaxCrossEntropy(0), List.of(a, t));
    Jacobian<Double> closed = Hessian.softmaxCrossEntropy(D, values(a.softmax(0)), 2.0);
    assertThat(closed).isInstanceOf(DiagonalMinusRankOne.class);
    close(Hessian.of(loss, List.of(a), Map.of()), closed, 1e-14);
  }

  @Test
  void gaussNewtonIsTheHessianWithinACellOfARelu() {
    Node x = Exact.node(Shape.of(1, 3), Exact.draws(3, 1));
    Node w = Exact.node(Shape.of(3, 4), Exact.draws(12, 2));
    Node v = Exact.node(Shape.of(4, 2), Exact.draws(8, 3));
    Node y = x.matmul(w).relu().matmul(v);
    Node loss = y.times(y).sum().times(0.5);
    Jacobian<Fraction> jacobian = Jacobians.exact(y, x, Map.of());
    Jacobian<Fraction> gaussNewton =
        Hessian.gaussNewton(jacobian, new Identity<>(Exact.NUMBERS, 2));
    Dense<Fraction> hessian = Hessian.of(Judge.exact(), loss, List.of(x), Map.of());
    assertThat(gaussNewton.toDense()).isEqualTo(hessian);
  }

  @Test
  void severalNodesMakeOneHessianWithItsMixedBlocks() {
    Node a = Exact.node(Shape.of(2), Exact.draws(2, 1));
    Node b = Exact.node(Shape.of(2), Exact.draws(2, 2));
    Node loss = a.times(a).times(b).sum();
    Dense<Fraction> whole = Hessian.of(Judge.exact(), loss, List.of(a, b), Map.of());
    assertThat(whole.transpose()).isEqualTo(whole);
    Jacobian<Fraction> mixed = Hessian.mixed(Judge.exact(), loss, a, b, Map.of());
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        assertThat(mixed.entry(i, j)).isEqualTo(whole.entry(i, 2 + j));
      }
    }
  }

  @Test
  void thePsdCasesOfTheTable() {
    for (JsonNode row : Golden.at("1.7", "psd_cases")) {
      List<Double> entries = Arrays.stream(Golden.numbers(row.get("H"))).boxed().toList();
      int n = row.get("H").size();
      assertThat(Curvature.isPsd(new Dense<>(D, n, n, entries), 1e-14))
          .as(row.toString())
          .isEqualTo(row.get("psd").asBoolean());
    }
  }

  @Test
  void eigenvaluesAreOfSymmetricMatricesAlone() {
    Dense<Double> skew = new Dense<>(D, 2, 2, List.of(0.0, 1.0, -1.0, 0.0));
    assertThatThrownBy(() -> SymmetricEigenvalues.of(skew))
        .hasMessage(
            "eigenvalues of dense 2×2: expected a symmetric matrix, found -1.0 at (1, 0) and 1.0 at"
                + " (0, 1). Take the symmetric part (A + Aᵀ) / 2.");
    assertThatThrownBy(() -> SymmetricEigenvalues.of(new Zero<>(D, 1, 2)))
        .hasMessage(
            "eigenvalues of zero 1×2: expected a square matrix, found 1×2. Use the singular"
                + " values.");
  }
}
