package gradus.explain.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.explain.loss.LossComparisonReport.Grid;
import gradus.formula.Formula;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossComparisonReportTest {

  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  void findsLn2AndFourNinthsAndEightTwentySevenths(double y) {
    for (LossCurve curve :
        List.of(
            LossCurve.squaredError(y), LossCurve.of("MSE", LossCurve.squaredErrorFormula(), y))) {
      LossAnalysis found = LossAnalysis.of(curve);
      assertThat(found.inflections()).hasSize(1);
      LossAnalysis.Point bend = found.inflections().getFirst();
      double sign = y == 1 ? -1 : 1;
      assertThat(bend.a()).isCloseTo(sign * StrictMath.log(2), within(3e-16));
      assertThat(bend.value()).isCloseTo(4 / 9.0, within(3e-16));
      assertThat(bend.slope()).isCloseTo(sign * 8 / 27.0, within(3e-16));
      assertThat(found.steepest()).isEqualTo(bend);
      assertThat(found.standsStillWhereWrong()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.25, 1})
  void findsCrossEntropyConvex(double y) {
    LossAnalysis found = LossAnalysis.of(LossCurve.crossEntropy(y));
    assertThat(found.isConvex()).isTrue();
    assertThat(found.standsStillWhereWrong()).isFalse();
    assertThat(found.convex())
        .containsExactly(
            new LossAnalysis.Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
  }

  /// The formulas that keep their digits against the plain ones in 50 digits.
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.25, 0.5, 1})
  void accurateFormulasAgreeWithManyDigits(double y) {
    LossCurve ce = LossCurve.of("CE", LossCurve.crossEntropyFormula(), y);
    LossCurve mse = LossCurve.of("MSE", LossCurve.squaredErrorFormula(), y);
    for (double a = -30; a <= 30; a += 2.5) {
      assertSame(LossCurve.crossEntropy(y), ce, a);
      assertSame(LossCurve.squaredError(y), mse, a);
    }
  }

  private static void assertSame(LossCurve found, LossCurve right, double a) {
    boolean hard = right.label() % 1 == 0;
    for (var pair :
        List.of(
            List.of(found.value(), right.value()),
            List.of(found.slope(), right.slope()),
            List.of(found.curvature(), right.curvature()))) {
      double expected = pair.get(1).applyAsDouble(a);
      double error = hard ? 2e-15 * Math.abs(expected) : 1e-15 * (1 + Math.abs(expected));
      assertThat(pair.get(0).applyAsDouble(a))
          .as("%s at %s", right.name(), a)
          .isCloseTo(expected, within(error));
    }
  }

  @Test
  void runsTheRaceOfTheText() {
    LossComparisonReport report = LossComparisonReport.of(new Grid(-8, 8, 17), List.of(0.0, 1.0));
    assertThat(report.rows()).hasSize(34);
    assertThat(report.races().get(0).after().get(4)).isCloseTo(2.1955, within(5e-5));
    assertThat(report.races().get(1).after().get(4)).isCloseTo(-9.9982, within(5e-5));
    assertThat(report.races().get(0).after().getLast()).isCloseTo(5.2334, within(5e-5));
    assertThat(report.races().get(1).after().getLast()).isCloseTo(-9.9817, within(5e-5));
    assertThat(report.verdict().get(2))
        .isEqualTo(
            "CE at y = 1 is convex in a; |slope| approaches 1.00000 and stays where the output is"
                + " confidently wrong.");
    assertThat(report.verdict().get(3))
        .isEqualTo(
            "MSE at y = 1 is neither convex nor concave in a: it bends at a = −0.693147; |slope| is"
                + " at most 0.296296 and vanishes where the output is confidently wrong.");
    assertThat(LossPage.of(report)).contains("<svg", "0.4444444444").doesNotContain("http");
  }

  @Test
  void readsTheShapeOfAnyFormula() {
    Formula a = Formula.var("a");
    Formula y = Formula.var("y");
    Formula square = a.minus(y).power(Formula.number(2));
    LossAnalysis found = LossAnalysis.of(LossCurve.of("square", square, 1));
    assertThat(found.isConvex()).isTrue();
    assertThat(LossAnalysis.of(LossCurve.of("negative", square.negated(), 1)).convex()).isEmpty();
  }

  @Test
  void refusesLabelsAndGridsThatAreNone() {
    assertThatThrownBy(() -> LossComparisonReport.of(new Grid(-1, 1, 3), List.of(2.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "losses at label 2.0: expected a label from 0 to 1, found 2.0. Give probabilities.");
    assertThatThrownBy(() -> new Grid(1, 1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Grid(low=1.0, high=1.0, n=3): expected a lower end below the higher one and 2 points"
                + " or more, found others. Write lo:hi:n, such as -8:8:17.");
  }
}
