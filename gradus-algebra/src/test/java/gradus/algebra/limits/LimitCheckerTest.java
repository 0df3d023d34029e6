package gradus.algebra.limits;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.Goal;
import gradus.algebra.Goal.Limit.Side;
import gradus.algebra.LimitProof;
import gradus.algebra.LimitProof.Cases;
import gradus.algebra.LimitProof.Compared;
import gradus.algebra.LimitProof.Equal;
import gradus.algebra.LimitProof.Inverse;
import gradus.algebra.LimitProof.Laws;
import gradus.algebra.LimitProof.Part;
import gradus.algebra.LimitProof.Sided;
import gradus.algebra.LimitProof.Slopes;
import gradus.algebra.Proof;
import gradus.algebra.Setting;
import gradus.algebra.Step;
import gradus.algebra.prove.Prover;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Proofs of limits that prove nothing, beside ones that do.
class LimitCheckerTest {

  private static final Var A = Formula.var("a");
  private static final Formula INFINITY = new Formula.Named("infinity");
  private static final Setting FREE = new Setting(Map.of(), Map.of(), List.of());
  private static final LimitProof LAWS = new Laws(List.of());
  private static final Proof NOTHING = new Proof.Chain(List.of());

  private static Formula n(long value) {
    return Formula.number(value);
  }

  private static Formula f(String function, Formula of) {
    return Formula.call(function, of);
  }

  private static Goal.Limit goal(Formula function, Formula at, Formula value) {
    return new Goal.Limit(FREE, function, A, at, Side.BOTH, Relation.EQ, value);
  }

  /// Whether a reason proves a limit as it is said, from all sides that count.
  private static boolean proves(Formula function, Formula at, Formula value, LimitProof why) {
    Goal.Limit goal = goal(function, at, value);
    List<Sided> sides =
        LimitChecker.sides(goal).stream().map(it -> new Sided(it, function, why)).toList();
    return LimitChecker.proves(goal, new Compared(A, sides, value, equal(value)));
  }

  private static List<Proof> equal(Formula value) {
    return Approach.isInfinite(value)
        ? List.of()
        : Prover.prove(new Goal.Compare(FREE, value, Relation.EQ, value)).stream().toList();
  }

  @Test
  void aLimitIsTheOneThatTheLawsGive() {
    Formula sigmoid = f("sigmoid", A);
    assertThat(proves(sigmoid, INFINITY, n(1), LAWS)).isTrue();
    assertThat(proves(sigmoid, INFINITY, n(0), LAWS)).isFalse();
    assertThat(proves(sigmoid, INFINITY.negated(), n(0), LAWS)).isTrue();
    assertThat(proves(sigmoid, INFINITY, INFINITY, LAWS)).isFalse();
    assertThat(proves(f("exp", A), INFINITY, INFINITY, LAWS)).isTrue();
    assertThat(proves(f("exp", A), INFINITY, INFINITY.negated(), LAWS)).isFalse();
  }

  @Test
  void bothSidesCount() {
    Formula inverse = Formula.ONE.over(A);
    Goal.Limit goal = goal(inverse, n(0), INFINITY);
    List<Sided> above = List.of(new Sided(Side.ABOVE, inverse, LAWS));
    assertThat(LimitChecker.proves(goal, new Compared(A, above, INFINITY, List.of()))).isFalse();
    assertThat(proves(inverse, n(0), INFINITY, LAWS)).isFalse();
    assertThat(proves(Formula.ONE.over(A.power(n(2))), n(0), INFINITY, LAWS)).isTrue();
  }

  @Test
  void whatIsComparedIsProved() {
    Formula sigmoid = f("sigmoid", A);
    List<Sided> sides = List.of(new Sided(Side.BELOW, sigmoid, LAWS));
    Goal.Limit less = new Goal.Limit(FREE, sigmoid, A, INFINITY, Side.BOTH, Relation.LT, n(1));
    assertThat(LimitChecker.proves(less, new Compared(A, sides, n(1), equal(n(1))))).isFalse();
    assertThat(LimitChecker.proves(less, new Compared(A, sides, n(1), List.of()))).isFalse();
    List<Sided> other = List.of(new Sided(Side.BELOW, f("tanh", A), LAWS));
    Goal.Limit one = goal(sigmoid, INFINITY, n(1));
    assertThat(LimitChecker.proves(one, new Compared(A, other, n(1), equal(n(1))))).isFalse();
  }

