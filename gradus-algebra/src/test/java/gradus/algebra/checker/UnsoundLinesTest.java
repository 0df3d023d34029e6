package gradus.algebra.checker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Setting;
import gradus.algebra.Setting.Kind;
import gradus.algebra.Setting.Range;
import gradus.algebra.Step;
import gradus.algebra.linear.Elimination;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Iverson;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Lines that look right, each of which would prove something false.
class UnsoundLinesTest {

  private static final Formula ZERO = Formula.ZERO;
  private static final Formula ONE = Formula.ONE;
  private static final Formula TWO = Formula.number(2);
  private static final Formula X = Formula.var("x");
  private static final Formula Y = Formula.var("y");
  private static final Formula N = Formula.var("n");
  private static final Formula.Var K = Formula.var("k");

  private static Setting setting(Condition... given) {
    return new Setting(
        Map.of("n", Kind.INTEGER, "k", Kind.INTEGER, "K", Kind.INTEGER),
        Map.of("t", List.of(new Range(ONE, Formula.var("K")))),
        List.of(given));
  }

  private static Condition is(Relation relation, Formula left, Formula right) {
    return Condition.compare(relation, left, right);
  }

  private static Fold sum(String index, Formula from, Formula to, Formula body) {
    return new Fold(Combination.SUM, Formula.var(index), from, to, body);
  }

  private static Step line(String rule, Formula before, Formula after, Formula... witness) {
    return new Step(rule, before, after, List.of(witness));
  }

  private static void verify(Setting setting, Formula left, Formula right, Step... lines) {
    Goal.Compare goal = new Goal.Compare(setting, left, Relation.EQ, right);
    Checker.verify(goal, new Proof.Chain(Arrays.asList(lines)), Elimination::contradiction);
  }

  private static void refuses(Setting setting, Formula left, Formula right, Step... lines) {
    assertThatThrownBy(() -> verify(setting, left, right, lines))
        .isInstanceOf(RefusedException.class);
  }

  private static void refusesLine(Setting setting, Step line) {
    refuses(setting, line.before(), line.after(), line);
  }

  @Test
  void divisionByANegativeNumberIsNotBoundedLikeOneByAPositive() {
    Formula floor = Formula.call("floordiv", X, Formula.number(-2));
    refusesLine(setting(), line("algebra", floor, ZERO));
  }

  @Test
  void aBoundVariableIsNotTheSizeOfATensorOfThatName() {
    Formula third = new Entry("t", List.of(Formula.number(3)));
    refuses(
        setting(is(Relation.GE, Formula.var("K"), Formula.number(3))),
        sum("K", ONE, TWO, third),
        ZERO,
        line("outside the range", third, ZERO));
  }

  @Test
  void aBoundVariableIsNotTheFreeOneOfThatName() {
    Formula five = Formula.number(5);
    refuses(
        setting(is(Relation.EQ, K, five)),
        sum("k", ONE, TWO, K),
        sum("k", ONE, TWO, five),
        line("given", K, five));
  }

  @Test
  void whatHoldsAtAPointIsNotDifferentiated() {
    Formula square = new Formula.Mul(List.of(X, X));
    Formula slope = Formula.call("derivative", square, X);
    Formula three = Formula.number(3);
    Formula replaced = Formula.call("derivative", new Formula.Mul(List.of(X, three)), X);
    refuses(
        setting(is(Relation.EQ, X, three)),
        slope,
        three,
        line("given", square, new Formula.Mul(List.of(X, three))),
        line("derivative", replaced, three));
  }

  @Test
  void aDenominatorDoesNotComeFromNothing() {
    Formula bracket = new Iverson(is(Relation.EQ, X, ZERO));
    refuses(setting(), bracket, ZERO, line("algebra", bracket, bracket.times(X.over(X))));
  }

