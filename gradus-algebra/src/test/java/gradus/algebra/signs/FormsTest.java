package gradus.algebra.signs;

import static gradus.algebra.refute.Terms.*;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Reason;
import gradus.algebra.Setting;
import gradus.algebra.Setting.Range;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Var;
import gradus.reference.Fraction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Quadratic forms and images of matrices, and what comes near them and is wrong.
class FormsTest {

  private static final Var R = Formula.var("r");
  private static final Var C = Formula.var("c");
  private static final Formula V = at("v", R);
  private static final Formula SAME = new Formula.Iverson(is(R, Relation.EQ, C));
  private static final CurvatureProof OUTER = new CurvatureProof.Outer(List.of());
  private static final Setting TWO =
      new Setting(Map.of(), Map.of("v", List.of(new Range(n(1), n(2)))), List.of());

  private static Goal.Semidefinite matrix(Formula entry) {
    return new Goal.Semidefinite(TWO, n(2), R, C, entry);
  }

  private static CurvatureProof pivots(long a, long b, long d) {
    return new CurvatureProof.Pivots(
        List.of(List.of(Fraction.of(a), Fraction.of(b)), List.of(Fraction.of(b), Fraction.of(d))));
  }

  private static void holds(Reason reason) {
    assertThat(Reasons.hold(TWO, reason)).as(reason.toString()).isTrue();
  }

  private static void refused(Reason reason) {
    assertThat(Reasons.hold(TWO, reason)).as(reason.toString()).isFalse();
  }

  @Test
  void theFormOfAPositiveSemidefiniteMatrixIsNotNegative() {
    Goal.Semidefinite ones = matrix(n(1));
    Formula form = Forms.form(ones, V);
    holds(new Reason.Form(form, false, ones, V, OUTER));
    // it is 0 at v = (1, −1), it is of this vector, and of a matrix whose proof is one of it
    refused(new Reason.Form(form, true, ones, V, OUTER));
    refused(new Reason.Form(form.negated(), false, ones, V, OUTER));
    refused(new Reason.Form(form, false, ones, at("w", R), OUTER));
    refused(new Reason.Form(form, false, matrix(SAME), V, OUTER));
    Goal.Semidefinite less = matrix(n(-1));
    refused(new Reason.Form(Forms.form(less, V), false, less, V, OUTER));
    refused(new Reason.Form(Forms.form(less, V), false, less, V, pivots(1, 1, 1)));
  }

  @Test
  void aFormIsOfVectorsAndNotOfMatrices() {
    // Σ Σ v[r, c] v[c, r] is no square, whatever the matrix
    Goal.Semidefinite same = matrix(SAME);
    for (Formula u : List.of(at("v", C), at("v", R, C))) {
      refused(new Reason.Form(Forms.form(same, u), false, same, u, OUTER));
    }
  }

  @Test
  void rowsAndColumnsHaveNamesOfTheirOwn() {
    Goal.Semidefinite twice = new Goal.Semidefinite(TWO, n(2), R, R, SAME);
    refused(new Reason.Form(Forms.form(twice, V), false, twice, V, OUTER));
    Setting given =
        new Setting(
            Map.of("r", Setting.Kind.INTEGER), TWO.tensors(), List.of(is(R, Relation.EQ, C)));
    Goal.Semidefinite taken = new Goal.Semidefinite(given, n(2), R, C, n(1));
    assertThat(Reasons.hold(given, new Reason.Form(Forms.form(taken, V), false, taken, V, OUTER)))
        .isFalse();
    Goal.Semidefinite sized = new Goal.Semidefinite(TWO, R, R, C, n(1));
    refused(new Reason.Form(Forms.form(sized, V), false, sized, V, OUTER));
  }

  @Test
  void aMatrixOfAnotherPlaceIsNotBelieved() {
    // where a ≥ 0 the matrix is positive semidefinite, and that is not known here
    Setting there = new Setting(Map.of(), TWO.tensors(), List.of(is(v("a"), Relation.GE, n(0))));
    Goal.Semidefinite matrix = new Goal.Semidefinite(there, n(2), R, C, mul(v("a"), SAME));
    Reason reason = new Reason.Form(Forms.form(matrix, V), false, matrix, V, OUTER);
    assertThat(Reasons.hold(there, reason)).isTrue();
    refused(reason);
  }

  @Test
  void anImageIsNoLongerThanTheEigenvaluesAllow() {
    // [[0, 1], [1, 0]] has the eigenvalues 1 and −1
    Goal.Semidefinite swap = matrix(sub(n(1), SAME));
    CurvatureProof less = pivots(1, -1, 1);
    CurvatureProof more = pivots(1, 1, 1);
    Formula gap = Forms.gap(swap, V, n(1));
    holds(new Reason.Image(gap, false, swap, V, n(1), less, more));
    refused(new Reason.Image(gap, true, swap, V, n(1), less, more));
    refused(new Reason.Image(gap, false, swap, V, n(1), more, less));
    refused(new Reason.Image(gap, false, swap, V, n(1), less, less));
    refused(new Reason.Image(gap.negated(), false, swap, V, n(1), less, more));
    Formula half = div(n(1), n(2));
    refused(new Reason.Image(Forms.gap(swap, V, half), false, swap, V, half, less, more));
    // one of both is not enough: −2 I is below I, and makes vectors longer
    Goal.Semidefinite twice = matrix(mul(n(-2), SAME));
    Formula longer = Forms.gap(twice, V, n(1));
    refused(new Reason.Image(longer, false, twice, V, n(1), pivots(3, 0, 3), pivots(3, 0, 3)));
    refused(new Reason.Image(longer, false, twice, V, n(1), pivots(3, 0, 3), pivots(-1, 0, -1)));
    // a bound that depends on the row is none
    refused(new Reason.Image(Forms.gap(swap, V, R), false, swap, V, R, OUTER, OUTER));
  }

  @Test
  void aMatrixThatIsNotSymmetricIsNone() {
    // [[0, 4], [0, 0]]: both forms are 0 or more at some vectors, and the image is four times as
    // long
    Formula shift = mul(n(4), new Formula.Iverson(is(sub(C, R), Relation.EQ, n(1))));
    Goal.Semidefinite m = matrix(shift);
    for (CurvatureProof proof : List.of(OUTER, pivots(1, 0, 1), pivots(1, -2, 1))) {
      refused(new Reason.Image(Forms.gap(m, V, n(1)), false, m, V, n(1), proof, proof));
    }
  }

  @Test
  void aBracketIsOneOfTwoNumbers() {
    Formula one = new Formula.Iverson(is(v("x"), Relation.GT, n(0)));
    Formula term = sub(one, pow(one, 2));
    Reason up = new Reason.Linear(add(n(1), pow(n(1), 2).negated()), false);
    Reason down = new Reason.Linear(add(n(0), pow(n(0), 2).negated()), false);
    holds(new Reason.Cases(term, false, one, List.of(up, down)));
    refused(new Reason.Cases(term, true, one, List.of(up, down)));
    refused(new Reason.Cases(term, false, one, List.of(up)));
    refused(new Reason.Cases(term, false, one, List.of(down, up)));
    // a bracket within a sum is one of many
    Fold sum = new Fold(Combination.SUM, Formula.var("i"), n(1), n(2), one);
    refused(
        new Reason.Cases(
            sum,
            false,
            one,
            List.of(new Reason.Linear(n(1), false), new Reason.Linear(n(0), false))));
  }
}