  @Test
  void aFormIsTheFunction() {
    Formula difference = f("softplus", A).minus(A);
    Formula form = f("log", n(1).plus(f("exp", A.negated())));
    assertThat(proves(difference, INFINITY, n(0), new Equal(form, List.of(), NOTHING, LAWS)))
        .isFalse();
    Proof proof = Prover.prove(new Goal.Compare(FREE, difference, Relation.EQ, form)).orElseThrow();
    assertThat(proves(difference, INFINITY, n(0), new Equal(form, List.of(), proof, LAWS)))
        .isTrue();
    Proof jump = new Proof.Chain(List.of(new Step("algebra", difference, n(0), List.of())));
    assertThat(proves(difference, INFINITY, n(0), new Equal(n(0), List.of(), jump, LAWS)))
        .isFalse();
  }

  @Test
  void whatHoldsNearThePlaceIsLookedAt() {
    Formula abs = f("abs", A);
    Condition below = Condition.compare(Relation.LT, A, n(0));
    Setting there = new Setting(Map.of(), Map.of(), List.of(below));
    Formula form = A.negated();
    Proof proof = Prover.prove(new Goal.Compare(there, abs, Relation.EQ, form)).orElseThrow();
    LimitProof wrong = new Equal(form, List.of(below), proof, LAWS);
    assertThat(proves(abs, INFINITY, INFINITY.negated(), wrong)).isFalse();
    assertThat(proves(abs, INFINITY.negated(), INFINITY, wrong)).isTrue();
  }

  @Test
  void slopesDecideOnlyWhereBothVanish() {
    Slopes slopes = new Slopes(LAWS, LAWS, LAWS, LAWS);
    Formula sine = f("sin", A);
    assertThat(proves(sine.over(A), n(0), n(1), slopes)).isTrue();
    Formula apart = A.plus(n(1)).over(A.plus(n(2)));
    assertThat(proves(apart, n(0), n(1), slopes)).isFalse();
    assertThat(proves(apart, n(0), n(1).over(n(2)), LAWS)).isTrue();
    assertThat(proves(A.plus(n(1)).over(A), n(0), n(1), slopes)).isFalse();
    assertThat(proves(f("abs", A).over(A), n(0), n(1), slopes)).isFalse();
    assertThat(proves(n(0).times(A).over(n(0).times(A)), n(0), n(0), slopes)).isFalse();
  }

  @Test
  void partsHaveReasonsOfTheirOwn() {
    Formula sine = f("sin", A).over(A);
    Formula whole = f("exp", sine);
    LimitProof part = new Laws(List.of(new Part(sine, new Slopes(LAWS, LAWS, LAWS, LAWS))));
    assertThat(proves(whole, n(0), f("exp", n(1)), part)).isTrue();
    assertThat(proves(whole, n(0), f("exp", n(1)), LAWS)).isFalse();
    assertThat(proves(whole, n(0), n(1), new Laws(List.of(new Part(sine, LAWS))))).isFalse();
  }

  /// A function has no value beside the end of its domain, and one side is enough there; nowhere
  /// else.
  @Test
  void aSideWithoutValuesDoesNotCount() {
    Formula root = f("sqrt", A);
    assertThat(LimitChecker.sides(goal(root, n(0), n(0)))).containsExactly(Side.ABOVE);
    assertThat(LimitChecker.sides(goal(f("log", n(1).minus(A)), n(1), INFINITY)))
        .containsExactly(Side.BELOW);
    assertThat(LimitChecker.sides(goal(f("sqrt", A.power(n(2))), n(0), n(0)))).hasSize(2);
    assertThat(LimitChecker.sides(goal(f("sqrt", A.plus(n(1))), n(0), n(1)))).hasSize(2);
    Formula chosen =
        new Formula.Choose(Condition.compare(Relation.GT, A, n(0)), n(1), f("log", A.negated()));
    assertThat(LimitChecker.sides(goal(chosen, n(0), n(1)))).hasSize(2);
    assertThat(LimitChecker.sides(goal(f("exp", root.negated()), n(0), n(1)))).hasSize(1);
  }

