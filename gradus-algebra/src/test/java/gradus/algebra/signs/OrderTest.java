package gradus.algebra.signs;

import static gradus.algebra.refute.Terms.*;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Reason;
import gradus.algebra.Reason.Contrary;
import gradus.algebra.Reason.Linear;
import gradus.algebra.Reason.Parts;
import gradus.algebra.Reason.Rising;
import gradus.algebra.Reason.Sides;
import gradus.algebra.Reason.Values;
import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.curvature.InequalityLaws;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Var;
import gradus.reference.Fraction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What follows of the order of values: laws with near misses.
class OrderTest {

  private static final Var A = Formula.var("a");
  private static final Var B = Formula.var("b");
  private static final Var T = Formula.var("t");

  private static Setting given(Condition... given) {
    return new Setting(Map.of(), Map.of(), List.of(given));
  }

  private static boolean holds(Reason why, Condition... given) {
    return Reasons.hold(given(given), why);
  }

  /// `tanh a > 0` says that `a > 0`, since `a ≤ 0` says that `tanh a ≤ 0`.
  @Test
  void whatContradictsAFactDoesNotHold() {
    Formula tanh = f("tanh", A);
    Condition more = is(tanh, Relation.GT, n(0));
    Condition least = is(tanh, Relation.GE, n(0));
    Reason fact = new Linear(tanh, true);
    Reason weak = new Linear(tanh, false);
    Reason not = new Parts(tanh.negated(), false);
    assertThat(holds(new Contrary(A, true, fact, not), more)).isTrue();
    assertThat(holds(new Contrary(A, true, fact, not))).isFalse();
    assertThat(holds(new Contrary(A, true, fact, not), least)).isFalse();
    assertThat(holds(new Contrary(A, true, weak, not), least)).isFalse();
    assertThat(holds(new Contrary(A, false, weak, new Parts(tanh.negated(), true)), least))
        .isTrue();
    assertThat(holds(new Contrary(sub(A, n(1)), true, fact, not), more)).isFalse();
    assertThat(holds(new Contrary(A, true, fact, new Parts(sub(n(0), n(0)), false)), more))
        .isFalse();
  }

  /// A fact that has no value where the term has one says nothing there.
  @Test
  void aFactHasAValueWhereTheTermHas() {
    Formula inverse = div(n(1), A);
    Reason fact = new Parts(mul(inverse, inverse), false);
    Reason not = new Parts(mul(inverse, inverse).negated(), true);
    assertThat(holds(new Contrary(sub(A, B), false, fact, not))).isFalse();
    Formula log = f("log", A);
    Reason low = new Parts(log.negated(), false);
    Contrary given = new Contrary(sub(A, n(1)), true, new Linear(log, true), low);
    assertThat(holds(given, is(log, Relation.GT, n(0)))).isTrue();
    assertThat(holds(given, is(log, Relation.GE, n(0)))).isFalse();
    assertThat(holds(given)).isFalse();
    Contrary far = new Contrary(sub(A, n(2)), true, new Linear(log, true), low);
    assertThat(holds(far, is(log, Relation.GT, n(0)))).isFalse();
  }

  @Test
  void aDerivativeIsAskedBetweenTheTwoOnly() {
    Formula function = sub(T, exp(T));
    Formula term = new Formula.Add(List.of(sub(A, exp(A)), new Formula.Neg(sub(B, exp(B)))));
    Reason slope = new Parts(new Derivative(T).of(function), false);
    Rising rising =
        new Rising(term, false, T, function, A, B, new Linear(A.minus(B), false), slope);
    Condition order = is(A, Relation.GE, B);
    assertThat(holds(rising, order, is(A, Relation.LE, n(0)))).isTrue();
    assertThat(holds(rising, order)).isFalse();
    assertThat(holds(rising, order, is(B, Relation.LE, n(0)))).isFalse();
    assertThat(holds(rising, is(A, Relation.LE, n(0)))).isFalse();
    // log a and log b have values, so that all between a and b is positive
    Formula logs = new Formula.Add(List.of(f("log", A), new Formula.Neg(f("log", B))));
    Reason inverse = new Parts(div(n(1), T), false);
    Reason apart = new Linear(A.minus(B), false);
    assertThat(holds(new Rising(logs, false, T, f("log", T), A, B, apart, inverse), order))
        .isTrue();
    assertThat(holds(new Rising(logs, false, T, f("log", T), A, B, apart, inverse))).isFalse();
  }

  /// `f(a) ≥ f(b)` where `a ≥ b` and the range of the slope says so.
  private static Rising rising(Formula function) {
    Formula term =
        new Formula.Add(
            List.of(
                Known.replaced(function, T, A), new Formula.Neg(Known.replaced(function, T, B))));
    Reason slope = new Parts(new Derivative(T).of(function), false);
    return new Rising(term, false, T, function, A, B, new Linear(A.minus(B), false), slope);
  }

  /// `−1/(t − 2)` grows on both sides of its pole, and not across it.
  @Test
  void whatIsDividedByIsNotZeroWhereThatIsGiven() {
    Rising rising = rising(div(n(-1), sub(T, n(2))));
    Condition order = is(A, Relation.GE, B);
    assertThat(holds(rising, order, is(B, Relation.GT, n(2)))).isTrue();
    assertThat(holds(rising, order, is(A, Relation.LT, n(2)))).isTrue();
    assertThat(holds(rising, order, is(B, Relation.GE, n(2)))).isFalse();
    assertThat(holds(rising, order, is(B, Relation.GT, n(1)))).isFalse();
    assertThat(holds(rising, order, is(A, Relation.GT, n(2)))).isFalse();
    assertThat(holds(rising, order)).isFalse();
  }