  @Test
  void casesThatMayHaveNoValueDoNotCoverEverything() {
    Formula bracket = new Iverson(is(Relation.EQ, X, ZERO));
    Formula inverse = ONE.over(X);
    Goal.Compare goal = new Goal.Compare(setting(), bracket, Relation.EQ, bracket);
    Proof none = new Proof.Chain(List.of());
    Condition positive = is(Relation.GT, inverse, ZERO);
    Condition other = is(Relation.LE, inverse, ZERO);
    Proof cases =
        new Proof.Cases(List.of(new Proof.Case(positive, none), new Proof.Case(other, none)));
    assertThatThrownBy(() -> Checker.verify(goal, cases, Elimination::contradiction))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("expected cases of which one must hold");
    Goal.Compare defined = new Goal.Compare(setting(), inverse, Relation.EQ, inverse);
    assertThatCode(() -> Checker.verify(defined, cases, Elimination::contradiction))
        .doesNotThrowAnyException();
  }

  @Test
  void casesMustExcludeThatAllFail() {
    Goal.Compare goal = new Goal.Compare(setting(), X, Relation.EQ, X);
    Proof none = new Proof.Chain(List.of());
    for (Relation relation : List.of(Relation.EQ, Relation.NE, Relation.LT)) {
      Proof.Case less = new Proof.Case(is(relation, X, ZERO), none);
      Proof.Case more = new Proof.Case(is(Relation.GT, X, ZERO), none);
      assertThatThrownBy(
              () ->
                  Checker.verify(
                      goal, new Proof.Cases(List.of(less, more)), Elimination::contradiction))
          .isInstanceOf(RefusedException.class);
    }
  }

  @Test
  void aFunctionOfTwoArgumentsIsNotThatOfOne() {
    refuses(setting(), Formula.call("exp", X, Y), Formula.call("exp", N, Y));
    refuses(setting(), Formula.call("exp", X, Y), Formula.call("exp", X, N));
    refuses(setting(), Formula.call("log", X, Y), Formula.call("log", N, Y));
  }

  @Test
  void infinityIsNoNumber() {
    Formula infinity = new Formula.Named("infinity");
    refuses(setting(), infinity.minus(infinity), ZERO);
  }

  @Test
  void nothingIsTakenOutOfASumThatMayBeEmpty() {
    Formula inverse = ONE.over(X);
    Formula inside = sum("k", ONE, N, inverse);
    Formula outside = inverse.times(sum("k", ONE, N, ONE));
    refusesLine(setting(), line("linearity", inside, outside));
    assertThatCode(
            () ->
                verify(
                    setting(is(Relation.GE, N, ONE)),
                    inside,
                    outside,
                    line("linearity", inside, outside)))
        .doesNotThrowAnyException();
  }

  @Test
  void anEmptySumHasNoFirstTermAndNoLength() {
    Fold count = sum("k", ONE, N, ONE);
    Fold rest = sum("k", TWO, N, ONE);
    refusesLine(setting(), line("first term", count, ONE.plus(rest)));
    refusesLine(setting(), line("constant sum", count, N));
    refusesLine(setting(is(Relation.GE, N, Formula.number(-1))), line("constant sum", count, N));
    refusesLine(setting(is(Relation.GE, X, ONE)), line("constant sum", sum("k", ONE, X, ONE), X));
    refusesLine(setting(), line("empty sum", count, ZERO));
    refusesLine(setting(is(Relation.GE, N, ZERO)), line("empty sum", count, ZERO));
  }

  @Test
  void whatABracketSaysOfAnEntryHoldsAtItsOwnIndexAlone() {
    Setting within =
        setting(
            is(Relation.GE, N, ONE),
            is(Relation.LE, N, Formula.var("K")),
            is(Relation.GE, Formula.var("m"), ONE),
            is(Relation.LE, Formula.var("m"), Formula.var("K")));
    Formula here = new Iverson(is(Relation.GE, new Entry("t", List.of(K)), ZERO));
    Formula there = new Iverson(is(Relation.GE, new Entry("t", List.of(N)), ZERO));
    Formula elsewhere = new Iverson(is(Relation.GE, new Entry("t", List.of(ONE)), ZERO));
    Formula delta = new Iverson(is(Relation.EQ, K.minus(N), ZERO));
    Fold taken = sum("k", ONE, Formula.var("K"), new Formula.Mul(List.of(delta, here)));
    Fold all = sum("k", ONE, Formula.var("K"), here);
    assertThatCode(() -> verify(within, taken, there, line("delta in a sum", taken, there, N)))
        .doesNotThrowAnyException();
    refusesLine(within, line("delta in a sum", taken, elsewhere, N));
    refusesLine(within, line("delta in a sum", taken, elsewhere, ONE));
    refusesLine(within, line("delta in a sum", all, there, N));
    refusesLine(setting(), line("delta in a sum", taken, there, N));
    Fold less = sum("k", ONE, Formula.var("K").minus(ONE), here);
    refusesLine(within, line("change of index", all, less, K, K));
    refusesLine(within, line("change of index", less, all, K, K));
  }

