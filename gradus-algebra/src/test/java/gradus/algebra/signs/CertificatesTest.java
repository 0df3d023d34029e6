package gradus.algebra.signs;

import static gradus.algebra.refute.Terms.*;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.CurvatureProof.Corners;
import gradus.algebra.CurvatureProof.Pivots;
import gradus.algebra.CurvatureProof.Sturm;
import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.curvature.Signs;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.reference.Fraction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A true certificate proves its own goal and no other.
class CertificatesTest {

  private static final Var A = Formula.var("a");
  private static final Formula Y = v("y");

  private static Goal.Compare compare(
      Formula left, Relation relation, Formula right, Condition... given) {
    return new Goal.Compare(new Setting(Map.of(), Map.of(), List.of(given)), left, relation, right);
  }

  private static Corners certificate(Goal.Compare goal) {
    return (Corners) Signs.prove(goal).orElseThrow();
  }

  @Test
  void aCertificateProvesItsGoalOnly() {
    Goal.Compare square = compare(pow(A, 2), Relation.GE, n(0));
    Corners proof = certificate(square);
    assertThat(Certificates.prove(square, proof)).isTrue();
    assertThat(Certificates.prove(compare(A, Relation.GE, n(0)), proof)).isFalse();
    assertThat(Certificates.prove(compare(pow(A, 2), Relation.LE, n(0)), proof)).isFalse();
    assertThat(Certificates.prove(compare(pow(A, 2), Relation.EQ, n(0)), proof)).isFalse();
  }

  @Test
  void aTouchedZeroIsNotPositive() {
    Formula touching = pow(sub(pow(A, 2), n(2)), 2);
    Corners proof = certificate(compare(touching, Relation.GE, n(0)));
    assertThat(Certificates.prove(compare(touching, Relation.GE, n(0)), proof)).isTrue();
    assertThat(Certificates.prove(compare(touching, Relation.GT, n(0)), proof)).isFalse();
  }

  @Test
  void theRangeMustHoldAllValues() {
    Goal.Compare right = compare(A, Relation.GE, n(0), is(A, Relation.GE, n(0)));
    Corners proof = certificate(right);
    assertThat(Certificates.prove(right, proof)).isTrue();
    assertThat(Certificates.prove(compare(A, Relation.GE, n(0)), proof)).isFalse();
    assertThat(Certificates.prove(compare(A, Relation.GE, n(0), is(A, Relation.GE, n(-1))), proof))
        .isFalse();
    Formula affine = sub(mul(n(2), A), n(1));
    assertThat(
            Certificates.prove(compare(A, Relation.GE, n(0), is(affine, Relation.GE, n(0))), proof))
        .isTrue();
  }

  @Test
  void aRangeOfAnExponentialMustHoldAllValuesToo() {
    Formula above = sub(exp(A), n(1));
    Goal.Compare right = compare(above, Relation.GE, n(0), is(A, Relation.GE, n(0)));
    Corners proof = certificate(right);
    assertThat(Certificates.prove(right, proof)).isTrue();
    assertThat(Certificates.prove(compare(above, Relation.GE, n(0)), proof)).isFalse();
  }

  @Test
  void allCornersOfTheParametersMustBeThere() {
    Formula term = add(mul(Y, exp(A)), sub(n(1), Y));
    Goal.Compare soft = compare(term, Relation.GE, n(0), between(n(0), Y, n(1)));
    Corners proof = certificate(soft);
    assertThat(Certificates.prove(soft, proof)).isTrue();
    Corners half = new Corners(proof.corners().subList(0, 1));
    assertThat(Certificates.prove(soft, half)).isFalse();
    assertThat(Certificates.prove(compare(term, Relation.GE, n(0)), proof)).isFalse();
    Goal.Compare wide = compare(term, Relation.GE, n(0), between(n(-1), Y, n(1)));
    assertThat(Certificates.prove(wide, proof)).isFalse();
  }

  @Test
  void aParameterThatIsNotAffineHasNoCorners() {
    // y² − y ≥ 0 at 0 and 1, but not between them
    Formula term = sub(pow(Y, 2), Y);
    Fraction zero = Fraction.ZERO;
    Fraction end = Fraction.INFINITY;
    Corners forged =
        new Corners(
            List.of(
                new Sturm(
                    term,
                    A,
                    Map.of("y", zero),
                    zero,
                    List.of(),
                    List.of(Fraction.ONE),
                    end.negated(),
                    end),
                new Sturm(
                    term,
                    A,
                    Map.of("y", Fraction.ONE),
                    zero,
                    List.of(),
                    List.of(Fraction.ONE),
                    end.negated(),
                    end)));
    assertThat(Certificates.prove(compare(term, Relation.GE, n(0), between(n(0), Y, n(1))), forged))
        .isFalse();
  }

  @Test
  void aKinkHasNoCurvature() {
    Fraction end = Fraction.INFINITY;
    Corners forged =
        new Corners(
            List.of(
                new Sturm(
                    n(0),
                    A,
                    Map.of(),
                    Fraction.ZERO,
                    List.of(),
                    List.of(Fraction.ONE),
                    end.negated(),
                    end)));
    Setting nothing = new Setting(Map.of(), Map.of(), List.of());
    assertThat(Certificates.prove(new Goal.Convex(nothing, A, A), forged)).isTrue();
    assertThat(Certificates.prove(new Goal.Convex(nothing, f("sign", A), A), forged)).isFalse();
    assertThat(Certificates.prove(new Goal.Convex(nothing, f("relu", A), A), forged)).isFalse();
    assertThat(Certificates.prove(new Goal.Convex(nothing, pow(A, 2), A), forged)).isFalse();
  }

  @Test
  void minorsAreThoseOfTheMatrix() {
    Setting nothing = new Setting(Map.of(), Map.of(), List.of());
    Fraction one = Fraction.ONE;
    Pivots identity = new Pivots(List.of(List.of(one, Fraction.ZERO), List.of(Fraction.ZERO, one)));
    Var i = Formula.var("i");
    Var j = Formula.var("j");
    Formula delta = new Formula.Iverson(is(i, Relation.EQ, j));
    assertThat(Certificates.prove(new Goal.Semidefinite(nothing, n(2), i, j, delta), identity))
        .isTrue();
    assertThat(
            Certificates.prove(
                new Goal.Semidefinite(nothing, n(2), i, j, delta.negated()), identity))
        .isFalse();
    assertThat(Certificates.prove(new Goal.Semidefinite(nothing, n(3), i, j, delta), identity))
        .isFalse();
  }
}
