package gradus.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.op.elementwise.Add;
import gradus.op.elementwise.Atan;
import gradus.op.elementwise.Cos;
import gradus.op.elementwise.Div;
import gradus.op.elementwise.Erf;
import gradus.op.elementwise.Exp;
import gradus.op.elementwise.Expm1;
import gradus.op.elementwise.Log;
import gradus.op.elementwise.Log1p;
import gradus.op.elementwise.Max;
import gradus.op.elementwise.Mul;
import gradus.op.elementwise.Pow;
import gradus.op.elementwise.Sigmoid;
import gradus.op.elementwise.Sin;
import gradus.op.elementwise.Softplus;
import gradus.op.elementwise.Sqrt;
import gradus.op.elementwise.Sub;
import gradus.op.elementwise.Tanh;
import gradus.op.elementwise.Unary;
import gradus.reference.Decimal.Finite;
import gradus.reference.Decimal.Special;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DecimalNumbersTest {

  private static final DecimalNumbers NUMBERS = new DecimalNumbers(60);

  private static Decimal decimal(String digits) {
    return new Finite(new BigDecimal(digits));
  }

  private static BigDecimal digits(Decimal value) {
    assertThat(value).isInstanceOf(Finite.class);
    return ((Finite) value).value();
  }

  /// Digits as the tables print them: Abramowitz and Stegun 1964, OEIS.
  static Stream<Arguments> known() {
    return Stream.of(
        Arguments.of(new Exp(), "1", "2.718281828459045235360287471352662497757247093699959574967"),
        Arguments.of(new Log(), "2", "0.693147180559945309417232121458176568075500134360255254121"),
        Arguments.of(
            new Log(), "10", "2.302585092994045684017991454684364207601101488628772976033"),
        Arguments.of(
            new Sqrt(), "2", "1.414213562373095048801688724209698078569671875376948073177"),
        Arguments.of(new Sin(), "1", "0.841470984807896506652502321630298999622563060798371065673"),
        Arguments.of(new Cos(), "1", "0.540302305868139717400936607442976603732310420617922227670"),
        Arguments.of(
            new Atan(), "1", "0.785398163397448309615660845819875721049292349843776455244"),
        Arguments.of(
            new Atan(), "-2", "-1.107148717794090503017065460178537040070047645401432646676"),
        Arguments.of(
            new Tanh(), "1", "0.761594155955764888119458282604793590412768597257936551596"),
        Arguments.of(
            new Erf(), "1", "0.842700792949714869341220635082609259296066997966302908460"));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("known")
  void agreesWithTheTables(Unary function, String x, String expected) {
    BigDecimal found = digits(NUMBERS.apply(function, decimal(x)));
    BigDecimal error = found.subtract(new BigDecimal(expected)).abs();
    assertThat(error).isLessThan(new BigDecimal("1e-56"));
  }

  static Stream<String> points() {
    return Stream.of(
        "1e-30", "-1e-30", "0.3", "-0.3", "1", "-2.5", "17.25", "-800", "800", "12345.678");
  }

  private static void assertSame(Decimal left, Decimal right) {
    BigDecimal a = digits(left);
    BigDecimal b = digits(right);
    BigDecimal scale = a.abs().max(b.abs());
    assertThat(a.subtract(b).abs())
        .as("%s and %s", a, b)
        .isLessThanOrEqualTo(scale.multiply(new BigDecimal("1e-55")));
  }

  /// Where digits cancel: relative to 1 at least.
  private static void assertNear(Decimal left, Decimal right) {
    BigDecimal scale = digits(right).abs().max(BigDecimal.ONE);
    assertThat(digits(left).subtract(digits(right)).abs())
        .isLessThanOrEqualTo(scale.multiply(new BigDecimal("1e-55")));
  }

  @ParameterizedTest
  @MethodSource("points")
  void functionsKeepTheirIdentities(String point) {
    Decimal x = decimal(point);
    Decimal minus = decimal(new BigDecimal(point).negate().toString());
    Decimal one = NUMBERS.of(1L);
    Decimal e = NUMBERS.apply(new Exp(), x);
    assertNear(NUMBERS.apply(new Log(), e), x);
    assertSame(NUMBERS.times(e, NUMBERS.apply(new Exp(), minus)), one);
    assertSame(NUMBERS.apply(new Sigmoid(), x), NUMBERS.over(e, NUMBERS.plus(one, e)));
    assertNear(
        NUMBERS.minus(NUMBERS.apply(new Softplus(), x), NUMBERS.apply(new Softplus(), minus)), x);
    Decimal sine = NUMBERS.apply(new Sin(), x);
    Decimal cosine = NUMBERS.apply(new Cos(), x);
    assertSame(NUMBERS.plus(NUMBERS.times(sine, sine), NUMBERS.times(cosine, cosine)), one);
    Decimal angle = NUMBERS.apply(new Atan(), x);
    assertSame(NUMBERS.over(NUMBERS.apply(new Sin(), angle), NUMBERS.apply(new Cos(), angle)), x);
    assertSame(
        NUMBERS.apply(new Log1p(), NUMBERS.apply(new Expm1(), NUMBERS.apply(new Tanh(), x))),
        NUMBERS.apply(new Tanh(), x));
  }

  @Test
  void smallValuesKeepAllTheirDigits() {
    Decimal tiny = decimal("1e-40");
    assertSame(
        NUMBERS.apply(new Expm1(), tiny),
        decimal("1.00000000000000000000000000000000000000005e-40"));
    assertSame(
        NUMBERS.apply(new Log1p(), tiny),
        decimal("0.99999999999999999999999999999999999999995e-40"));
    assertSame(NUMBERS.apply(new Tanh(), tiny), tiny);
  }

  @Test
  void powersAreExactWhereTheyCanBe() {
    assertThat(digits(NUMBERS.apply(new Pow(), decimal("-2"), decimal("-3"))))
        .isEqualByComparingTo("-0.125");
    assertSame(
        NUMBERS.apply(new Pow(), decimal("2"), decimal("0.5")),
        NUMBERS.apply(new Sqrt(), decimal("2")));
    assertThat(NUMBERS.apply(new Pow(), decimal("-2"), decimal("0.5")))
        .isEqualTo(new Special(Double.NaN));
    assertThat(NUMBERS.apply(new Pow(), decimal("0"), decimal("-1")))
        .isEqualTo(new Special(Double.POSITIVE_INFINITY));
    assertThat(digits(NUMBERS.apply(new Pow(), decimal("0"), decimal("0"))))
        .isEqualByComparingTo("1");
  }

  @Test
  void nothingOverflowsButInfinityStays() {
    Decimal huge = NUMBERS.apply(new Exp(), decimal("800"));
    assertThat(digits(huge).round(new MathContext(5))).isEqualByComparingTo("2.7264e347");
    Decimal infinity = NUMBERS.of(Double.POSITIVE_INFINITY);
    assertThat(NUMBERS.apply(new Sub(), huge, infinity))
        .isEqualTo(new Special(Double.NEGATIVE_INFINITY));
    assertThat(NUMBERS.apply(new Mul(), infinity, NUMBERS.of(0L)))
        .isEqualTo(new Special(Double.NaN));
    assertThat(digits(NUMBERS.apply(new Div(), huge, infinity))).isZero();
    assertThat(NUMBERS.apply(new Max(), huge, NUMBERS.of(Double.NEGATIVE_INFINITY))).isSameAs(huge);
    assertThat(NUMBERS.apply(new Add(), NUMBERS.of(Double.NaN), huge))
        .isEqualTo(new Special(Double.NaN));
    assertThat(NUMBERS.apply(new Log(), NUMBERS.of(0L)))
        .isEqualTo(new Special(Double.NEGATIVE_INFINITY));
  }

  @Test
  void refusesTooFewDigits() {
    assertThat(List.of(new DecimalNumbers(10).digits())).containsExactly(10);
    assertThatThrownBy(() -> new DecimalNumbers(9))
        .hasMessage(
            "DecimalNumbers(digits=9): expected 10 or more, found 9. Use doubles for less.");
  }
}
