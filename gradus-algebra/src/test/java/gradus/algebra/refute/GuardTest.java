package gradus.algebra.refute;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.algebra.ContradictionException;
import gradus.algebra.Counterexample;
import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A wrong proof and a wrong counterexample are noticed, right ones are not complained of.
class GuardTest {

  private static final Formula A = Formula.var("a");

  private static Goal.Compare goal(Formula left, Relation relation, Formula right) {
    Setting setting = new Setting(Map.of("a", Setting.Kind.REAL), Map.of(), List.of());
    return new Goal.Compare(setting, left, relation, right);
  }

  private static Counterexample at(long value) {
    return new Counterexample(
        new TreeMap<>(Map.of("a", Fraction.of(value))), new TreeMap<>(), "left", "right");
  }

  @Test
  void aFalseEquationIsNoticed() {
    Goal.Compare wrong = goal(A.times(A), Relation.EQ, A.times(Formula.number(3)));
    assertThatThrownBy(() -> Guard.proved(wrong))
        .isInstanceOf(ContradictionException.class)
        .hasMessageStartingWith("contradiction at {a=")
        .hasMessageContaining(": expected that left = right, as was proved, found ")
        .hasMessageEndingWith(
            "This is a defect of Gradus: do not trust the answer, and report the claim.");
  }

  @Test
  void aFalseDerivativeIsNoticedWithoutTheRules() {
    Formula slope = Derivative.untaken(Formula.call("tanh", A), A);
    Goal.Compare wrong = goal(slope, Relation.EQ, Formula.call("sigmoid", A));
    assertThatThrownBy(() -> Guard.proved(wrong)).isInstanceOf(ContradictionException.class);
  }

  @Test
  void trueOnesPass() {
    Formula slope = Derivative.untaken(Derivative.untaken(A.power(Formula.number(3)), A), A);
    Formula kinked = Derivative.untaken(Formula.call("relu", A), A);
    assertThatCode(
            () -> {
              Guard.proved(goal(slope, Relation.EQ, A.times(Formula.number(6))));
              Guard.proved(goal(kinked, Relation.GE, Formula.ZERO));
              Guard.proved(goal(A.times(A), Relation.GE, Formula.ZERO));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void aPointAtWhichTheClaimHoldsIsNoCounterexample() {
    Goal.Compare claim = goal(A.times(A), Relation.EQ, A);
    assertThatThrownBy(() -> Guard.refuted(claim, at(1)))
        .hasMessage(
            "contradiction at {a=1}: expected that the claim fails, found 1 on the left and 1 on"
                + " the right. This is a defect of Gradus: do not trust the answer, and report the"
                + " claim.");
    assertThatCode(() -> Guard.refuted(claim, at(2))).doesNotThrowAnyException();
  }
}
