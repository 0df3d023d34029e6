package gradus.algebra.signs;

import static gradus.algebra.refute.Terms.*;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Reason;
import gradus.algebra.Setting;
import gradus.algebra.Setting.Kind;
import gradus.algebra.Setting.Range;
import gradus.algebra.Verdict;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.curvature.Convexity;
import gradus.algebra.curvature.InequalityLaws;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Var;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Reasons that are found are replayed; reasons that were tampered with show nothing that is false.
class LawsTest {

  private static final Var A = Formula.var("a");
  private static final Var B = Formula.var("b");
  private static final Var I = Formula.var("i");
  private static final Formula K = v("K");
  private static final Proof NOTHING = new Proof.Chain(List.of());

  private static Setting vectors(Condition... given) {
    List<Condition> all = new ArrayList<>(List.of(between(n(1), I, K), is(K, Relation.GE, n(1))));
    all.addAll(List.of(given));
    List<Range> vector = List.of(new Range(n(1), K));
    return new Setting(
        Map.of("K", Kind.INTEGER, "i", Kind.INTEGER),
        Map.of("x", vector, "y", vector, "p", vector),
        all);
  }

  private static Fold fold(Combination how, String index, Formula body) {
    return new Fold(how, Formula.var(index), n(1), K, body);
  }

  private static Formula total(Formula body) {
    return fold(Combination.SUM, "s", body);
  }

  private static final Formula X = at("x", v("s"));
  private static final Formula Y = at("y", v("s"));
  private static final Fold MOST = fold(Combination.MAX, "m", at("x", v("m")));
  private static final Fold LEAST = fold(Combination.MIN, "m", at("p", v("m")));
  private static final Formula LSE = f("log", total(exp(X)));

  private static Goal.Compare over(Formula more, Formula less, Condition... given) {
    return new Goal.Compare(vectors(given), more, Relation.GE, less);
  }

  private static Goal.Compare plain(Formula more, Formula less, Condition... given) {
    return new Goal.Compare(
        new Setting(Map.of(), Map.of(), List.of(given)), more, Relation.GE, less);
  }

  /// What holds, and what does not though it differs only in what is given, or in strictness.
  static Stream<Arguments> goals() {
    Condition positive = is(A, Relation.GE, n(0));
    Condition spread = is(LEAST, Relation.GE, n(0));
    Condition one = is(total(at("p", v("s"))), Relation.EQ, n(1));
    return Stream.of(
        Arguments.of(plain(A, f("tanh", A), positive), plain(A, f("tanh", A))),
        Arguments.of(plain(exp(A), add(n(1), A)), strict(plain(exp(A), add(n(1), A)))),
        Arguments.of(plain(f("relu", A), A), strict(plain(f("relu", A), A))),
        Arguments.of(
            plain(mul(A, B), n(0), positive, is(B, Relation.GE, n(0))),
            plain(mul(A, B), n(0), positive)),
        Arguments.of(over(MOST, at("x", I)), strict(over(MOST, at("x", I)))),
        Arguments.of(over(LSE, MOST), over(MOST, LSE)),
        Arguments.of(over(add(MOST, f("log", K)), LSE), over(MOST, LSE)),
        Arguments.of(
            over(total(at("p", v("s"))), at("p", I), spread),
            over(total(at("p", v("s"))), at("p", I))),
        Arguments.of(over(n(1), at("p", I), spread, one), over(n(1), at("p", I), one)),
        Arguments.of(
            over(mul(total(pow(X, 2)), total(pow(Y, 2))), pow(total(mul(X, Y)), 2)),
            strict(over(mul(total(pow(X, 2)), total(pow(Y, 2))), pow(total(mul(X, Y)), 2)))),
        Arguments.of(
            plain(div(n(1), n(4)), mul(sigmoid(mul(A, B)), sub(n(1), sigmoid(mul(A, B))))),
            strict(plain(div(n(1), n(4)), mul(sigmoid(mul(A, B)), sub(n(1), sigmoid(mul(A, B))))))),
        Arguments.of(
            plain(sub(A, B), sub(f("tanh", A), f("tanh", B)), is(A, Relation.GE, B)),
            plain(sub(A, B), sub(f("tanh", A), f("tanh", B)))),
        // the least value of a σ(a) is −0.27846…
        Arguments.of(
            plain(mul(A, sigmoid(A)), div(n(-279), n(1000))),
            plain(mul(A, sigmoid(A)), div(n(-278), n(1000)))),
        Arguments.of(
            plain(mul(A, f("tanh", f("softplus", A))), div(n(-31), n(100))),
            plain(mul(A, f("tanh", f("softplus", A))), div(n(-30), n(100)))),
        Arguments.of(
            plain(mul(A, sigmoid(A), B), n(-1), between(n(0), B, n(3))),
            plain(mul(A, sigmoid(A), B), n(-1), between(n(0), B, n(4)))));
  }

