package gradus.op.composite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import gradus.op.Node;
import gradus.op.source.Input;
import gradus.tensor.GraphException;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointwiseLossTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  private static void assertRow(LossRows row, double value, double first, double second) {
    double[] found = {row.value()[0], row.first()[0], row.second()[0]};
    double[] right = {value, first, second};
    for (int i = 0; i < 3; i++) {
      if (Double.isFinite(right[i])) {
        assertThat(found[i]).isCloseTo(right[i], offset(2e-15 * Math.abs(right[i])));
      } else {
        assertThat(found[i]).isEqualTo(Double.valueOf(right[i]));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "800, 0, 800, 1, 0",
    "800, 1, 0, 0, 0",
    "-800, 1, 800, -1, 0",
    "40, 1, 4.248354255291589e-18, -4.248354255291589e-18, 4.248354255291589e-18",
    "40, 0, 40, 1, 4.248354255291589e-18",
    "-40, 0, 4.248354255291589e-18, 4.248354255291589e-18, 4.248354255291589e-18",
    "0, 0.5, 0.6931471805599453, 0, 0.25",
    "1e308, 0, 1e308, 1, 0",
    "Infinity, 1, 0, 0, 0",
    "Infinity, 0, Infinity, 1, 0",
    "-Infinity, 1, Infinity, -1, 0",
    "Infinity, 0.5, Infinity, 0.5, 0",
    "NaN, 1, NaN, NaN, NaN"
  })
  void binaryCrossEntropyFromLogits(double x, double t, double value, double d1, double d2) {
    assertRow(LossRows.of(new BinaryCrossEntropy(), x, t), value, d1, d2);
  }

  @Test
  void binaryCrossEntropyByTheTarget() {
    LossRows even = LossRows.of(new BinaryCrossEntropy(), 3, 1);
    assertThat(even.byTarget()).containsExactly(-3);
    assertThat(even.mixed()[0]).isCloseTo(-1, offset(1e-15));
    LossRows weighted = LossRows.of(new BinaryCrossEntropy(4), 0, 0.5);
    assertThat(weighted.byTarget()[0]).isCloseTo(3 * StrictMath.log(2), offset(1e-15));
    assertThat(weighted.mixed()).containsExactly(-2.5);
  }

  @ParameterizedTest
  @CsvSource({
    "800, 0, 1, 0, 0",
    "40, 1, 1.8048513878454153e-35, -3.6097027756908307e-35, 7.2194055513816611e-35",
    "-40, 1, 1, -8.496708510583178e-18, -8.496708510583178e-18",
    "Infinity, 0, 1, 0, 0",
    "-Infinity, 1, 1, 0, 0",
    "NaN, 0, NaN, NaN, NaN"
  })
  void squaredErrorOfASigmoid(double x, double t, double value, double d1, double d2) {
    assertRow(LossRows.of(new SigmoidSquaredError(), x, t), value, d1, d2);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 1, 1",
    "1, 1, 0, -1, 1",
    "0, 1, Infinity, -Infinity, Infinity",
    "1, 0, Infinity, Infinity, Infinity",
    "0.25, 1, 1.3862943611198906, -4, 16",
    "NaN, 0, NaN, NaN, NaN"
  })
  void binaryCrossEntropyOfAProbability(double g, double t, double value, double d1, double d2) {
    assertRow(LossRows.of(new BinaryCrossEntropyOfProbability(), g, t), value, d1, d2);
  }

  @Test
  void aFloorKeepsTheLossOfAProbabilityFinite() {
    PointwiseLoss floored = new BinaryCrossEntropyOfProbability(1e-7);
    assertRow(LossRows.of(floored, 0, 1), -StrictMath.log(1e-7), 0, 0);
    assertRow(LossRows.of(floored, 1, 0), -StrictMath.log(1e-7), 0, 0);
    assertRow(LossRows.of(floored, 0.5, 1), StrictMath.log(2), -2, 4);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 1, 4, 4, 2",
    "-1e200, 0, Infinity, -2e200, 2",
    "Infinity, 0, Infinity, Infinity, 2",
    "NaN, 0, NaN, NaN, 2"
  })
  void squaredError(double x, double t, double value, double d1, double d2) {
    assertRow(LossRows.of(new SquaredError(), x, t), value, d1, d2);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 1, 2, 1, 0",
    "1, 3, 2, -1, 0",
    "2, 2, 0, 0, 0",
    "-Infinity, 0, Infinity, -1, 0",
    "NaN, 0, NaN, NaN, 0"
  })
  void absoluteError(double x, double t, double value, double d1, double d2) {
    assertRow(LossRows.of(new AbsoluteError(), x, t), value, d1, d2);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0.5, 1, 1",
    "5, 0, 8, 2, 0",
    "-5, 0, 8, -2, 0",
    "1e200, 0, 2e200, 2, 0",
    "-Infinity, 0, Infinity, -2, 0",
    "NaN, 0, NaN, NaN, 0"
  })
  void huber(double x, double t, double value, double d1, double d2) {
    LossRows row = LossRows.of(new Huber(2), x, t);
    assertThat(row.value()[0]).isEqualTo(Double.valueOf(value));
    assertThat(row.first()[0]).isEqualTo(Double.valueOf(d1));
    if (!Double.isNaN(x)) {
      assertThat(row.second()[0]).isEqualTo(d2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 1, 0.5, -1, 0",
    "2, 1, 0, 0, 0",
    "1, 1, 0, 0, 0",
    "2, -1, 3, 1, 0",
    "-Infinity, 1, Infinity, -1, 0"
  })
  void hinge(double x, double t, double value, double d1, double d2) {
    assertRow(LossRows.of(new Hinge(false), x, t), value, d1, d2);
  }

  @Test
  void squaredHinge() {
    assertRow(LossRows.of(new Hinge(true), 2, -1), 9, 6, 2);
    assertRow(LossRows.of(new Hinge(true), 2, 1), 0, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"0", "0.5", "1", "2", "5"})
  void focalIsFiniteAtTheEdges(double gamma) {
    for (double x : new double[] {-INFINITY, -800, -40, 0, 40, 800, INFINITY}) {
      for (double t : new double[] {0, 0.25, 1}) {
        LossRows row = LossRows.of(Focal.of(gamma), x, t);
        boolean infinite = Double.isInfinite(x) && t != (x > 0 ? 1 : 0);
        assertThat(row.value()[0])
            .as("%s at %s", x, t)
            .satisfies(
                value ->
                    assertThat(infinite ? value == INFINITY : value >= 0 && value < 900).isTrue());
        assertThat(row.first()[0]).isFinite();
        assertThat(row.second()[0]).isFinite();
      }
    }
  }

  @Test
  void focalWeighsItsClasses() {
    LossRows positive = LossRows.of(Focal.of(0, 0.25), 0, 1);
    LossRows negative = LossRows.of(Focal.of(0, 0.25), 0, 0);
    assertThat(negative.value()[0]).isCloseTo(3 * positive.value()[0], offset(1e-15));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Node x = Input.of("x", TensorType.f32(2, 3));
    assertThatThrownBy(() -> new SquaredError().of(x, Input.of("t", TensorType.f32(2))))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "squaredError(prediction=f32[2, 3], target=f32[2]): expected equal shapes, found [2, 3]"
                + " and [2]. Reshape or broadcast the target.");
    assertThatThrownBy(() -> new Huber(1).of(x, Input.of("t", TensorType.i64(2, 3))))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "huber(prediction=f32[2, 3], target=i64[2, 3]): expected f32 or f64 for both, found f32"
                + " and i64. Cast them to one type.");
  }

  @Test
  void attributesAreChecked() {
    assertThatThrownBy(() -> new Huber(0))
        .hasMessage(
            "huber(delta=0.0): expected a finite delta above 0, found 0.0. Use 1.0, or squaredError"
                + " for no bound.");
    assertThatThrownBy(() -> new BinaryCrossEntropy(NAN))
        .hasMessage(
            "binaryCrossEntropy(positiveWeight=NaN): expected a finite weight of 0 or more, found"
                + " NaN. Use 1 for no weight.");
    assertThatThrownBy(() -> new BinaryCrossEntropyOfProbability(0.5))
        .hasMessage(
            "binaryCrossEntropyOfProbability(floor=0.5): expected a floor from 0 to below 0.5,"
                + " found 0.5. Use 0 for none.");
    assertThatThrownBy(() -> Focal.of(-1))
        .hasMessage(
            "focal(gamma=-1.0, positive=1.0, negative=1.0): expected finite numbers of 0 or more,"
                + " found one that is not. Use focal(2.0).");
  }
}
