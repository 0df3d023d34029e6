package gradus.algebra.curvature;

import static gradus.algebra.refute.Terms.*;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.Verdict;
import gradus.algebra.signs.CurvatureChecker;
import gradus.algebra.signs.Laws;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurvatureTest {

  private static final Var A = Formula.var("a");
  private static final Formula Y = v("y");
  private static final Formula SA = sigmoid(A);
  private static final Condition SOFT = between(n(0), Y, n(1));
  private static final Condition HARD =
      new Condition.Or(List.of(is(Y, Relation.EQ, n(0)), is(Y, Relation.EQ, n(1))));

  private static Formula crossEntropy() {
    Formula no = sub(n(1), SA);
    return add(mul(n(-1), Y, f("log", SA)), mul(n(-1), sub(n(1), Y), f("log", no)));
  }

  private static Goal.Convex convex(Formula function, Condition... given) {
    return new Goal.Convex(new Setting(Map.of(), Map.of(), List.of(given)), function, A);
  }

  private static Formula focal(int gamma) {
    return mul(n(-1), pow(sub(n(1), SA), gamma), f("log", SA));
  }

  static Stream<Arguments> convexFunctions() {
    return Stream.of(
        Arguments.of("cross-entropy, soft", convex(crossEntropy(), SOFT)),
        Arguments.of("cross-entropy, hard", convex(crossEntropy(), HARD)),
        Arguments.of("softplus", convex(f("softplus", A))),
        Arguments.of("softplus − ya", convex(sub(f("softplus", A), mul(Y, A)), SOFT)),
        Arguments.of("log cosh", convex(f("log", add(exp(A), exp(A.negated()))))),
        Arguments.of("x⁴ − x³ + x²", convex(add(pow(A, 4), pow(A, 3).negated(), pow(A, 2)))),
        Arguments.of("e^(a/2) + e^(−a/3)", convex(add(exp(div(A, n(2))), exp(div(A, n(-3)))))),
        Arguments.of("−log", convex(f("log", A).negated())),
        Arguments.of("1/a, a > 0", convex(div(n(1), A), is(A, Relation.GT, n(0)))),
        Arguments.of("(1 − a²)²", convex(pow(sub(n(1), pow(A, 2)), 2), is(A, Relation.GE, n(1)))));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of("E6 y=1", convex(pow(sub(n(1), SA), 2))),
        Arguments.of("E7", convex(pow(sub(Y, SA), 2), SOFT)),
        Arguments.of("E7 hard", convex(pow(sub(Y, SA), 2), HARD)),
        Arguments.of("focal 1", convex(focal(1))),
        Arguments.of("focal 2", convex(focal(2))),
        Arguments.of("focal 5", convex(focal(5))),
        Arguments.of("sigmoid", convex(SA)),
        Arguments.of("tanh", convex(f("tanh", A))),
        Arguments.of("−relu", convex(f("relu", A).negated())),
        Arguments.of("x⁴ − x²", convex(sub(pow(A, 4), pow(A, 2)))),
        Arguments.of("sin", convex(f("sin", A))),
        Arguments.of("−softplus", convex(f("softplus", A).negated())));
  }

  private static void check(Goal goal, CurvatureProof proof) {
    switch (proof) {
      case CurvatureProof.Corners(List<CurvatureProof.Sturm> corners) -> {
        assertThat(corners).isNotEmpty().allMatch(CurvatureChecker::holds);
        assertThat(corners.stream().map(CurvatureProof.Sturm::term).distinct()).hasSize(1);
        assertThat(corners.stream().map(CurvatureProof.Sturm::by).distinct()).hasSize(1);
      }
      case CurvatureProof.Sturm sturm -> assertThat(CurvatureChecker.holds(sturm)).isTrue();
      case CurvatureProof.Pivots pivots -> assertThat(CurvatureChecker.holds(pivots)).isTrue();
      case CurvatureProof.Signed _,
          CurvatureProof.Both _,
          CurvatureProof.Composed _,
          CurvatureProof.Summed _,
          CurvatureProof.Along _,
          CurvatureProof.Curved _,
          CurvatureProof.Supported _,
          CurvatureProof.Joined _,
          CurvatureProof.Rewritten _,
          CurvatureProof.Outer _,
          CurvatureProof.Principal _ ->
          assertThat(Laws.prove(goal, proof)).isTrue();
    }
  }

  private static void proved(Goal goal, Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Proved.class);
    if (verdict instanceof Verdict.Proved(CurvatureProof proof)) {
      check(goal, proof);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("convexFunctions")
  void provesWhatIsConvex(String name, Goal.Convex goal) {
    proved(goal, Convexity.decide(goal));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void refutesWhatIsNot(String name, Goal.Convex goal) {
    assertThat(Convexity.decide(goal)).as(name).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void aKinkMayBeConvex() {
    assertThat(Convexity.decide(convex(f("relu", A)))).isInstanceOf(Verdict.Proved.class);
    assertThat(Convexity.decide(convex(div(n(1), pow(A, 2)))))
        .isNotInstanceOf(Verdict.Proved.class);
  }

  static Stream<Arguments> inequalities() {
    Formula no = sub(n(1), SA);
    Formula slope = mul(n(2), sub(SA, n(1)), SA, no);
    return Stream.of(
        Arguments.of("σ(1−σ) ≤ 1/4", claim(mul(SA, no), Relation.LE, div(n(1), n(4))), true),
        Arguments.of("σ′ > 0", claim(d(SA, A), Relation.GT, n(0)), true),
        Arguments.of("σ < 1", claim(SA, Relation.LT, n(1)), true),
        Arguments.of("|MSE′| ≤ 8/27", claim(slope, Relation.GE, div(n(-8), n(27))), true),
        Arguments.of("|MSE′| < 8/27", claim(slope, Relation.GT, div(n(-8), n(27))), false),
        Arguments.of("|MSE′| ≤ 7/27", claim(slope, Relation.GE, div(n(-7), n(27))), false),
        Arguments.of("bce″ ≥ 0", claim(d(d(crossEntropy(), A), A), Relation.GE, n(0), SOFT), true),
        Arguments.of("tanh ≤ 1", claim(f("tanh", A), Relation.LE, n(1)), true),
        Arguments.of("a ≤ 1 on [0, 1]", claim(A, Relation.LE, n(1), between(n(0), A, n(1))), true),
        Arguments.of("a < 1 on [0, 1]", claim(A, Relation.LT, n(1), between(n(0), A, n(1))), false),
        Arguments.of("a > 0 at 0", claim(A, Relation.GT, n(0), is(A, Relation.EQ, n(0))), false),
        Arguments.of("a² ≥ 0", claim(pow(A, 2), Relation.GE, n(0)), true),
        Arguments.of("a² > 0", claim(pow(A, 2), Relation.GT, n(0)), false),
        Arguments.of("a ≥ 0", claim(A, Relation.GE, n(0)), false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inequalities")
  void knowsSigns(String name, Goal.Compare goal, boolean holds) {
    assertThat(Signs.prove(goal).isPresent()).as(name).isEqualTo(holds);
    Signs.prove(goal).ifPresent(it -> check(goal, it));
  }

  private static Goal.Semidefinite matrix(long... entries) {
    int n = (int) Math.sqrt(entries.length);
    Formula entry = n(0);
    for (int at = 0; at < entries.length; at++) {
      Condition here =
          new Condition.And(
              List.of(
                  is(v("i"), Relation.EQ, n(at / n + 1)), is(v("j"), Relation.EQ, n(at % n + 1))));
      entry = new Formula.Choose(here, n(entries[at]), entry);
    }
    Setting setting = new Setting(Map.of(), Map.of(), List.of());
    return new Goal.Semidefinite(setting, n(n), Formula.var("i"), Formula.var("j"), entry);
  }

  private static Goal.Semidefinite softmaxMatrix(Formula entry) {
    Goal.Compare over =
        over("K", Map.of("x", v("K")), equal(n(0), n(0), is(v("K"), Relation.GE, n(1))));
    return new Goal.Semidefinite(over.setting(), v("K"), Formula.var("i"), Formula.var("j"), entry);
  }

  @Test
  void decidesMatricesOfNumbers() {
    proved(matrix(2, -2, -2, 2), Semidefiniteness.decide(matrix(2, -2, -2, 2)));
    proved(
        matrix(2, -1, 0, -1, 2, -1, 0, -1, 2),
        Semidefiniteness.decide(matrix(2, -1, 0, -1, 2, -1, 0, -1, 2)));
    proved(matrix(0, 0, 0, 3), Semidefiniteness.decide(matrix(0, 0, 0, 3)));
    assertThat(Semidefiniteness.decide(matrix(-2, 2, 2, -2))).isInstanceOf(Verdict.Refuted.class);
    assertThat(Semidefiniteness.decide(matrix(1, 2, 2, 1))).isInstanceOf(Verdict.Refuted.class);
    assertThat(Semidefiniteness.decide(matrix(1, 1, 0, 1))).isInstanceOf(Verdict.Refuted.class);
    assertThat(Semidefiniteness.decide(matrix(0, 1, 1, 0))).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void provesTheSoftmaxJacobianAtAllSizes() {
    Formula delta = new Formula.Iverson(is(v("i"), Relation.EQ, v("j")));
    Formula pi = softmax("x", v("i"));
    Formula pj = softmax("x", v("j"));
    Goal.Semidefinite softmax = softmaxMatrix(mul(pi, sub(delta, pj)));
    proved(softmax, Semidefiniteness.decide(softmax));
    assertThat(Semidefiniteness.decide(softmaxMatrix(mul(pi, sub(pj, delta)))))
        .isInstanceOf(Verdict.Refuted.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void countsRootsThatAreKnown(long seed) {
    Random random = new Random(seed);
    for (int trial = 0; trial < 20; trial++) {
      List<Integer> roots = new ArrayList<>();
      Polynomial product = new Polynomial(List.of(Fraction.ONE, Fraction.ZERO, Fraction.ONE));
      for (int i = 0; i < 4; i++) {
        int root = random.nextInt(-5, 6);
        roots.add(root);
        product = product.times(new Polynomial(List.of(Fraction.of(-root), Fraction.ONE)));
      }
      int low = random.nextInt(-6, 3);
      int high = low + 1 + random.nextInt(5);
      long expected = roots.stream().distinct().filter(r -> low < r && r < high).count();
      assertThat(new Roots(product).between(Fraction.of(low), Fraction.of(high)))
          .as("seed %d: roots %s in (%d, %d)", seed, roots, low, high)
          .isEqualTo((int) expected);
      Polynomial even = product.times(product);
      assertThat(new Roots(even).negative(Fraction.INFINITY.negated(), Fraction.INFINITY))
          .isEmpty();
      Polynomial below = even.plus(Polynomial.constant(Fraction.of(-1, 1000)));
      assertThat(new Roots(below).negative(Fraction.INFINITY.negated(), Fraction.INFINITY))
          .isPresent();
    }
  }

  @Test
  void theCheckerRefusesWhatIsWrong() {
    CurvatureProof.Sturm wrongQuotient =
        new CurvatureProof.Sturm(
            pow(A, 2),
            A,
            Map.of(),
            Fraction.ZERO,
            List.of(Fraction.ZERO, Fraction.ZERO, Fraction.of(2)),
            List.of(Fraction.ONE),
            Fraction.INFINITY.negated(),
            Fraction.INFINITY);
    CurvatureProof.Sturm negative =
        new CurvatureProof.Sturm(
            A,
            A,
            Map.of(),
            Fraction.ZERO,
            List.of(Fraction.ZERO, Fraction.ONE),
            List.of(Fraction.ONE),
            Fraction.of(-1),
            Fraction.INFINITY);
    assertThat(CurvatureChecker.holds(wrongQuotient)).isFalse();
    assertThat(CurvatureChecker.holds(negative)).isFalse();
    List<List<Fraction>> matrix =
        List.of(List.of(Fraction.of(1), Fraction.of(2)), List.of(Fraction.of(2), Fraction.of(1)));
    assertThat(CurvatureChecker.holds(new CurvatureProof.Pivots(matrix))).isFalse();
  }
}
