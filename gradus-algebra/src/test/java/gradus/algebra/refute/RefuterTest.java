package gradus.algebra.refute;

import static gradus.algebra.refute.Terms.*;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.Counterexample;
import gradus.algebra.Goal;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefuterTest {

  private static final Formula A = v("a");
  private static final Formula G = v("g");
  private static final Formula Y = v("y");
  private static final Formula I = v("i");
  private static final Formula J = v("j");
  private static final Formula N = v("n");
  private static final Formula K = v("K");
  private static final Formula K2 = v("k2");
  private static final Formula M = v("m");

  private static final Condition BINARY =
      new Condition.Or(List.of(is(Y, Relation.EQ, n(0)), is(Y, Relation.EQ, n(1))));
  private static final Condition OPEN =
      new Condition.And(List.of(is(n(0), Relation.LT, G), is(G, Relation.LT, n(1))));

  private static Formula q(Formula x) {
    return sub(n(1), x);
  }

  /// `−y log g − (1−y) log(1−g)`.
  private static Formula crossEntropy(Formula g) {
    return add(mul(n(-1), Y, f("log", g)), mul(n(-1), q(Y), f("log", q(g))));
  }

  private static Formula squared(Formula g) {
    return pow(sub(Y, g), 2);
  }

  private static Formula delta(Formula i, Formula j) {
    return new Formula.Iverson(is(i, Relation.EQ, j));
  }

  private static Goal.Compare classes(Formula left, Formula right, Condition... more) {
    Condition[] given = {is(K, Relation.GE, n(1)), between(n(1), I, K), between(n(1), J, K)};
    Condition[] all = Stream.concat(Stream.of(given), Stream.of(more)).toArray(Condition[]::new);
    return over("K,i,j", Map.of("x", K), equal(left, right, all));
  }

  /// Valid correlation of h with w at i, of `m` outputs.
  private static Formula valid(Formula i) {
    return sum("t", n(1), K2, mul(at("h", add(i, v("t"), n(-1))), at("w", v("t"))));
  }

  private static Formula full(Formula i) {
    return sum("t", n(1), K2, mul(at("h", sub(add(i, v("t")), K2)), at("w", v("t"))));
  }

  private static Goal.Compare banded(Formula left, Formula right) {
    Condition[] given = {
      is(K2, Relation.GE, n(1)),
      is(M, Relation.GE, n(1)),
      between(n(1), I, M),
      between(n(1), N, sub(add(M, K2), n(1)))
    };
    Formula length = sub(add(M, K2), n(1));
    return over("m,k2,i,n", Map.of("h", length, "w", K2, "e", M), equal(left, right, given));
  }

  private static Goal.Compare lower(Formula left, Formula right) {
    Condition[] given = {
      is(K2, Relation.GE, n(1)),
      is(M, Relation.GE, n(1)),
      between(n(1), N, M),
      between(n(1), I, sub(add(M, K2), n(1)))
    };
    Formula length = sub(add(M, K2), n(1));
    return over("m,k2,i,n", Map.of("h", M, "w", K2, "e", length), equal(left, right, given));
  }

  private static Formula inBand(Condition condition, Formula term) {
    return new Formula.Choose(condition, term, n(0));
  }

  /// The statements of the source text that are wrong, by the number of the erratum.
  static Stream<Arguments> wrong() {
    Formula sa = sigmoid(A);
    Formula si = softmax("x", I);
    Formula sj = softmax("x", J);
    Formula total = sum("m", n(1), K, exp(at("x", M)));
    Formula ei = exp(at("x", I));
    Formula ej = exp(at("x", J));
    Condition apart = is(I, Relation.NE, J);
    Formula z0 = v("z0");
    Formula z1 = v("z1");
    Formula last = sub(add(I, K2), n(1));
    Formula flipped = at("w", add(sub(K2, v("t")), n(1)));
    return Stream.of(
        Arguments.of(
            "E3",
            equal(
                mul(add(div(Y, G).negated(), div(q(Y), q(G))), G, q(G)), mul(G, Y), BINARY, OPEN)),
        Arguments.of("E4", equal(squared(G), squared(G).negated(), BINARY, OPEN)),
        Arguments.of("E4 sign", claim(squared(G).negated(), Relation.GE, n(0), BINARY, OPEN)),
        Arguments.of("E5", equal(d(squared(sa), A), mul(n(2), sub(Y, sa), sa, q(sa)), BINARY)),
        Arguments.of("E10", classes(div(ej, mul(K, ej)), sj)),
        Arguments.of(
            "E12",
            equal(div(n(1), exp(add(sub(z0, z1), n(1)))), div(exp(z1), add(exp(z0), exp(z1))))),
        Arguments.of(
            "E17",
            equal(div(exp(z0), exp(add(exp(z0), exp(z1)))), div(exp(z0), add(exp(z0), exp(z1))))),
        Arguments.of(
            "E19",
            classes(div(exp(sub(at("x", I), A)), sum("m", n(1), K, sub(at("x", M), A))), si)),
        Arguments.of("E21", equal(sub(v("b1"), v("b1").negated()), n(0))),
        Arguments.of("E23", classes(div(ei, add(n(1), total)), si)),
        Arguments.of(
            "E26", classes(d(si, at("x", I)), div(sub(mul(ei, total), mul(ei, ei)), total))),
        Arguments.of("E27", classes(d(si, at("x", J)), mul(div(ej, total), ei).negated(), apart)),
        Arguments.of("E28", classes(d(si, at("x", J)), mul(sj, si), apart)),
        Arguments.of(
            "E31",
            over(
                "",
                Map.of("w", n(1)),
                equal(
                    add(mul(at("w", n(1)), sa), v("b")),
                    add(
                        mul(div(at("w", n(1)), n(2)), f("tanh", div(A, n(2)))),
                        div(v("b"), n(2)))))),
        Arguments.of("E35", equal(sum("t", n(1), n(3), v("t")), n(0))),
        Arguments.of(
            "E45",
            banded(
                d(valid(I), at("h", N)),
                inBand(between(I, N, add(I, K2)), at("w", add(sub(N, I), n(2)))))),
        Arguments.of(
            "E47",
            banded(
                d(valid(I), at("h", N)),
                inBand(between(n(1), add(sub(I, N), n(1)), K2), at("w", add(sub(I, N), n(1)))))),
        Arguments.of(
            "E48",
            banded(
                sum(
                    "i",
                    n(1),
                    M,
                    mul(at("e", I), inBand(between(I, N, last), at("w", add(sub(N, I), n(1)))))),
                sum("j", n(1), K2, mul(at("e", sub(add(N, J), n(1))), at("w", J))))),
        Arguments.of(
            "E52",
            banded(
                sum("j", n(1), K2, mul(at("e", add(sub(N, J), n(1))), at("w", J))),
                sum("t", n(1), K2, mul(at("e", sub(add(N, v("t")), n(1))), flipped)))),
        Arguments.of(
            "E59",
            lower(
                d(full(I), at("h", N)), inBand(between(I, N, last), at("w", add(sub(I, N), K2))))),
        Arguments.of(
            "E62",
            lower(
                sum("t", n(1), K2, mul(at("e", sub(add(N, v("t")), n(1))), flipped)),
                sum("t", n(1), K2, mul(at("e", sub(add(N, v("t")), n(1))), at("w", v("t")))))));
  }

  static Stream<Arguments> right() {
    Formula sa = sigmoid(A);
    Formula si = softmax("x", I);
    Formula sj = softmax("x", J);
    Formula last = sub(add(I, K2), n(1));
    Formula flipped = at("w", add(sub(K2, v("t")), n(1)));
    return Stream.of(
        Arguments.of("E3", equal(d(crossEntropy(sa), A), sub(sa, Y))),
        Arguments.of("E4", claim(squared(G), Relation.GE, n(0), BINARY, OPEN)),
        Arguments.of("E5", equal(d(squared(sa), A), mul(n(2), sub(sa, Y), sa, q(sa)), BINARY)),
        Arguments.of("1.1", claim(d(sa, A), Relation.LE, div(n(1), n(4)))),
        Arguments.of("1.1 tanh", equal(f("tanh", A), sub(mul(n(2), sigmoid(mul(n(2), A))), n(1)))),
        Arguments.of("E28", classes(d(si, at("x", J)), mul(si, sub(delta(I, J), sj)))),
        Arguments.of(
            "2.1",
            classes(div(exp(add(at("x", I), A)), sum("m", n(1), K, exp(add(at("x", M), A)))), si)),
        Arguments.of(
            "E45",
            banded(
                d(valid(I), at("h", N)),
                inBand(between(I, N, last), at("w", add(sub(N, I), n(1)))))),
        Arguments.of(
            "E52",
            banded(
                sum("j", n(1), K2, mul(at("e", add(sub(N, J), n(1))), at("w", J))),
                sum("t", n(1), K2, mul(at("e", sub(add(N, v("t")), K2)), flipped)))),
        Arguments.of(
            "E59",
            lower(
                d(full(I), at("h", N)),
                inBand(between(N, I, sub(add(N, K2), n(1))), at("w", add(sub(N, I), K2))))),
        Arguments.of("softplus", equal(sub(f("softplus", A), f("softplus", A.negated())), A)),
        Arguments.of("relu", equal(d(f("relu", A), A), bracket(is(A, Relation.GE, n(0))))),
        Arguments.of(
            "simplex",
            over(
                "K",
                Map.of("p", K),
                equal(
                    sum("m", n(1), K, mul(at("p", M), A)),
                    A,
                    is(K, Relation.GE, n(1)),
                    is(sum("m", n(1), K, at("p", M)), Relation.EQ, n(1))))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void refutesWhatIsWrong(String number, Goal.Compare goal) {
    assertThat(Refuter.refute(goal)).as(number).isPresent();
    assertThat(Agreement.of(goal)).as("agreement of " + number).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("right")
  void neverRefutesWhatIsTrue(String number, Goal.Compare goal) {
    assertThat(Refuter.refute(goal)).as(number).isEmpty();
    assertThat(Agreement.of(goal)).as("agreement of " + number).isPresent();
  }

  @Test
  void showsAShortCounterexample() {
    Formula sa = sigmoid(A);
    Counterexample found =
        Refuter.refute(equal(d(squared(sa), A), mul(n(2), sub(Y, sa), sa, q(sa)), BINARY))
            .orElseThrow();
    assertThat(found.variables()).containsEntry("a", Fraction.ZERO);
    assertThat(found.left()).matches("-?1/4");
    assertThat(found.right()).matches("-?1/4").isNotEqualTo(found.left());
  }

  @Test
  void startsWithTheSmallestSizes() {
    Goal.Compare goal = classes(softmax("x", I), n(1));
    Counterexample found = Refuter.refute(goal).orElseThrow();
    assertThat(found.variables()).containsEntry("K", Fraction.of(2));
    assertThat(found.left()).isEqualTo("1/2");
  }

  @Test
  void givesOnlyDigitsThatAreCertain() {
    Counterexample found =
        Refuter.refute(equal(sigmoid(A), v("b"), is(A, Relation.EQ, n(1)))).orElseThrow();
    assertThat(found.left()).isEqualTo("0.73105857863…");
  }

  @Test
  void takesTheHouseConventionOnlyWhereNothingElseIsLeft() {
    Formula slope = d(f("relu", A), A);
    assertThat(Refuter.refute(equal(slope, n(1), is(A, Relation.EQ, n(0))))).isPresent();
    assertThat(Refuter.refute(equal(slope, n(0), is(A, Relation.EQ, n(0))))).isEmpty();
  }

  @Test
  void aDerivativeExistsOnlyWhereItsFunctionDoes() {
    Goal.Compare rising =
        new Goal.Compare(
            equal(A, A).setting(), d(f("log", A), A), Relation.GT, n(0)); // 1/a < 0 at a = -1
    assertThat(Refuter.refute(rising)).isEmpty();
    Formula terms = sum("i", n(1), n(2), d(f("log", mul(I, A)), A));
    assertThat(Refuter.refute(equal(f("abs", terms), terms))).isEmpty();
    assertThat(Refuter.refute(equal(d(f("log", A), A), n(1)))).isPresent();
  }

  @Test
  void findsSmallDifferences() {
    Formula tiny = mul(div(n(1), n(1_000_000_007)), exp(mul(n(-90), A)));
    assertThat(Refuter.refute(equal(add(exp(A), tiny), exp(A)))).isPresent();
  }

  @Test
  void stopsInTimeWhereSizesExplode() {
    Formula tower = sum("i", n(1), pow(n(10), 9), sum("j", n(1), I, exp(mul(I, J, A))));
    Goal.Compare many =
        over(
            "d,k,m,p,q",
            Map.of(),
            equal(tower, add(tower, mul(n(0), v("d"), v("k"), v("m"), v("p"), v("q")))));
    long start = System.nanoTime();
    assertThat(Refuter.refute(many, Effort.standard().within(500_000))).isEmpty();
    Formula nested = sum("i", n(1), n(5000), sum("j", n(1), n(5000), exp(mul(I, J, A))));
    assertThat(Refuter.refute(equal(nested, nested), Effort.standard().within(500_000))).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void honoursBoundsOfSizes() {
    Goal.Compare goal = over("d", Map.of(), equal(v("d"), n(128), is(v("d"), Relation.GE, n(128))));
    assertThat(Refuter.refute(goal).orElseThrow().variables()).containsEntry("d", Fraction.of(129));
  }
}
