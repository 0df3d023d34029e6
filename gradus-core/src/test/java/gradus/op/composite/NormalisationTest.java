package gradus.op.composite;

import static gradus.op.composite.LossRows.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import gradus.autodiff.Gradients;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.reference.Judge;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NormalisationTest {

  private static double[] values(Node node) {
    return Judge.inDouble().evaluate(node, Map.of()).toDoubles();
  }

  private static Node constant(Shape shape, double... values) {
    return Node.constant(tensor(values).reshape(shape));
  }

  private static Node all(double value, int size) {
    return Node.constant(value, TensorType.f64(size));
  }

  private static Node apply(Normalisation norm, Node x, Node scale, Node shift) {
    return Node.of(norm, List.of(x, scale, shift));
  }

  private static Node counting(int... sizes) {
    Shape shape = Shape.of(sizes);
    double[] values = new double[shape.elements()];
    Arrays.setAll(values, i -> i % 7 + i * i % 5);
    return constant(shape, values);
  }

  @Test
  void aChannelIsNormalisedOverTheBatchAndAllPlaces() {
    Node x = constant(Shape.of(2, 2, 2), 1, 3, 10, 10, 1, 3, 10, 10);
    Node y = apply(new BatchNorm(1e-300), x, all(2, 2), all(5, 2));
    assertThat(values(y)).containsExactly(3, 7, 5, 5, 3, 7, 5, 5);
  }

  @Test
  void theVarianceIsTheBiasedOne() {
    Node x = constant(Shape.of(4, 1), 1, 2, 3, 6);
    Standardised statistics = new BatchNorm(1e-5).statistics(x);
    assertThat(statistics.mean().type()).isEqualTo(TensorType.f64(1));
    assertThat(values(statistics.mean())).containsExactly(3);
    assertThat(values(statistics.variance())).containsExactly(3.5);
  }

  @Test
  void aLargeMeanCostsNothing() {
    double far = 1L << 40;
    Node x = constant(Shape.of(1, 4), far, far + 1, far + 2, far + 3);
    Node near = constant(Shape.of(1, 4), 0, 1, 2, 3);
    LayerNorm norm = new LayerNorm(List.of(1), 1e-5);
    assertThat(values(apply(norm, x, all(1, 4), all(0, 4))))
        .containsExactly(values(apply(norm, near, all(1, 4), all(0, 4))));
  }

  @Test
  void oneStatisticForTheInferenceFormGivesTheTrainingForm() {
    Node x = counting(3, 2, 4);
    Node scale = constant(Shape.of(2), 2, -3);
    Node shift = constant(Shape.of(2), 1, 0.5);
    BatchNorm norm = new BatchNorm(1e-3);
    Standardised batch = norm.statistics(x);
    Node inference = norm.inference(x, scale, shift, batch.mean(), batch.variance());
    assertThat(values(inference))
        .containsExactly(values(apply(norm, x, scale, shift)), offset(1e-14));
  }

  @Test
  void groupsBetweenOneChannelAndAll() {
    Node x = counting(2, 4, 3);
    double[] whole = values(apply(new GroupNorm(1, 1e-5), x, all(1, 4), all(0, 4)));
    Node flat = x.reshape(Shape.of(2, 12));
    double[] layer = values(apply(new LayerNorm(List.of(1), 1e-5), flat, all(1, 12), all(0, 12)));
    assertThat(whole).containsExactly(layer);
    double[] instance = values(apply(new GroupNorm(4, 1e-5), x, all(1, 4), all(0, 4)));
    Node rows = x.reshape(Shape.of(8, 3));
    double[] each = values(apply(new LayerNorm(List.of(1), 1e-5), rows, all(1, 3), all(0, 3)));
    assertThat(instance).containsExactly(each);
  }

  @Test
  void shiftingOrScalingTheInputChangesNothingSoItsGradientIsAcross() {
    Node x = counting(4, 3);
    Node weights = counting(3, 4).reshape(Shape.of(4, 3)).sin();
    Node y = apply(new BatchNorm(1e-12), x, all(1, 3), all(0, 3)).times(weights).sum();
    Node slope = Gradients.of(y, List.of(x)).getFirst();
    assertThat(values(slope.sum(List.of(0), false))).containsExactly(new double[3], offset(1e-14));
    assertThat(values(slope.times(x).sum(List.of(0), false)))
        .containsExactly(new double[3], offset(1e-10));
    assertThat(values(slope.times(slope).sum())[0]).isGreaterThan(1e-3);
  }

  @Test
  void equalElementsGiveTheShift() {
    Node x = constant(Shape.of(2, 3), 4, 4, 4, 4, 4, 4);
    Node y = apply(new LayerNorm(List.of(1), 1e-5), x, all(3, 3), all(7, 3));
    assertThat(values(y)).containsOnly(7);
    assertThat(values(Gradients.of(y.sum(), List.of(x)).getFirst())).containsOnly(0);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Node x = Input.of("x", TensorType.f32(8, 6, 5));
    Node six = Input.of("scale", TensorType.f32(6));
    Node five = Input.of("shift", TensorType.f32(5));
    assertThatThrownBy(() -> apply(new BatchNorm(1e-5), x, six, five))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "batchNorm(x=f32[8, 6, 5]): expected a shift of type f32[6], found f32[5]. Give one"
                + " value for each index of axes [1].");
    assertThatThrownBy(() -> apply(new GroupNorm(4, 1e-5), x, six, six))
        .hasMessage(
            "groupNorm(x=f32[8, 6, 5]): expected channels on axis 1 in 4 equal groups, found shape"
                + " [8, 6, 5]. Choose a divisor of the channels.");
    assertThatThrownBy(() -> apply(new LayerNorm(List.of(3), 1e-5), x, six, six))
        .hasMessage(
            "layerNorm(x=f32[8, 6, 5]): expected axes from 0 to 2, found [3]. Count axes from the"
                + " front.");
    Node integers = Input.of("x", TensorType.i64(2, 6));
    assertThatThrownBy(() -> apply(new BatchNorm(1e-5), integers, six, six))
        .isInstanceOf(GraphException.class)
        .hasMessage("batchNorm(x=i64[2, 6]): expected f32 or f64, found i64. Cast x first.");
    assertThatThrownBy(() -> apply(new BatchNorm(1e-5), six, six, six))
        .hasMessage(
            "batchNorm(x=f32[6]): expected axes for batch and channels, found rank 1. Reshape x to"
                + " [batch, channels].");
  }

  @Test
  void attributesAreChecked() {
    assertThatThrownBy(() -> new BatchNorm(0))
        .hasMessage(
            "batchNorm(epsilon=0.0): expected a finite epsilon above 0, found 0.0. Use 1e-5.");
    assertThatThrownBy(() -> new GroupNorm(0, 1e-5))
        .hasMessage(
            "groupNorm(groups=0): expected at least one group, found 0. Use 1 for all channels"
                + " together.");
    assertThatThrownBy(() -> new LayerNorm(List.of(), 1e-5))
        .hasMessage(
            "layerNorm(axes=[]): expected at least one axis, found none. Name the axes of the"
                + " features.");
  }
}
