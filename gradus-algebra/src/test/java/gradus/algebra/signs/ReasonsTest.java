package gradus.algebra.signs;

import static gradus.algebra.refute.Terms.*;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.Reason;
import gradus.algebra.Setting;
import gradus.algebra.Setting.Kind;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.reference.Fraction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a value and a slope, and what a few values, show and do not show.
class ReasonsTest {

  private static final Var A = Formula.var("a");

  private static void refused(Setting setting, Reason why) {
    assertThat(Reasons.hold(setting, why)).as(why.toString()).isFalse();
  }

  /// The value at a point and the slope say nothing where the function is not smooth between.
  @Test
  void noMeanIsTakenOverAKinkOrAPoleOrOutsideOfWhatIsGiven() {
    Setting near = new Setting(Map.of(), Map.of(), List.of(between(n(-1), A, n(1))));
    for (Formula term :
        List.of(f("abs", A).negated(), div(n(1), A), f("log", A), add(A, div(n(-1), n(4))))) {
      refused(near, new Reason.Mean(term, false, A, Fraction.ONE));
    }
    Setting far = new Setting(Map.of(), Map.of(), List.of(is(A, Relation.GE, n(1))));
    refused(far, new Reason.Mean(A.negated(), false, A, Fraction.of(-1)));
    assertThat(Reasons.hold(far, new Reason.Mean(A, true, A, Fraction.ONE))).isTrue();
    Setting whole = new Setting(Map.of("a", Kind.INTEGER), Map.of(), far.given());
    refused(whole, new Reason.Mean(A, true, A, Fraction.ONE));
  }

  @Test
  void valuesAreAllThatANameHas() {
    Setting two =
        new Setting(
            Map.of(),
            Map.of(),
            List.of(
                new Condition.Or(List.of(is(A, Relation.EQ, n(-1)), is(A, Relation.EQ, n(1))))));
    Formula square = sub(pow(A, 2), n(1));
    Reason zero = new Reason.Parts(sub(pow(n(1), 2), n(1)), false);
    Reason other = new Reason.Parts(sub(pow(n(-1), 2), n(1)), false);
    List<Fraction> both = List.of(Fraction.ONE, Fraction.of(-1));
    assertThat(Reasons.hold(two, new Reason.Values(square, false, A, both, List.of(zero, other))))
        .isTrue();
    refused(two, new Reason.Values(square, false, A, List.of(Fraction.ONE), List.of(zero)));
    Setting between = new Setting(Map.of(), Map.of(), List.of(between(n(-1), A, n(1))));
    // a square is not affine: it is less between the ends than at them
    refused(between, new Reason.Values(square, false, A, both, List.of(zero, other)));
  }
}
