package gradus.op.composite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autodiff.Gradients;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.random.Philox;
import gradus.reference.Judge;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DropoutTest {

  private static final Node X = Input.of("x", TensorType.f64(1000));
  private static final Node KEY = Input.of("key", TensorType.i64());

  private static double[] values(Node node, long key) {
    double[] ones = new double[1000];
    Arrays.fill(ones, 3);
    Map<Node, Tensor> feeds =
        Map.of(X, Tensor.of(Shape.of(1000), ones), KEY, Tensor.of(Shape.scalar(), key));
    return Judge.inDouble().evaluate(node, feeds).toDoubles();
  }

  @Test
  void anElementIsDroppedWhereItsDrawIsBelowTheRate() {
    double[] y = values(new Dropout(0.25, 6).of(X, KEY), 42);
    for (int i = 0; i < y.length; i++) {
      boolean kept = Philox.of(42).stream(6).uniformDouble(i) >= 0.25;
      assertThat(y[i]).isEqualTo(kept ? 4 : 0);
    }
    assertThat(Arrays.stream(y).filter(value -> value == 0).count()).isBetween(210L, 290L);
  }

  @Test
  void theGradientMeetsTheSameMask() {
    Node y = new Dropout(0.5, 1).of(X, KEY);
    Node slope = Gradients.of(y.sum(), List.of(X)).getFirst();
    double[] forward = values(y, 7);
    double[] backward = values(slope, 7);
    for (int i = 0; i < forward.length; i++) {
      assertThat(backward[i]).isEqualTo(forward[i] / 3);
    }
  }

  @Test
  void keysAndStreamsDrawOtherMasks() {
    double[] here = values(new Dropout(0.5, 1).of(X, KEY), 7);
    assertThat(values(new Dropout(0.5, 2).of(X, KEY), 7)).isNotEqualTo(here);
    assertThat(values(new Dropout(0.5, 1).of(X, KEY), 8)).isNotEqualTo(here);
    assertThat(values(new Dropout(0, 1).of(X, KEY), 7)).containsOnly(3);
  }

  @Test
  void noGradientFlowsToTheKey() {
    Gradients gradients =
        Gradients.pullBack(new Dropout(0.5, 1).of(X, KEY), X.filled(1), List.of(X, KEY));
    assertThat(gradients.whyZero(KEY)).isEqualTo("Dropout: a key is an integer");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> new Dropout(1, 0))
        .hasMessage(
            "dropout(rate=1.0): expected a rate from 0 to below 1, found 1.0. Use 0.5 to drop"
                + " half.");
    assertThatThrownBy(() -> new Dropout(0.5, 0).of(X, X))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "dropout(x=f64[1000], key=f64[1000]): expected f32 or f64 and an i64 scalar, found"
                + " f64[1000] and f64[1000]. Feed the step's key.");
  }
}
