package gradus.op.composite;

import static gradus.op.composite.LossRows.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import gradus.autodiff.Gradients;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.reference.Judge;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassLossTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static double[] values(Node node) {
    return Judge.inDouble().evaluate(node, Map.of()).toDoubles();
  }

  private static Node constant(double... values) {
    return Node.constant(tensor(values));
  }

  private static double[] slope(Node loss, Node x) {
    return values(Gradients.of(loss.sum(), List.of(x)).getFirst());
  }

  @Test
  void aSureLogitKeepsItsSmallGradient() {
    Node x = constant(40, 0);
    Node loss = new SoftmaxCrossEntropy(0).of(x, constant(1, 0));
    assertThat(values(loss)[0]).isCloseTo(4.248354255291589e-18, offset(1e-32));
    double[] slope = slope(loss, x);
    assertThat(slope[0]).isCloseTo(-4.248354255291589e-18, offset(1e-32));
    assertThat(slope[1]).isCloseTo(4.248354255291589e-18, offset(1e-32));
  }

  @Test
  void aMaskedClassCountsForNothing() {
    Node x = constant(0, -INFINITY, 0);
    Node loss = new SoftmaxCrossEntropy(0).of(x, constant(1, 0, 0));
    assertThat(values(loss)[0]).isCloseTo(StrictMath.log(2), offset(1e-15));
    assertThat(slope(loss, x)).containsExactly(new double[] {-0.5, 0, 0.5}, offset(1e-15));
    Node masked = new SoftmaxCrossEntropy(0).of(x, constant(0, 1, 0));
    assertThat(values(masked)).containsExactly(INFINITY);
    assertThat(slope(masked, x)).containsExactly(new double[] {0.5, -1, 0.5}, offset(1e-15));
  }

  @Test
  void nothingButMasksGivesNaN() {
    Node x = constant(-INFINITY, -INFINITY);
    assertThat(values(new SoftmaxCrossEntropy(0).of(x, constant(1, 0)))).containsOnly(Double.NaN);
    assertThat(values(x.softmax(0))).containsOnly(Double.NaN);
    assertThat(values(x.logSoftmax(0))).containsOnly(Double.NaN);
  }

  @Test
  void extremeLogits() {
    Node x = constant(1e308, -1e308);
    assertThat(values(x.softmax(0))).containsExactly(1, 0);
    assertThat(values(x.logSoftmax(0))).containsExactly(0, -INFINITY);
    assertThat(values(new SoftmaxCrossEntropy(0).of(x, constant(1, 0)))).containsExactly(0);
  }

  @Test
  void softmaxKeepsSmallDerivativesWhereAProbabilityRoundsToOne() {
    Node x = constant(40, 0);
    Node p = x.softmax(0);
    assertThat(slope(p.slice(0, 0, 1), x)[0]).isCloseTo(4.248354255291589e-18, offset(1e-32));
    Node tied = constant(3, 3, -50).logSoftmax(0);
    assertThat(values(tied)[0]).isCloseTo(-StrictMath.log(2), offset(1e-15));
  }

  @Test
  void softmaxAlongAnAxisInTheMiddle() {
    Node x = Node.constant(tensor(1, 5, 2, -1, 0, 3, 7, 7).reshape(Shape.of(2, 2, 2)));
    Node along = x.softmax(1).times(x);
    Node swapped = x.permute(List.of(0, 2, 1));
    Node last = swapped.softmax(2).times(swapped).permute(List.of(0, 2, 1));
    assertThat(slope(along.times(along), x)).containsExactly(slope(last.times(last), x));
  }

  @Test
  void negativeLogLikelihoodOfAnImpossibleClass() {
    Node x = constant(0, -INFINITY);
    assertThat(values(new NegativeLogLikelihood(0).of(x, constant(1, 0)))).containsExactly(0);
    assertThat(values(new NegativeLogLikelihood(0).of(x, constant(0, 1))))
        .containsExactly(INFINITY);
  }

  @Test
  void labelsOutsideTheClassesGiveNaN() {
    Node labels = Node.constant(Tensor.of(Shape.of(3), 1, -1, 2));
    ClassLabels classes = new ClassLabels(labels, 2, DType.F64);
    double nan = Double.NaN;
    assertThat(values(classes.oneHot())).containsExactly(0, 1, nan, nan, nan, nan);
    assertThat(values(classes.smoothed(0.5))).startsWith(0.25, 0.75);
    assertThat(values(classes.weights(constant(3, 4)))).containsExactly(4, nan, nan);
  }

  @Test
  void anEmptyMeanIsNaN() {
    Node none = Input.of("x", TensorType.f64(0));
    Map<Node, Tensor> feeds = Map.of(none, tensor());
    Judge<Double> judge = Judge.inDouble();
    assertThat(judge.evaluate(LossReduction.SUM.of(none), feeds).toDoubles()).containsExactly(0);
    assertThat(judge.evaluate(LossReduction.MEAN.of(none), feeds).toDoubles())
        .containsExactly(Double.NaN);
    assertThat(values(LossReduction.MEAN.of(constant(1, 2), constant(0, 0))))
        .containsExactly(Double.NaN);
    assertThat(values(LossReduction.MEAN.of(constant(1, 2, INFINITY), constant(1, 3, 0))))
        .containsExactly(1.75);
    assertThat(values(LossReduction.NONE.of(constant(1, 2), constant(1, 3)))).containsExactly(1, 6);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Node x = Input.of("x", TensorType.f32(8, 10));
    Node labels = Input.of("t", TensorType.i64(8));
    assertThatThrownBy(() -> new SoftmaxCrossEntropy(1).of(x, labels))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "softmaxCrossEntropy(logits=f32[8, 10], target=i64[8]): expected a target of the"
                + " logits' type, found i64[8]. Turn labels into one-hot rows.");
    assertThatThrownBy(() -> new ClassLabels(labels, 10, DType.F32).smoothed(2))
        .hasMessage("smoothed(epsilon=2.0): expected a number from 0 to 1, found 2.0. Use 0.1.");
    assertThatThrownBy(() -> new ClassLabels(labels, 10, DType.F32).weights(x))
        .hasMessage(
            "weights(classWeights=f32[8, 10]): expected f32[10], found f32[8, 10]. Give one weight"
                + " for each class.");
  }
}