  @Test
  void logarithmsOfUnknownSignsAreNotTakenApart() {
    Formula log = Formula.call("log", new Formula.Mul(List.of(X, Y)));
    Formula apart = Formula.call("log", X).plus(Formula.call("log", Y));
    refusesLine(setting(), line("log", log, apart));
    Formula square = Formula.call("log", X.power(TWO));
    refusesLine(setting(), line("log", square, TWO.times(Formula.call("log", X))));
  }

  @Test
  void theRootOfASquareHasItsSign() {
    Formula half = ONE.over(TWO);
    Formula root = X.power(TWO).power(new Formula.Num(BigInteger.ONE, BigInteger.TWO));
    refusesLine(setting(), line("power", root, X));
    refusesLine(setting(), line("algebra", root, X));
    refuses(setting(), X.power(TWO).power(half), X);
  }

  @Test
  void onlyWhatIsPositiveLeavesABracketOrARoot() {
    Formula half = new Formula.Num(BigInteger.ONE, BigInteger.TWO);
    Formula bracket = new Formula.Iverson(is(Relation.GT, Y.times(X), ZERO));
    Formula plain = new Formula.Iverson(is(Relation.GT, X, ZERO));
    Formula root = Y.power(TWO).times(X).power(half);
    Formula outside = Y.times(X.power(half));
    Setting positive = setting(is(Relation.GT, Y, ZERO));
    verify(positive, bracket, plain, line("condition", bracket, plain));
    verify(positive, root, outside, line("power", root, outside));
    for (Setting other :
        List.of(
            setting(),
            setting(is(Relation.GE, Y, ZERO)),
            setting(is(Relation.NE, Y, ZERO)),
            setting(is(Relation.LT, Y, ZERO)),
            setting(is(Relation.GT, X, ZERO)))) {
      refusesLine(other, line("condition", bracket, plain));
      refusesLine(other, line("power", root, outside));
    }
    Formula negative = new Formula.Iverson(is(Relation.LT, X, ZERO));
    refusesLine(positive, line("condition", bracket, negative));
    refusesLine(positive, line("power", root, outside.negated()));
    refusesLine(positive, line("power", root, Y.power(TWO).times(X.power(half))));
  }

  @Test
  void aRootOfANumberIsExact() {
    Formula half = new Formula.Num(BigInteger.ONE, BigInteger.TWO);
    Formula third = new Formula.Num(BigInteger.ONE, BigInteger.valueOf(3));
    Formula four = Formula.number(4);
    Formula root = four.times(X).power(half);
    verify(setting(), root, TWO.times(X.power(half)));
    refusesLine(setting(), line("power", root, Formula.number(-2).times(X.power(half))));
    refusesLine(setting(), line("power", root, four.times(X.power(half))));
    refusesLine(setting(), line("power", four.times(X).power(third), TWO.times(X.power(third))));
    Formula eight = Formula.number(8).times(X).power(half);
    refusesLine(setting(), line("power", eight, Formula.number(3).times(X.power(half))));
    refusesLine(setting(), line("power", four.negated().power(half), TWO));
  }

  @Test
  void anIndexIsChangedOneToOne() {
    Formula entry = new Entry("s", List.of(K));
    Fold all = sum("k", ONE, N, entry);
    Formula doubled = new Entry("s", List.of(TWO.times(K)));
    refusesLine(
        setting(),
        line("change of index", all, sum("k", ONE, N, doubled), TWO.times(K), K.over(TWO)));
    refusesLine(setting(), line("change of index", all, sum("k", ZERO, N, entry), K, K));
    refusesLine(setting(), line("change of index", all, sum("k", ONE, N.minus(ONE), entry), K, K));
    refusesLine(
        setting(),
        line("delta in a sum", sum("k", ONE, N, entry), new Entry("s", List.of(ONE)), ONE));
  }