  private static Goal.Compare strict(Goal.Compare goal) {
    return new Goal.Compare(goal.setting(), goal.left(), Relation.GT, goal.right());
  }

  private static Reason reason(Goal.Compare goal) {
    return InequalityLaws.proof(goal).orElseThrow(() -> new AssertionError("no proof of " + goal))
            instanceof CurvatureProof.Signed(Reason why)
        ? why
        : null;
  }

  private static boolean proves(Goal goal, Reason why) {
    return Laws.prove(goal, new CurvatureProof.Signed(why));
  }

  @ParameterizedTest
  @MethodSource("goals")
  void whatIsFoundIsReplayedAndProvesNothingElse(Goal.Compare goal, Goal.Compare wrong) {
    Reason why = reason(goal);
    assertThat(proves(goal, why)).isTrue();
    assertThat(proves(wrong, why)).isFalse();
    assertThat(InequalityLaws.proof(wrong)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("goals")
  void noForgedReasonShowsWhatIsFalse(Goal.Compare goal, Goal.Compare wrong) {
    Formula more = Laws.more(wrong);
    boolean strict = wrong.relation() == Relation.GT;
    for (Reason forged : Forgeries.of(reason(goal))) {
      assertThat(proves(wrong, forged)).as(forged.toString()).isFalse();
      assertThat(proves(wrong, Forgeries.retold(forged, more, strict)))
          .as(forged.toString())
          .isFalse();
    }
  }

  private static final Setting FREE = new Setting(Map.of(), Map.of(), List.of());

  private static void refused(Setting setting, Reason why) {
    assertThat(Reasons.hold(setting, why)).as(why.toString()).isFalse();
  }

  private static Formula choose(Formula then, Formula otherwise) {
    return new Formula.Choose(is(A, Relation.GT, n(0)), then, otherwise);
  }

  @Test
  void casesMustCoverWhatIsNotEvaluated() {
    Formula part = f("relu", f("log", A));
    Formula term = choose(add(part, n(1)), n(-1));
    List<Reason> sides =
        List.of(
            new Reason.Linear(choose(add(f("log", A), n(1)), n(-1)), false),
            new Reason.Linear(choose(add(n(0), n(1)), n(-1)), false));
    refused(FREE, new Reason.Cases(term, false, part, sides));
  }

  @Test
  void aNumberStandsForWhatIsEvaluatedOnly() {
    Formula part = f("log", f("relu", A.negated()));
    Formula term = choose(n(-1), part.power(n(2)));
    Var t = Formula.var("t");
    Reason inner = new Reason.Parts(choose(n(-1), t.power(n(2))), false);
    refused(FREE, new Reason.General(term, false, part, t, inner));
    refused(FREE, new Reason.General(A, false, A, A, new Reason.Parts(A, false)));
  }

  @Test
  void aNameThatIsTakenIsNotFresh() {
    Setting positive = new Setting(Map.of(), Map.of(), List.of(is(v("t"), Relation.GE, n(0))));
    refused(
        positive,
        new Reason.General(A, false, A, Formula.var("t"), new Reason.Linear(v("t"), false)));
  }

  @Test
  void aFactorMustBePositiveAndALemmaDefined() {
    refused(FREE, new Reason.Scaled(A, false, A, NOTHING, new Reason.Parts(pow(A, 2), false)));
    Formula undefined = div(pow(A, 2), pow(A, 2));
    refused(
        FREE,
        new Reason.Lemma(
            A, false, new Reason.Parts(undefined, false), new Reason.Linear(A, false)));
    Reason whole = new Reason.Parts(mul(A, div(n(1), A), pow(A, 2)), false);
    refused(FREE, new Reason.Scaled(A, false, n(1), NOTHING, whole));
  }

  @Test
  void aMemberLiesInTheRange() {
    Formula beyond = add(K, n(1));
    for (Formula place : List.of(n(2), n(0), beyond, A)) {
      Formula difference = Reasons.difference(MOST, place);
      refused(vectors(), new Reason.Member(difference, false, MOST, place));
    }
    Fold sum = fold(Combination.SUM, "s", X);
    refused(vectors(), new Reason.Member(Reasons.difference(sum, I), false, sum, I));
    assertThat(
            Reasons.hold(vectors(), new Reason.Member(Reasons.difference(MOST, I), false, MOST, I)))
        .isTrue();
  }

  /// `Σ e^x > e^xᵢ` where there are two terms, and not where there may be one.
  @Test
  void aSumIsMoreThanATermWhereThereAreTwo() {
    List<Condition> given = new ArrayList<>(vectors().given());
    given.add(is(K, Relation.GE, n(2)));
    Setting two = new Setting(vectors().variables(), vectors().tensors(), given);
    Fold powers = fold(Combination.SUM, "s", exp(X));
    Reason more = new Reason.Member(Reasons.difference(powers, I), true, powers, I);
    assertThat(Reasons.hold(two, more)).isTrue();
    refused(vectors(), more);
    Fold squares = fold(Combination.SUM, "s", mul(X, X));
    refused(two, new Reason.Member(Reasons.difference(squares, I), true, squares, I));
    refused(two, new Reason.Member(Reasons.difference(MOST, I), true, MOST, I));
  }

  @Test
  void aMaximumThatDoesNotStandThereSaysNothing() {
    Reason inner = new Reason.Linear(n(-1), false);
    refused(vectors(), new Reason.Attained(n(-1), false, MOST, Formula.var("j"), inner));
    Fold empty = new Fold(Combination.MAX, Formula.var("m"), n(1), n(0), at("x", v("m")));
    Formula term = sub(n(-1), empty);
    Formula there = sub(n(-1), at("x", v("j")));
    refused(
        vectors(),
        new Reason.Attained(term, false, empty, Formula.var("j"), new Reason.Linear(there, false)));
  }

  @Test
  void noValleyHasAPole() {
    Formula term = div(n(1), A);
    Formula slope = div(n(-1), pow(A, 2));
    Reason there = new Reason.Parts(n(1), true);
    refused(
        FREE,
        new Reason.Valley(
            term,
            false,
            A,
            Fraction.ONE,
            there,
            new Reason.Linear(slope, false),
            new Reason.Parts(slope.negated(), false)));
    // log(a) falls nowhere, but it is negative before 1
    Formula log = f("log", A);
    refused(
        FREE,
        new Reason.Valley(
            log,
            false,
            A,
            Fraction.ONE,
            new Reason.Parts(f("log", n(1)), false),
            new Reason.Parts(div(n(1), A), false),
            new Reason.Linear(div(n(1), A).negated(), false)));
  }

  @Test
  void whatRisesHasNoPoleBetween() {
    Setting apart = new Setting(Map.of(), Map.of(), List.of(is(A, Relation.GE, B)));
    Var t = Formula.var("t");
    Formula apartBy = A.minus(B);
    for (Formula function : List.of(div(n(-1), t), f("log", pow(t, 2)), f("abs", t))) {
      Formula term =
          new Formula.Add(
              List.of(
                  Known.replaced(function, t, A), new Formula.Neg(Known.replaced(function, t, B))));
      Formula slope = new Derivative(t).of(function);
      refused(
          apart,
          new Reason.Rising(
              term,
              false,
              t,
              function,
              A,
              B,
              new Reason.Linear(apartBy, false),
              new Reason.Parts(slope, false)));
    }
    Formula tanh = f("tanh", t);
    Formula term = new Formula.Add(List.of(f("tanh", A), new Formula.Neg(f("tanh", B))));
    Reason slope = new Reason.Parts(new Derivative(t).of(tanh), false);
    Reason linear = new Reason.Linear(apartBy, false);
    Reason rising = new Reason.Rising(term, false, t, tanh, A, B, linear, slope);
    assertThat(Reasons.hold(FREE, rising)).isFalse();
  }

  @Test
  void theIndexOfASumHidesAName() {
    Setting positive = new Setting(Map.of(), Map.of(), List.of(is(v("s"), Relation.GE, n(0))));
    Fold sum = new Fold(Combination.SUM, Formula.var("s"), n(-3), n(3), v("s"));
    refused(positive, new Reason.Termwise(sum, false, new Reason.Linear(v("s"), false)));
    refused(positive, new Reason.Parts(sum, false));
  }

  /// The first is defined on two intervals, the second on one: only that is known of both points
  /// between which a second derivative decides.
  @Test
  void thatALogarithmIsDefinedIsKnownOnOneIntervalOnly() {
    Formula two = f("log", add(pow(A, 2), A.negated())).negated();
    assertThat(Laws.interval(new Goal.Convex(FREE, two, A)).given()).isEmpty();
    Formula one = f("log", add(n(1), pow(A, 2).negated())).negated();
    assertThat(Laws.interval(new Goal.Convex(FREE, one, A)).given()).hasSize(1);
  }

  @Test
  void aSupportingLineOfAnotherFunctionIsRefused() {
    Formula size = f("abs", A);
    Formula huber =
        new Formula.Choose(
            between(n(-1), A, n(1)), div(pow(A, 2), n(2)), sub(size, div(n(1), n(2))));
    Goal.Convex goal = new Goal.Convex(FREE, huber, A);
    Verdict verdict = Convexity.decide(goal);
    assertThat(verdict).isInstanceOf(Verdict.Proved.class);
    CurvatureProof proof = (CurvatureProof) ((Verdict.Proved) verdict).proof();
    assertThat(proof).isInstanceOf(CurvatureProof.Supported.class);
    assertThat(Laws.prove(goal, proof)).isTrue();
    assertThat(Laws.prove(new Goal.Convex(FREE, huber.negated(), A), proof)).isFalse();
    assertThat(Laws.prove(new Goal.Convex(FREE, huber, B), proof)).isFalse();
    CurvatureProof.Supported supported = (CurvatureProof.Supported) proof;
    assertThat(
            Laws.prove(
                goal, new CurvatureProof.Supported(n(0), supported.other(), supported.why())))
        .isFalse();
    assertThat(
            Laws.prove(goal, new CurvatureProof.Supported(supported.slope(), A, supported.why())))
        .isFalse();
  }

  @Test
  void aCurvatureOfAnotherFunctionIsRefused() {
    Goal.Convex square = new Goal.Convex(FREE, pow(A, 2), A);
    Reason why = new Reason.Parts(Laws.curvature(square), false);
    assertThat(Laws.prove(square, new CurvatureProof.Curved(why))).isTrue();
    Goal.Convex cubic = new Goal.Convex(FREE, pow(A, 3), A);
    assertThat(Laws.prove(cubic, new CurvatureProof.Curved(why))).isFalse();
    Formula pole = div(n(1), pow(A, 2));
    Goal.Convex broken = new Goal.Convex(FREE, pole, A);
    Reason sign = new Reason.Parts(Laws.curvature(broken), false);
    assertThat(Laws.prove(broken, new CurvatureProof.Curved(sign))).isFalse();
  }

  @Test
  void minorsAreThoseOfTheMatrix() {
    Var row = Formula.var("r");
    Var column = Formula.var("c");
    Formula same = bracket(is(row, Relation.EQ, column));
    Goal.Semidefinite one = new Goal.Semidefinite(FREE, n(2), row, column, same);
    Goal.Semidefinite ones = new Goal.Semidefinite(FREE, n(2), row, column, sub(n(1), same));
    List<Reason> minors =
        Laws.choices(one).stream()
            .<Reason>map(it -> new Reason.Linear(Laws.minor(one, it, it), false))
            .toList();
    CurvatureProof proof = new CurvatureProof.Principal(minors, List.of(NOTHING));
    assertThat(Laws.prove(one, proof)).isTrue();
    assertThat(Laws.prove(ones, proof)).isFalse();
    assertThat(Laws.prove(ones, new CurvatureProof.Outer(List.of()))).isFalse();
    assertThat(
            Laws.prove(one, new CurvatureProof.Principal(minors.subList(0, 2), List.of(NOTHING))))
        .isFalse();
    assertThat(Laws.prove(one, new CurvatureProof.Principal(minors, List.of()))).isFalse();
  }
}
