package gradus.algebra.decide;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Setting;
import gradus.algebra.Verdict;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Curvature, semidefiniteness, inequalities and their contraries, each decided and replayed.
class DecisionTest {

  private static final Setting NOTHING = new Setting(Map.of(), Map.of(), List.of());
  private static final Var I = Formula.var("i");
  private static final Var J = Formula.var("j");
  private static final Var A = Formula.var("a");

  /// [[a, b], [b, c]] as one entry.
  private static Goal.Semidefinite matrix(long a, long b, long c) {
    Formula entry =
        new Formula.Choose(
            Condition.compare(Relation.EQ, I, J),
            new Formula.Choose(
                Condition.compare(Relation.EQ, I, Formula.ONE),
                Formula.number(a),
                Formula.number(c)),
            Formula.number(b));
    return new Goal.Semidefinite(NOTHING, Formula.number(2), I, J, entry);
  }

  @Test
  void theHessianOfTheSourceIsSemidefinite() {
    assertThat(Decision.decide(matrix(2, -2, 2))).isInstanceOf(Verdict.Proved.class);
  }

  @Test
  void itsNegativeIsNot() {
    assertThat(Decision.decide(matrix(-2, 2, -2))).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void theContraryOfAProofIsRefuted() {
    assertThat(Decision.decide(new Goal.Not(matrix(2, -2, 2)))).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void theContraryOfARefutationIsProvedByItsPoint() {
    Verdict verdict = Decision.decide(new Goal.Not(matrix(-2, 2, -2)));
    assertThat(verdict).isInstanceOf(Verdict.Proved.class);
    assertThat(((Verdict.Proved) verdict).proof()).isInstanceOf(Proof.Witness.class);
  }

  private static Formula exp(Formula x) {
    return Formula.call("exp", x);
  }

  private static Formula softmax(Formula at) {
    Var k = Formula.var("k");
    Formula sum =
        new Formula.Fold(
            Formula.Combination.SUM,
            k,
            Formula.ONE,
            Formula.var("K"),
            exp(new Formula.Entry("x", List.of(k))));
    return new Formula.Div(exp(new Formula.Entry("x", List.of(at))), sum);
  }

  private static Setting logits() {
    Var size = Formula.var("K");
    return new Setting(
        Map.of("K", Setting.Kind.INTEGER),
        Map.of("x", List.of(new Setting.Range(Formula.ONE, size))),
        List.of(Condition.compare(Relation.GE, size, Formula.ONE)));
  }

  @Test
  void theJacobianOfSoftmaxIsSemidefiniteForEverySize() {
    Formula delta = new Formula.Iverson(Condition.compare(Relation.EQ, I, J));
    Formula entry = softmax(I).times(new Formula.Add(List.of(delta, new Formula.Neg(softmax(J)))));
    Goal goal = new Goal.Semidefinite(logits(), Formula.var("K"), I, J, entry);
    assertThat(Decision.decide(goal)).isInstanceOf(Verdict.Proved.class);
  }

  @Test
  void crossEntropyIsConvexAndTheSquaredErrorOfASigmoidIsNot() {
    Formula sigmoid = Formula.call("sigmoid", A);
    Formula ce = Formula.call("softplus", A.negated());
    Formula mse = Formula.ONE.minus(sigmoid).power(Formula.number(2));
    assertThat(Decision.decide(new Goal.Convex(NOTHING, ce, A))).isInstanceOf(Verdict.Proved.class);
    assertThat(Decision.decide(new Goal.Convex(NOTHING, mse, A)))
        .isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void theSlopeOfTheSigmoidIsAtMostAQuarter() {
    Formula sigmoid = Formula.call("sigmoid", A);
    Formula slope = sigmoid.times(Formula.ONE.minus(sigmoid));
    Formula quarter = Formula.number(0.25);
    assertThat(Decision.decide(new Goal.Compare(NOTHING, slope, Relation.LE, quarter)))
        .isInstanceOf(Verdict.Proved.class);
    assertThat(Decision.decide(new Goal.Compare(NOTHING, slope, Relation.LT, quarter)))
        .isNotInstanceOf(Verdict.Proved.class);
  }

  /// `≠` by the one sign that the difference has, or by one on each side of what is not 0.
  @Test
  void whatIsEqualNowhereDiffers() {
    Formula sigmoid = Formula.call("sigmoid", A);
    assertThat(differs(NOTHING, sigmoid, Formula.ZERO)).isInstanceOf(Verdict.Proved.class);
    assertThat(differs(NOTHING, sigmoid, Formula.ONE)).isInstanceOf(Verdict.Proved.class);
    assertThat(differs(NOTHING, sigmoid, Formula.number(0.5))).isInstanceOf(Verdict.Refuted.class);
    Setting apart =
        new Setting(Map.of(), Map.of(), List.of(Condition.compare(Relation.NE, A, Formula.ZERO)));
    Formula exp = Formula.call("exp", A);
    assertThat(differs(apart, exp, Formula.ONE)).isInstanceOf(Verdict.Proved.class);
    assertThat(differs(NOTHING, exp, Formula.ONE)).isInstanceOf(Verdict.Refuted.class);
    assertThat(differs(apart, A, Formula.ONE)).isInstanceOf(Verdict.Refuted.class);
    // it is 0 at the root of 2, which no point found here is
    assertThat(differs(NOTHING, A.times(A), Formula.number(2)))
        .isNotInstanceOf(Verdict.Proved.class);
  }

  private static Verdict differs(Setting setting, Formula left, Formula right) {
    return Decision.decide(new Goal.Compare(setting, left, Relation.NE, right));
  }
}
