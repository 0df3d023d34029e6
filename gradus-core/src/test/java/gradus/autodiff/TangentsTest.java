package gradus.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.op.Node;
import gradus.op.composite.BinaryCrossEntropy;
import gradus.op.source.Input;
import gradus.reference.Judge;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TangentsTest {

  private static final Judge<Double> JUDGE = Judge.inDouble();

  @Test
  void addsUpWhatEveryInputMoves() {
    Node x = Input.of("x", TensorType.f64());
    Node y = Input.of("y", TensorType.f64());
    Node product = x.times(y).plus(x);
    Node tangent = Tangents.of(product, Map.of(x, x.filled(1), y, y.filled(10)));
    Map<Node, Tensor> point =
        Map.of(x, Tensor.of(Shape.scalar(), 3.0), y, Tensor.of(Shape.scalar(), 5.0));
    assertThat(JUDGE.evaluate(tangent, point).doubleAt(0)).isEqualTo(36);
  }

  @Test
  void whatDoesNotMoveHasAZeroTangent() {
    Node x = Input.of("x", TensorType.f64(2));
    Node y = Input.of("y", TensorType.f64(2));
    Node still = Tangents.of(y.exp(), Map.of(x, x.filled(1)));
    assertThat(JUDGE.evaluate(still, Map.of()).toDoubles()).containsExactly(0, 0);
    Node flat = Tangents.of(x.sign(), Map.of(x, x.filled(1)));
    assertThat(JUDGE.evaluate(flat, Map.of()).toDoubles()).containsExactly(0, 0);
  }

  /// The Hessian of logistic regression is `Σ g (1 − g) x xᵀ`.
  @Test
  void hessianProductsAreTheHessianOfLogisticRegression() {
    double[][] rows = {{1, 2, -1}, {0.5, -1, 3}, {-2, 0.25, 1}, {1, 1, 1}};
    double[] at = {0.3, -0.7, 0.2};
    double[][] hessian = new double[3][3];
    double[] flat = new double[12];
    for (int n = 0; n < rows.length; n++) {
      double a = 0;
      for (int i = 0; i < 3; i++) {
        a += rows[n][i] * at[i];
        flat[3 * n + i] = rows[n][i];
      }
      double g = 1 / (1 + StrictMath.exp(-a));
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          hessian[i][j] += g * (1 - g) * rows[n][i] * rows[n][j];
        }
      }
    }
    Node w = Input.of("w", TensorType.f64(3, 1));
    Node logits = Node.constant(Tensor.of(Shape.of(4, 3), flat)).matmul(w);
    Node targets = Node.constant(Tensor.of(Shape.of(4, 1), 1.0, 0, 0, 1));
    Node loss = new BinaryCrossEntropy().of(logits, targets).sum();
    Map<Node, Tensor> point = Map.of(w, Tensor.of(Shape.of(3, 1), at));
    for (int j = 0; j < 3; j++) {
      double[] unit = new double[3];
      unit[j] = 1;
      Node v = Node.constant(Tensor.of(Shape.of(3, 1), unit));
      Node forwardOverReverse = Tangents.hessianProduct(loss, List.of(w), List.of(v)).getFirst();
      Node slope = Gradients.of(loss, List.of(w)).getFirst().times(v).sum();
      Node reverseOverReverse = Gradients.of(slope, List.of(w)).getFirst();
      for (Node column : List.of(forwardOverReverse, reverseOverReverse)) {
        double[] found = JUDGE.evaluate(column, point).toDoubles();
        for (int i = 0; i < 3; i++) {
          assertThat(found[i]).isCloseTo(hessian[i][j], within(1e-14));
        }
      }
    }
  }
}
