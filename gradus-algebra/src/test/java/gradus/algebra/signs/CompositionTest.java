package gradus.algebra.signs;

import static gradus.algebra.refute.Terms.*;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.CurvatureProof;
import gradus.algebra.CurvatureProof.Along;
import gradus.algebra.CurvatureProof.Composed;
import gradus.algebra.CurvatureProof.Outer;
import gradus.algebra.CurvatureProof.Summed;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Reason;
import gradus.algebra.Setting;
import gradus.algebra.Setting.Kind;
import gradus.algebra.Setting.Range;
import gradus.algebra.Verdict;
import gradus.algebra.curvature.Convexity;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Var;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Laws of composition and of matrices, each with what differs from it in one thing.
class CompositionTest {

  private static final Var A = Formula.var("a");
  private static final Var B = Formula.var("b");
  private static final Var S = Formula.var("s");
  private static final Formula K = v("K");
  private static final CurvatureProof COMPOSED = new Composed();
  private static final Formula LINE = add(at("x", S), mul(A, at("v", S)));

  private static Setting vectors(Condition... given) {
    List<Range> vector = List.of(new Range(n(1), K));
    return new Setting(Map.of("K", Kind.INTEGER), Map.of("x", vector, "v", vector), List.of(given));
  }

  private static Fold fold(Combination how, Formula body) {
    return new Fold(how, S, n(1), K, body);
  }

  private static boolean convex(Formula function, CurvatureProof proof, Condition... given) {
    return Laws.prove(new Goal.Convex(vectors(given), function, A), proof);
  }

  @Test
  void aMaximumOfLinesIsConvexAndALengthIs() {
    assertThat(convex(fold(Combination.MAX, LINE), COMPOSED)).isTrue();
    assertThat(convex(fold(Combination.MIN, LINE), COMPOSED)).isFalse();
    assertThat(convex(fold(Combination.MIN, LINE).negated(), COMPOSED)).isTrue();
    assertThat(convex(fold(Combination.PRODUCT, LINE), COMPOSED)).isFalse();
    Formula length = f("sqrt", fold(Combination.SUM, pow(LINE, 2)));
    assertThat(convex(length, COMPOSED)).isTrue();
    assertThat(convex(length.negated(), COMPOSED)).isFalse();
    assertThat(convex(f("sqrt", add(pow(A, 2), B)), COMPOSED)).isFalse();
    assertThat(convex(f("sqrt", add(pow(pow(A, 2), 2), pow(sub(A, n(1)), 2))), COMPOSED)).isFalse();
    Fold moved = new Fold(Combination.MAX, S, n(1), A, at("x", S));
    assertThat(convex(moved, COMPOSED)).isFalse();
  }

  @Test
  void aTermTimesItsLogarithmIsConvexWhereItsDivisorIsPositive() {
    Condition positive = is(B, Relation.GT, n(0));
    Formula divergence = mul(A, f("log", div(A, B)));
    assertThat(convex(divergence, COMPOSED, positive)).isTrue();
    assertThat(convex(divergence, COMPOSED)).isFalse();
    assertThat(convex(mul(A, f("log", add(A, n(1)))), COMPOSED)).isFalse();
    assertThat(convex(mul(A, add(f("log", A), f("log", B).negated())), COMPOSED)).isTrue();
    assertThat(convex(div(n(1), A), COMPOSED, is(A, Relation.GT, n(0)))).isTrue();
    assertThat(convex(div(n(1), A), COMPOSED)).isFalse();
    assertThat(convex(div(n(-1), A), COMPOSED, is(A, Relation.GT, n(0)))).isFalse();
  }

  @Test
  void logarithmsOfProductsAreTakenOfWhatIsNotNegative() {
    Formula ratio = f("log", div(exp(A), add(exp(A), exp(B))));
    assertThat(convex(ratio.negated(), COMPOSED)).isTrue();
    assertThat(convex(ratio, COMPOSED)).isFalse();
    // a and a − 1 may both be negative
    assertThat(convex(f("log", mul(exp(pow(A, 2)), sub(A, n(1)))), COMPOSED)).isFalse();
    assertThat(convex(f("log", add(exp(A), A)), COMPOSED)).isFalse();
  }

  @Test
  void eachSummandHasAProofOfItsOwn() {
    Formula both = add(f("abs", A), pow(A, 2));
    assertThat(convex(both, new Summed(List.of(COMPOSED, COMPOSED)))).isTrue();
    assertThat(convex(both, new Summed(List.of(COMPOSED)))).isFalse();
    assertThat(convex(both, new Summed(List.of()))).isFalse();
    Formula less = add(f("abs", A), pow(A, 2).negated());
    assertThat(convex(less, new Summed(List.of(COMPOSED, COMPOSED)))).isFalse();
    Formula sum = fold(Combination.SUM, f("abs", LINE));
    assertThat(convex(sum, new Summed(List.of(COMPOSED)))).isTrue();
    assertThat(convex(mul(B, sum), new Summed(List.of(COMPOSED)))).isFalse();
    assertThat(convex(mul(B, sum), new Summed(List.of(COMPOSED)), is(B, Relation.GE, n(0))))
        .isTrue();
    assertThat(convex(fold(Combination.PRODUCT, f("abs", LINE)), new Summed(List.of(COMPOSED))))
        .isFalse();
    assertThat(convex(div(n(1), f("sin", A)), new Summed(List.of(COMPOSED)))).isFalse();
  }

