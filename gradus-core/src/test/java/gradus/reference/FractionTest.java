package gradus.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.formula.Condition.Relation;
import gradus.op.elementwise.Exp;
import gradus.op.elementwise.Max;
import gradus.op.elementwise.Relu;
import gradus.tensor.GraphException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FractionTest {

  private static final FractionNumbers NUMBERS = new FractionNumbers();
  private static final Fraction MINUS_INFINITY = Fraction.INFINITY.negated();

  @Test
  void isInLowestTermsWithThePositiveBelow() {
    assertThat(Fraction.of(6, -4)).isEqualTo(Fraction.of(-3, 2)).hasToString("-3/2");
    assertThat(Fraction.of(0, -5)).isEqualTo(Fraction.ZERO);
    assertThat(Fraction.of(8, 4)).hasToString("2");
  }

  @Test
  void takesDoublesExactly() {
    assertThat(Fraction.of(0.375)).isEqualTo(Fraction.of(3, 8));
    assertThat(Fraction.of(0.1)).isNotEqualTo(Fraction.of(1, 10));
    for (double value :
        new double[] {0.1, 1e300, -Double.MIN_VALUE, Math.PI, Double.NEGATIVE_INFINITY}) {
      assertThat(Fraction.of(value).toDouble()).isEqualTo(value);
    }
    assertThat(Fraction.of(Double.NaN).toDouble()).isNaN();
  }

  @Test
  void calculatesExactly() {
    Fraction third = Fraction.of(1, 3);
    assertThat(third.plus(Fraction.of(1, 6))).isEqualTo(Fraction.of(1, 2));
    assertThat(third.times(Fraction.of(-3, 5))).isEqualTo(Fraction.of(-1, 5));
    assertThat(third.over(Fraction.of(-2, 3))).isEqualTo(Fraction.of(-1, 2));
    assertThat(third.power(Fraction.of(-3))).isEqualTo(Fraction.of(27));
    assertThat(third.power(Fraction.ZERO)).isEqualTo(Fraction.ONE);
    assertThat(Fraction.of(-7, 2).floor()).isEqualTo(Fraction.of(-4));
    assertThat(Fraction.of(-8, 2).floor()).isEqualTo(Fraction.of(-4));
    assertThat(third).isLessThan(Fraction.of(1, 2)).isGreaterThan(MINUS_INFINITY);
  }

  @Test
  void infinityFollowsIeee754() {
    Fraction infinity = Fraction.INFINITY;
    assertThat(Fraction.ONE.over(Fraction.ZERO)).isEqualTo(infinity);
    assertThat(Fraction.of(-2).over(Fraction.ZERO)).isEqualTo(MINUS_INFINITY);
    assertThat(Fraction.ZERO.over(Fraction.ZERO)).isEqualTo(Fraction.NAN);
    assertThat(Fraction.ONE.over(MINUS_INFINITY)).isEqualTo(Fraction.ZERO);
    assertThat(infinity.plus(MINUS_INFINITY)).isEqualTo(Fraction.NAN);
    assertThat(infinity.plus(Fraction.ONE)).isEqualTo(infinity);
    assertThat(infinity.times(Fraction.ZERO)).isEqualTo(Fraction.NAN);
    assertThat(NUMBERS.apply(new Max(), Fraction.NAN, Fraction.ONE)).isEqualTo(Fraction.NAN);
    assertThat(NUMBERS.apply(new Max(), Fraction.ONE, Fraction.NAN)).isEqualTo(Fraction.NAN);
    assertThat(NUMBERS.holds(Relation.EQ, Fraction.NAN, Fraction.NAN)).isFalse();
    assertThat(NUMBERS.holds(Relation.NE, Fraction.NAN, Fraction.NAN)).isTrue();
    assertThat(NUMBERS.apply(new Relu(), Fraction.NAN)).isEqualTo(Fraction.NAN);
  }

  @Test
  void refusesWhatIsNoFraction() {
    assertThatThrownBy(() -> NUMBERS.apply(new Exp(), Fraction.ONE))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "Exp in exact fractions: expected arithmetic, a comparison, floor, sign or relu, found "
                + "Exp(1). Evaluate in double or BigDecimal.");
    assertThatThrownBy(() -> Fraction.of(2).power(Fraction.of(1, 2)))
        .hasMessage(
            "power of exact fractions: expected an integer exponent below 2^20, found 1/2. "
                + "Evaluate in double.");
  }

  @Test
  void readsIntegersDecimalsAndFractions() {
    assertThat(Fraction.parse("-3")).isEqualTo(Fraction.of(-3));
    assertThat(Fraction.parse("0.5")).isEqualTo(Fraction.of(1, 2));
    assertThat(Fraction.parse("1/3")).isEqualTo(Fraction.of(1, 3));
    assertThat(Fraction.parse("-1.5/0.25")).isEqualTo(Fraction.of(-6));
    assertThat(Fraction.parse("25e-2")).isEqualTo(Fraction.of(1, 4));
    assertThat(Fraction.parse("2E3")).isEqualTo(Fraction.of(2000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1/0", "1/2/3", "1e999999999", "NaN"})
  void refusesWhatIsNoNumber(String text) {
    assertThatThrownBy(() -> Fraction.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a number: expected an integer, a decimal or a fraction such as 1/3, found \"%s\". Mend it."
                .formatted(text));
  }
}