  /// `tᵖ` has all derivatives where `t > 0`, whatever `p` is.
  @Test
  void powersOfWhatIsPositiveAreSmooth() {
    Rising rising = rising(T.power(v("p")));
    Condition order = is(A, Relation.GE, B);
    Condition up = is(v("p"), Relation.GT, n(0));
    assertThat(holds(rising, order, up, is(B, Relation.GT, n(0)))).isTrue();
    assertThat(holds(rising, order, up, is(B, Relation.GE, n(0)))).isFalse();
    assertThat(holds(rising, order, up, is(A, Relation.GT, n(0)))).isFalse();
    assertThat(holds(rising, order, up)).isFalse();
    assertThat(holds(rising, order, is(B, Relation.GT, n(0)))).isFalse();
  }

  /// `a² > 0` where `a ≠ 0`, and nowhere else.
  @Test
  void whatIsNotZeroIsOnOneOfTwoSides() {
    Formula square = mul(A, A);
    Reason side = new Parts(square, true);
    Reason sides = new Sides(square, true, A, side, side);
    assertThat(holds(sides, is(A, Relation.NE, n(0)))).isTrue();
    assertThat(holds(sides)).isFalse();
    assertThat(holds(sides, is(A, Relation.GE, n(0)))).isFalse();
    assertThat(holds(sides, is(A, Relation.NE, n(1)))).isFalse();
    assertThat(holds(sides, is(B, Relation.NE, n(0)))).isFalse();
    assertThat(holds(sides, is(square, Relation.NE, n(1)))).isFalse();
    Reason more = new Sides(A, true, A, new Parts(A, true), new Parts(A, true));
    assertThat(holds(more, is(A, Relation.NE, n(0)))).isFalse();
  }

  /// Between two points a function that bends down is not below both of its values there.
  @Test
  void twoEndsAreEnoughForWhatBendsDown() {
    Condition[] between = {is(A, Relation.GE, n(-1)), is(A, Relation.LE, n(1))};
    Formula down = sub(n(1), mul(A, A));
    assertThat(holds(ends(down, -1, 1), between)).isTrue();
    assertThat(holds(ends(down, -1, 1), between[0])).isFalse();
    assertThat(holds(ends(down, -1, 1))).isFalse();
    assertThat(holds(ends(sub(n(2), mul(A, A)), 0, 1), between)).isFalse();
    // it bends up, has a kink, has a pole, is below 0 at an end
    assertThat(holds(ends(sub(mul(A, A), n(1)), -1, 1), between)).isFalse();
    assertThat(holds(ends(sub(f("abs", A), n(1)), -1, 1), between)).isFalse();
    assertThat(holds(ends(add(n(1), div(n(-1), mul(A, A))), -1, 1), between)).isFalse();
    assertThat(holds(ends(sub(mul(A, sub(n(1), A)), n(0)), -1, 1), between)).isFalse();
    assertThat(
            holds(ends(sub(n(0), mul(A, f("log", A))), 0, 1), is(A, Relation.GE, n(0)), between[1]))
        .isFalse();
  }

  private static Reason ends(Formula term, long low, long high) {
    List<Fraction> values = List.of(Fraction.of(low), Fraction.of(high));
    List<Reason> each =
        values.stream()
            .<Reason>map(it -> new Parts(Known.replaced(term, A, Ranges.number(it)), false))
            .toList();
    return new Values(term, false, A, values, each);
  }

  @Test
  void anEquationIsTwoInequalities() {
    Fold moved = new Fold(Combination.MAX, Formula.var("s"), n(1), v("K"), add(at("x", v("s")), A));
    Fold plain = new Fold(Combination.MAX, Formula.var("s"), n(1), v("K"), at("x", v("s")));
    Setting setting =
        new Setting(
            Map.of("K", Setting.Kind.INTEGER),
            Map.of("x", List.of(new Setting.Range(n(1), v("K")))),
            List.of(is(v("K"), Relation.GE, n(1))));
    Goal.Compare goal = new Goal.Compare(setting, moved, Relation.EQ, add(plain, A));
    CurvatureProof.Both both = (CurvatureProof.Both) InequalityLaws.equation(goal).orElseThrow();
    assertThat(Laws.prove(goal, both)).isTrue();
    assertThat(Laws.prove(goal, new CurvatureProof.Both(both.more(), both.more()))).isFalse();
    assertThat(Laws.prove(goal, new CurvatureProof.Both(both.less(), both.more()))).isFalse();
    Goal.Compare wrong = new Goal.Compare(setting, moved, Relation.EQ, plain);
    assertThat(Laws.prove(wrong, both)).isFalse();
    assertThat(InequalityLaws.equation(wrong)).isEmpty();
    Goal.Compare strict = new Goal.Compare(setting, moved, Relation.GT, add(plain, A));
    assertThat(Laws.prove(strict, both)).isFalse();
  }

  @Test
  void whatIsGivenOfASumIsKnownOfTheNumberInItsPlace() {
    Formula line = add(mul(A, B), n(1));
    Formula term = sub(f("sigmoid", line), div(n(1), n(2)));
    Reason inner = new Parts(sub(f("sigmoid", T), div(n(1), n(2))), false);
    Reason why = new Reason.General(term, false, line, T, inner);
    assertThat(holds(why, is(line, Relation.GE, n(0)))).isTrue();
    assertThat(holds(why, is(line, Relation.GE, n(-1)))).isFalse();
    assertThat(holds(why)).isFalse();
  }
}