  @Test
  void aPointIsTheInverseOfWhatIsFar() {
    Formula small = f("exp", n(1).over(A).negated()).over(A);
    Formula far = f("exp", A.negated()).times(A);
    Approach above = Approach.of(goal(small, n(0), n(0)), Side.ABOVE);
    Proof equal =
        Prover.prove(
                new Goal.Compare(
                    above.inverse().near(List.of()), above.inverse(small), Relation.EQ, far))
            .orElseThrow();
    LimitProof why = new Inverse(new Equal(far, List.of(), equal, LAWS));
    Goal.Limit goal = new Goal.Limit(FREE, small, A, n(0), Side.ABOVE, Relation.EQ, n(0));
    List<Sided> sides = List.of(new Sided(Side.ABOVE, small, why));
    assertThat(LimitChecker.proves(goal, new Compared(A, sides, n(0), equal(n(0))))).isTrue();
    assertThat(LimitChecker.proves(goal, new Compared(A, sides, n(1), equal(n(1))))).isFalse();
    Goal.Limit below = new Goal.Limit(FREE, small, A, n(0), Side.BELOW, Relation.EQ, n(0));
    List<Sided> other = List.of(new Sided(Side.BELOW, small, why));
    assertThat(LimitChecker.proves(below, new Compared(A, other, n(0), equal(n(0))))).isFalse();
    assertThat(proves(f("sigmoid", A), INFINITY, n(1), new Inverse(LAWS))).isFalse();
  }

  @Test
  void allCasesHaveReasons() {
    Var c = Formula.var("c");
    Formula sigmoid = f("sigmoid", c.times(A));
    Formula value = f("sign", c).plus(n(1)).over(n(2));
    Goal.Limit goal = goal(sigmoid, INFINITY, value);
    List<Goal.Limit> cases = LimitChecker.cases(goal, c);
    assertThat(cases).hasSize(3);
    List<LimitProof> each =
        cases.stream().map(it -> compared(it, sigmoid)).map(LimitProof.class::cast).toList();
    assertThat(LimitChecker.proves(goal, new Cases(c, each))).isTrue();
    assertThat(LimitChecker.proves(goal, new Cases(c, each.subList(0, 2)))).isFalse();
    assertThat(LimitChecker.proves(goal, new Cases(c, each.reversed()))).isFalse();
    assertThat(LimitChecker.proves(goal, new Cases(c, List.of()))).isFalse();
    assertThat(LimitChecker.cases(goal, A)).isEmpty();
    assertThat(LimitChecker.cases(goal, n(1).over(c))).isEmpty();
    Setting apart =
        new Setting(Map.of(), Map.of(), List.of(Condition.compare(Relation.NE, c, n(0))));
    Goal.Limit without = new Goal.Limit(apart, sigmoid, A, INFINITY, Side.BOTH, Relation.EQ, value);
    assertThat(LimitChecker.cases(without, c)).hasSize(2);
    assertThat(LimitChecker.cases(without, c.minus(n(1)))).hasSize(3);
  }

  /// The limit by the laws where a case holds, and why it is the value.
  private static Compared compared(Goal.Limit goal, Formula function) {
    Tending tending = Tending.of(Approach.of(goal, Side.BELOW));
    Formula limit = tending.of(function).orElseThrow().term();
    Proof same = Prover.prove(LimitChecker.compared(goal, limit)).orElseThrow();
    return new Compared(A, List.of(new Sided(Side.BELOW, function, LAWS)), limit, List.of(same));
  }

  @Test
  void roundedValuesJumpAtWholeNumbers() {
    assertThat(proves(f("floor", A), n(2), n(2), LAWS)).isFalse();
    assertThat(proves(f("floor", A), n(5).over(n(2)), n(2), LAWS)).isTrue();
    assertThat(proves(f("ceil", A), n(-5).over(n(2)), n(-2), LAWS)).isTrue();
    assertThat(proves(f("floor", A.power(n(2))), n(0), n(0), LAWS)).isTrue();
    assertThat(proves(f("floor", A.power(n(2)).negated()), n(0), n(0), LAWS)).isFalse();
    assertThat(proves(f("floor", f("sigmoid", A)), INFINITY, n(1), LAWS)).isFalse();
    assertThat(proves(f("floor", f("sigmoid", A)), INFINITY, n(0), LAWS)).isTrue();
    assertThat(proves(f("floor", f("sin", A)), n(0), n(0), LAWS)).isFalse();
  }
}