  @Test
  void aConvexFunctionIsTakenAtAnAffineTerm() {
    Var t = Formula.var("t");
    Formula line = add(mul(n(2), A), B);
    Formula function = f("abs", line);
    assertThat(convex(function, new Along(f("abs", t), t, line, COMPOSED))).isTrue();
    assertThat(convex(function.negated(), new Along(f("abs", t), t, line, COMPOSED))).isFalse();
    assertThat(convex(function, new Along(f("abs", A), A, line, COMPOSED))).isFalse();
    assertThat(convex(function, new Along(f("abs", add(t, A)), t, add(A, B), COMPOSED))).isFalse();
    Formula curved = f("abs", sub(pow(A, 2), n(1)));
    Along notAffine = new Along(f("abs", t), t, sub(pow(A, 2), n(1)), COMPOSED);
    assertThat(convex(curved, notAffine)).isFalse();
    // nothing is known of the name but the range of the term
    Formula inverse = div(n(1), line);
    Along pole = new Along(div(n(1), t), t, line, COMPOSED);
    assertThat(convex(inverse, pole)).isFalse();
    assertThat(convex(inverse, pole, is(A, Relation.GT, n(0)), is(B, Relation.GT, n(0)))).isTrue();
  }

  @Test
  void casesThatAreGivenAreDecided() {
    Formula softsign = div(A, add(n(1), f("abs", A))).negated();
    Condition right = is(A, Relation.GE, n(0));
    Goal.Convex goal = new Goal.Convex(vectors(right), softsign, A);
    assertThat(Convexity.decide(goal)).isInstanceOf(Verdict.Proved.class);
    CurvatureProof proof = (CurvatureProof) ((Verdict.Proved) Convexity.decide(goal)).proof();
    assertThat(convex(softsign, proof, right)).isTrue();
    assertThat(convex(softsign, proof)).isFalse();
    assertThat(convex(softsign, proof, is(A, Relation.GE, n(-1)))).isFalse();
  }

  /// The summands have values on two intervals each.
  @Test
  void aSumIsSmoothWhereItsSummandsAre() {
    Formula broken = fold(Combination.SUM, f("log", add(pow(A, 2), S.negated())));
    assertThat(Laws.isSmooth(new Goal.Convex(vectors(), broken, A))).isFalse();
    Formula whole = fold(Combination.SUM, f("log", add(pow(A, 2), n(1))));
    assertThat(Laws.isSmooth(new Goal.Convex(vectors(), whole, A))).isTrue();
    assertThat(
            Laws.isSmooth(new Goal.Convex(vectors(), new Fold(Combination.SUM, S, n(1), A, S), A)))
        .isFalse();
  }

  @Test
  void exponentsAreComparedByTheirExponentials() {
    Reason given = new Reason.Linear(Reasons.raised(A.minus(B)), false);
    Setting above = vectors(is(exp(A), Relation.GE, exp(B)));
    assertThat(Reasons.hold(above, new Reason.Raised(A.minus(B), false, given))).isTrue();
    assertThat(Reasons.hold(vectors(), new Reason.Raised(A.minus(B), false, given))).isFalse();
    assertThat(Reasons.hold(above, new Reason.Raised(B.minus(A), false, given))).isFalse();
    assertThat(Reasons.hold(above, new Reason.Raised(A.minus(B), true, given))).isFalse();
  }

  @Test
  void aDiagonalHasAReasonOfItsOwn() {
    Var row = Formula.var("r");
    Var column = Formula.var("c");
    Formula same = new Formula.Iverson(is(row, Relation.EQ, column));
    Formula entry = at("x", row);
    Formula free = sub(pow(entry, 2), sub(mul(n(2), entry), n(1)));
    Goal.Semidefinite goal = new Goal.Semidefinite(vectors(), K, row, column, mul(same, free));
    Formula square = pow(sub(entry, n(1)), 2);
    Reason why =
        new Reason.Scaled(
            free, false, n(1), new Proof.Chain(List.of()), new Reason.Parts(square, false));
    assertThat(Laws.prove(goal, new Outer(List.of()))).isFalse();
    assertThat(Laws.prove(goal, new Outer(List.of(why)))).isTrue();
    Reason other = new Reason.Parts(square, false);
    assertThat(Laws.prove(goal, new Outer(List.of(other)))).isFalse();
    Reason forged = new Reason.Parts(free, false);
    assertThat(Laws.prove(goal, new Outer(List.of(forged)))).isFalse();
    Goal.Semidefinite negative =
        new Goal.Semidefinite(vectors(), K, row, column, mul(same, free.negated()));
    assertThat(Laws.prove(negative, new Outer(List.of(why)))).isFalse();
  }
}
