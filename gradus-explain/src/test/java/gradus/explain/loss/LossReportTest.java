package gradus.explain.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import gradus.explain.claim.ClaimException;
import gradus.explain.loss.LossComparisonReport.Grid;
import gradus.explain.notation.FormulaText;
import gradus.formula.Formula;
import gradus.reference.DoubleNumbers;
import gradus.reference.FormulaValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossReportTest {

  private static final Grid GRID = new Grid(-2, 2, 3);

  private static LossReport report(String formula, double... labels) {
    return LossReport.of(formula, GRID, java.util.Arrays.stream(labels).boxed().toList());
  }

  @Test
  void readsTheSquaredErrorOfASigmoidAsTheTextDoes() {
    LossReport report = report("(y - sigmoid(a))^2", 1);
    LossAnalysis.Point bend = report.analyses().getFirst().inflections().getFirst();
    assertThat(bend.a()).isCloseTo(-StrictMath.log(2), within(3e-16));
    assertThat(bend.value()).isCloseTo(4 / 9.0, within(3e-16));
    assertThat(bend.slope()).isCloseTo(-8 / 27.0, within(3e-16));
    assertThat(report.analyses().getFirst().steepest()).isEqualTo(bend);
    assertThat(report.convex()).containsExactly("REFUTED");
    assertThat(report.races().getFirst().after().get(4)).isCloseTo(-9.9982, within(5e-5));
    assertThat(report.races().getFirst().after().getLast()).isCloseTo(-9.9817, within(5e-5));
    assertThat(report.rows().get(1).value()).isEqualTo(0.25);
    assertThat(report.rows().get(1).slope()).isEqualTo(-0.25);
    assertThat(LossReportText.page(report)).contains("<svg", "<math").doesNotContain("http");
  }

  @Test
  void provesAWeightedCrossEntropyConvex() {
    LossReport report = report("(1-y)*softplus(a) + 2*y*softplus(-a)", 1);
    assertThat(report.convex()).containsExactly("PROVED");
    assertThat(report.analyses().getFirst().isConvex()).isTrue();
    assertThat(report.analyses().getFirst().steepest().slope()).isCloseTo(-2, within(1e-9));
    assertThat(report.verdict())
        .contains(
            "L at y = 1 is convex in a; |slope| approaches 2.00000 and stays where the output is"
                + " confidently wrong.",
            "That it is convex in a at y = 1: PROVED.");
  }

  /// Without a label, or with one that it does not fit, no output is wrong.
  @Test
  void noOutputIsWrongOfWhatIsNoLoss() {
    assertThat(report("sigmoid(a)", 1).verdict())
        .first()
        .asString()
        .endsWith("and vanishes towards the end at which L is larger.");
    assertThat(report("y*softplus(a)", 1).verdict())
        .first()
        .asString()
        .endsWith("and stays towards the end at which L is larger.");
  }

  @Test
  void findsKinksOnBothSidesOfWhichTheSlopeDiffers() {
    assertThat(report("max(1 - y*a, 0)", 1).analyses().getFirst().kinks())
        .containsExactly(new LossAnalysis.Kink(1, -1, 0));
    LossAnalysis ramp = report("min(max(a, 0), 1)", 1).analyses().getFirst();
    assertThat(ramp.isConvex()).isFalse();
    assertThat(ramp.kinks())
        .containsExactly(new LossAnalysis.Kink(0, 0, 1), new LossAnalysis.Kink(1, 1, 0));
    assertThat(ramp.steepest().slope()).isEqualTo(1);
    assertThat(LossComparisonReport.sentence(ramp))
        .startsWith("L at y = 1 is neither convex nor concave in a: it bends at a = 1.000000; ");
  }

  @Test
  void saysWhereALossIsNotDefined() {
    LossReport report = report("(y - log(a))^2", 1);
    assertThat(report.rows().getFirst().value()).isNaN();
    assertThat(LossReportText.lines(report)).anyMatch(line -> line.contains("undefined"));
    assertThat(report.verdict()).noneMatch(line -> line.contains("NaN"));
  }

  @Test
  void pointsAtWhatItDoesNotUnderstand() {
    assertThatThrownBy(() -> report("2*x*a", 1))
        .isInstanceOf(ClaimException.class)
        .hasMessage("character 3: expected no names but a and y, found \"x\". Put a number there.");
    assertThatThrownBy(() -> report("focal(a,", 1))
        .isInstanceOf(ClaimException.class)
        .hasMessage(
            "character 9: expected the rest of the formula, found its end. Finish it, or close"
                + " parentheses.");
    assertThatThrownBy(() -> report("a < y", 1)).isInstanceOf(ClaimException.class);
  }

  @Test
  void readsSeveralLabels() {
    assertThat(report("(a - y)^2", 0, 0.5).analyses())
        .extracting(it -> it.curve().label())
        .isEqualTo(List.of(0.0, 0.5));
  }

  @Test
  void aPoleIsNoInflection() {
    for (String pole : List.of("1/(a - y)", "1/(a - y)^2")) {
      for (double y : List.of(0.0, 1 / 3.0)) {
        LossAnalysis analysis = report(pole, y).analyses().getFirst();
        assertThat(analysis.isConvex()).as(pole).isFalse();
        assertThat(analysis.inflections()).isEmpty();
        assertThat(analysis.breaks())
            .singleElement()
            .satisfies(at -> assertThat(at).isCloseTo(y, within(1e-9)));
        assertThat(LossComparisonReport.sentence(analysis)).contains("|slope| has no bound");
      }
    }
    LossAnalysis tangent = report("tan(a)", 0).analyses().getFirst();
    assertThat(tangent.breaks()).hasSize(20);
    assertThat(tangent.inflections()).hasSize(19);
  }

  @Test
  void aLossOnHalfALineIsConvexThere() {
    LossAnalysis analysis = report("-log(a)", 0).analyses().getFirst();
    assertThat(analysis.isConvex()).isTrue();
    assertThat(analysis.convex().getFirst().from()).isCloseTo(0, within(1e-12));
    assertThat(analysis.isUnbounded()).isTrue();
  }

  @Test
  void aRunnerThatRunsAwayIsTold() {
    assertThat(LossReportText.lines(report("exp(a^2)", 0)))
        .anyMatch(line -> line.contains("diverged"))
        .allMatch(line -> line.length() < 200);
    assertThat(report("sin(3*a)", 0).verdict()).anyMatch(line -> line.contains("… (57 places)"));
  }

  /// What grows for ever has no largest slope; what approaches a limit has that limit.
  @Test
  void theBoundOfASlopeIsThatOfTheWholeLine() {
    for (String growing : List.of("(y-a)^2", "a^4 - 2*a^2", "exp(a)", "log(1 + (a-y)^2)*a")) {
      LossAnalysis analysis = report(growing, 1).analyses().getFirst();
      assertThat(analysis.isUnbounded()).as(growing).isTrue();
    }
    assertThat(report("(y-a)^2", 1).verdict())
        .first()
        .isEqualTo(
            "L at y = 1 is convex in a; |slope| has no bound and grows where the output is"
                + " confidently wrong.");
    LossAnalysis smooth = report("sqrt(1 + (y-a)^2)", 1).analyses().getFirst();
    assertThat(smooth.isUnbounded()).isFalse();
    assertThat(smooth.bound()).isCloseTo(1, within(1e-11));
    assertThat(smooth.isSteepestAtAnEnd()).isTrue();
    assertThat(report("log(1 + (y-a)^2)", 1).analyses().getFirst().bound())
        .isCloseTo(1, within(1e-12)); // at |y − a| = 1
    assertThat(report("softplus(a)", 1).analyses().getFirst().bound()).isEqualTo(1);
  }

  @Test
  void whereThereIsNoValueThereIsNoSlope() {
    LossReport report = report("log(a)", 1);
    assertThat(report.rows().getFirst().slope()).isNaN();
    assertThat(report.rows().getFirst().curvature()).isNaN();
    assertThat(report.races().getFirst().after()).allMatch(a -> a.isNaN());
    assertThat(LossReportText.lines(report)).anyMatch(line -> line.matches(" +200 +undefined .*"));
  }

  @Test
  void aFormulaWithoutValuesIsRefused() {
    assertThatThrownBy(() -> report("log(-1-a^2)", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "losses of log(-1-a^2) at y = 1: expected a finite value for some logit a from −30 to"
                + " 30, found none. Mend the formula, or give other labels.");
  }

  @Test
  void aFormulaWithoutALabelIsReadOnce() {
    LossReport report = report("focal(a, 2)", 0, 1);
    assertThat(report.analyses()).hasSize(1);
    assertThat(report.verdict())
        .startsWith(
            "L is neither convex nor concave in a: it bends at a = −2.790377; |slope| is at most"
                + " 1.12898 and stays towards the end at which L is larger.",
            "That it is convex in a: REFUTED.");
    assertThat(LossReportText.lines(report)).contains("any label").doesNotContain("label y = 0");
  }

  @Test
  void ticksAreRound() {
    assertThat(LossReportText.page(report("(y - sigmoid(a))^2", 1)))
        .contains(">0.8</text>", ">−0.05</text>", ">−8</text>", "class=\"zero\"");
  }

  /// What is shown is short, and still the slope.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-y*log(sigmoid(a)) - (1-y)*log(1-sigmoid(a)) | σ(a) − y",
        "(1-y)*softplus(a) + y*softplus(-a) | σ(a) − y",
        "log(1+exp(a)) - y*a | σ(a) − y",
        "log(1+exp(-a*(2*y-1))) | (1 − 2·y)·σ(−a·(2·y − 1))",
        "focal(a,2) | 2·(1 − σ(a))²·σ(a)·log(σ(a)) − (1 − σ(a))³",
        "hinge(a,y) | {−y if 1 − a·y > 0; 0 otherwise}",
        "huber(a-y,1) | {a − y if −1 ≤ a − y ≤ 1; 1 if a − y > 0; −1 if a − y < 0; 0 otherwise}",
        "sqrt(1+(a-y)^2)-1 | (a − y)/√(1 + (a − y)²)",
        "-log(1/(1+exp(-a))) | −σ(−a)",
        "a^4/4 - y*a | a³ − y",
        "y/(1+a^2) | −2·y·a/(1 + a²)²",
      })
  void slopesAreShownShort(String loss, String slope) {
    LossReport report = report(loss, 1, 0);
    assertThat(FormulaText.of(report.slope())).isEqualTo(slope);
    for (double y : List.of(0.0, 0.3, 1.0, -2.0)) {
      LossCurve curve = LossCurve.of("L", report.formula(), y);
      for (double a : List.of(-2.3, -0.4, 0.7, 3.1)) {
        Map<String, Double> at = Map.of("a", a, "y", y);
        double shown = new FormulaValue<>(new DoubleNumbers(), at, Map.of()).of(report.slope());
        assertThat(shown).isCloseTo(curve.slope().applyAsDouble(a), within(1e-12));
      }
    }
  }

  /// What may be 0 does not cancel: `a/a` has no value at 0.
  @Test
  void whatMayBeZeroStaysBelowTheLine() {
    assertThat(FormulaText.of(Factors.of(Formula.var("a").over(Formula.var("a"))).formula()))
        .isEqualTo("a/a");
    Formula growing = Formula.call("exp", Formula.var("a"));
    assertThat(Factors.of(growing.over(growing)).formula()).isEqualTo(Formula.ONE);
    assertThat(FormulaText.of(Factors.of(growing.over(growing.plus(Formula.number(2)))).formula()))
        .isEqualTo("e^a/(e^a + 2)");
  }

  /// Numbers have a minus, words a hyphen.
  @Test
  void numbersHaveAMinusAndNoHyphen() {
    assertThat(LossReportText.lines(report("(y - sigmoid(a))^2", -1, 1)))
        .noneMatch(line -> line.matches(".*(^|[ (=])-[0-9].*"))
        .anyMatch(line -> line.contains("y = −1"))
        .anyMatch(line -> line.contains("cross-entropy at"));
  }

  /// At y = −1 the weighted cross-entropy is `2a`: what rounding leaves of its curvature is no
  /// bend.
  @Test
  void whatCancelsIsZeroAndWhatIsSmallIsNot() {
    LossReport straight = report("(1-y)*softplus(a) + 2*y*softplus(-a)", -1);
    assertThat(straight.rows()).extracting(LossReport.Row::curvature).containsOnly(0.0);
    assertThat(straight.analyses().getFirst().isConvex()).isTrue();
    assertThat(straight.analyses().getFirst().inflections()).isEmpty();
    LossCurve small = LossCurve.of("L", report("exp(-70 - a^2)", 1).formula(), 1);
    assertThat(small.curvature().applyAsDouble(0))
        .isCloseTo(-2 * StrictMath.exp(-70), withPercentage(1e-9));
    assertThat(report("softplus(a)", 1).rows().getFirst().value()).isPositive();
  }
}