  @Test
  void aLineThatFindsNothingIsRefused() {
    assertThatThrownBy(() -> verify(setting(), X, X, line("algebra", Y, Y.plus(ZERO.times(N)))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("expected a line that follows");
  }

  private static Formula floor(Formula above, Formula below) {
    return Formula.call("floordiv", above, below);
  }

  @Test
  void aFloorWithinAFloorIsLeftOutWhereWholeNumbersAreDividedByOne() {
    Condition positive = is(Relation.GE, N, ONE);
    Formula inner = Formula.call("floor", X);
    Formula plain = floor(X.plus(K), N);
    // ⌊(⌊x⌋ + k) / n⌋ = ⌊(x + k) / n⌋ for whole k and n ≥ 1
    Step right = line("algebra", floor(inner.plus(K), N), plain);
    assertThatCode(() -> verify(setting(positive), right.before(), right.after(), right))
        .doesNotThrowAnyException();
    Step nested = line("algebra", floor(floor(X, TWO), N), floor(X, TWO.times(N)));
    assertThatCode(() -> verify(setting(positive), nested.before(), nested.after(), nested))
        .doesNotThrowAnyException();
    // n may be negative; y is not whole; k is multiplied; the floor is; another one is left
    refusesLine(setting(), right);
    refusesLine(setting(is(Relation.GE, Y, ONE)), line("algebra", floor(inner, Y), floor(X, Y)));
    refusesLine(setting(positive), line("algebra", floor(inner.plus(Y), N), floor(X.plus(Y), N)));
    refusesLine(
        setting(positive), line("algebra", floor(TWO.times(inner), N), floor(TWO.times(X), N)));
    refusesLine(
        setting(positive), line("algebra", floor(inner.negated(), N), floor(X.negated(), N)));
    refusesLine(
        setting(positive),
        line("algebra", floor(inner.plus(Formula.call("floor", Y)), N), floor(X.plus(Y), N)));
    refusesLine(setting(positive), line("algebra", inner.plus(K), X.plus(K)));
    refusesLine(setting(positive), line("algebra", floor(inner, TWO), floor(X, ONE)));
  }

  @Test
  void theLargestOfNoneHasNoValue() {
    Formula size = Formula.var("K");
    Fold most = new Fold(Combination.MAX, Formula.var("i"), ONE, size, new Entry("t", List.of(K)));
    Step line = line("algebra", ZERO, most.minus(most));
    assertThatCode(() -> verify(setting(is(Relation.GE, size, ONE)), ZERO, line.after(), line))
        .doesNotThrowAnyException();
    refusesLine(setting(), line);
    Formula logarithm = Formula.call("log", new Entry("t", List.of(Formula.var("i"))));
    Fold undefined = new Fold(Combination.MAX, Formula.var("i"), ONE, size, logarithm);
    refusesLine(
        setting(is(Relation.GE, size, ONE)), line("algebra", ZERO, undefined.minus(undefined)));
  }

  @Test
  void aChoiceIsASumOfProductsOnlyWhereBothHaveAValue() {
    Condition some = is(Relation.GT, X, ZERO);
    Formula choice = new Formula.Choose(some, ONE.over(X), ZERO);
    Formula split = new Iverson(some).times(ONE.over(X));
    refusesLine(setting(), line("algebra", choice, split));
    refusesLine(setting(is(Relation.GE, X, ZERO)), line("algebra", choice, split));
    Formula total = new Formula.Choose(is(Relation.GT, Y, ZERO), ONE.over(X), ZERO);
    Step line = line("algebra", total, new Iverson(is(Relation.GT, Y, ZERO)).times(ONE.over(X)));
    assertThatCode(() -> verify(setting(some), total, line.after(), line))
        .doesNotThrowAnyException();
  }
}
