package gradus.algebra.limits;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.Setting;
import gradus.algebra.limits.Tends.Infinite;
import gradus.algebra.limits.Tends.Side;
import gradus.algebra.limits.Tends.Value;
import gradus.algebra.refute.Real;
import gradus.algebra.refute.Values;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.reference.Fraction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the laws say, held against values near the place.
class TendingTest {

  private static final Var A = Formula.var("a");
  private static final Setting FREE = new Setting(Map.of(), Map.of(), List.of());
  private static final List<String> FUNCTIONS =
      List.of(
          "exp",
          "sigmoid",
          "tanh",
          "softplus",
          "relu",
          "abs",
          "log",
          "sqrt",
          "atan",
          "sign",
          "sin",
          "expm1",
          "log1p",
          "floor",
          "ceil");

  private static final List<Tends> PLACES =
      List.of(
          new Infinite(true),
          new Infinite(false),
          new Value(Formula.ZERO, Side.ABOVE),
          new Value(Formula.ZERO, Side.BELOW),
          new Value(Formula.number(2), Side.BELOW));

  static List<Long> seeds() {
    List<Long> seeds = new ArrayList<>();
    for (long seed = 0; seed < 40; seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  private static Formula term(Random random, int deep) {
    if (deep == 0) {
      return random.nextInt(3) == 0 ? Formula.number(random.nextInt(7) - 3) : A;
    }
    Formula first = term(random, deep - 1);
    return switch (random.nextInt(7)) {
      case 0 -> first.plus(term(random, deep - 1));
      case 1 -> first.minus(term(random, deep - 1));
      case 2 -> first.times(term(random, deep - 1));
      case 3 -> new Formula.Div(first, term(random, deep - 1));
      case 4 -> first.power(Formula.number(random.nextInt(5) - 2));
      case 5 -> Formula.call("exp", first.times(Formula.number(random.nextInt(3) - 1)));
      default -> Formula.call(FUNCTIONS.get(random.nextInt(FUNCTIONS.size())), first);
    };
  }

  /// Wherever a law gives a limit, values come near to it, and from the side that is said.
  @ParameterizedTest
  @MethodSource("seeds")
  void valuesComeNearToWhatIsSaid(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      Formula term = term(random, 1 + random.nextInt(3));
      Tends place = PLACES.get(random.nextInt(PLACES.size()));
      Tending.of(new Approach(FREE, A, place)).of(term).ifPresent(it -> compare(term, place, it));
    }
  }

  private static void compare(Formula term, Tends place, Tends said) {
    Formula limit = said instanceof Value(Formula value, Side _) ? value : Formula.ZERO;
    Optional<BigDecimal> near = value(term.minus(limit), place, 3);
    Optional<BigDecimal> nearer = value(term.minus(limit), place, 5);
    if (near.isEmpty() || nearer.isEmpty()) {
      return;
    }
    String what = term + " at " + place + " is said to be " + said + ", is off by " + near;
    switch (said) {
      case Infinite infinite -> {
        assertThat(nearer.get().signum()).as(what).isEqualTo(infinite.sign());
        assertThat(nearer.get().abs()).as(what).isGreaterThan(near.get().abs());
      }
      case Value(Formula _, Side side) -> {
        assertThat(nearer.get().abs())
            .as(what)
            .isLessThanOrEqualTo(near.get().abs())
            .isLessThanOrEqualTo(near.get().abs().movePointLeft(1).max(new BigDecimal("0.4")));
        switch (side) {
          case EXACT -> assertThat(nearer.get().signum()).as(what).isZero();
          case ABOVE -> assertThat(nearer.get().signum()).as(what).isPositive();
          case BELOW -> assertThat(nearer.get().signum()).as(what).isNegative();
          case UNKNOWN -> {}
        }
      }
    }
  }

  /// The value at a power of ten, or as near; none where it is not known to some digits.
  private static Optional<BigDecimal> value(Formula term, Tends place, int power) {
    Fraction far = Fraction.of(10).power(Fraction.of(power));
    Fraction little = Fraction.ONE.over(far);
    Fraction at =
        switch (place) {
          case Infinite(boolean up) -> up ? far : far.negated();
          case Value(Formula point, Side side) -> {
            Fraction from =
                new Fraction(
                    ((Formula.Num) point).numerator(), ((Formula.Num) point).denominator());
            yield from.plus(side == Side.ABOVE ? little : little.negated());
          }
        };
    return switch (Values.of(term, Map.of("a", at))) {
      case Real.Exact(Fraction value) ->
          Optional.of(
              new BigDecimal(value.numerator())
                  .divide(new BigDecimal(value.denominator()), MathContext.DECIMAL128));
      case Real.Enclosed(BigDecimal low, BigDecimal high) when low.signum() == high.signum() ->
          Optional.of(low);
      case Real.Enclosed _, Real.Absent _ -> Optional.empty();
    };
  }

  @Test
  void sidesAreTold() {
    Approach zero = new Approach(FREE, A, new Value(Formula.ZERO, Side.BELOW));
    assertThat(Tending.of(zero).of(A.power(Formula.number(2))))
        .contains(new Value(Formula.ZERO, Side.ABOVE));
    assertThat(Tending.of(zero).of(A.power(Formula.number(3))))
        .contains(new Value(Formula.ZERO, Side.BELOW));
    assertThat(Tending.of(zero).of(Formula.ONE.over(A))).contains(new Infinite(false));
  }

  /// `∞ − ∞`, `0 · ∞` and waves have no limit by the laws alone.
  @Test
  void whatIsNotPlainIsLeftOpen() {
    Tending far = Tending.of(new Approach(FREE, A, new Infinite(true)));
    assertThat(far.of(Formula.call("softplus", A).minus(A))).isEmpty();
    assertThat(far.of(A.times(Formula.call("sin", Formula.ONE.over(A))))).isEmpty();
    assertThat(far.of(Formula.call("sin", A))).isEmpty();
    Formula fast = Formula.call("exp", Formula.call("exp", A).negated());
    Formula slow = Formula.call("log", fast);
    assertThat(far.of(Formula.call("exp", A.negated()).times(slow))).isEmpty();
  }
}
