package gradus.algebra.refute;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.refute.Real.Absent;
import gradus.algebra.refute.Real.Enclosed;
import gradus.op.elementwise.Cos;
import gradus.op.elementwise.Erf;
import gradus.op.elementwise.Exp;
import gradus.op.elementwise.Expm1;
import gradus.op.elementwise.Log;
import gradus.op.elementwise.Log1p;
import gradus.op.elementwise.Pow;
import gradus.op.elementwise.Sigmoid;
import gradus.op.elementwise.Sin;
import gradus.op.elementwise.Softplus;
import gradus.op.elementwise.Sqrt;
import gradus.op.elementwise.Tanh;
import gradus.op.elementwise.Unary;
import gradus.reference.Decimal;
import gradus.reference.DecimalNumbers;
import gradus.reference.Fraction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealFunctionsTest {

  private static final DecimalNumbers JUDGE = new DecimalNumbers(160);

  private static final Map<String, Unary> FUNCTIONS =
      Map.ofEntries(
          Map.entry("exp", new Exp()),
          Map.entry("expm1", new Expm1()),
          Map.entry("log", new Log()),
          Map.entry("log1p", new Log1p()),
          Map.entry("sqrt", new Sqrt()),
          Map.entry("sigmoid", new Sigmoid()),
          Map.entry("tanh", new Tanh()),
          Map.entry("softplus", new Softplus()),
          Map.entry("sin", new Sin()),
          Map.entry("cos", new Cos()),
          Map.entry("erf", new Erf()));

  private static BigDecimal decimal(Random random) {
    BigDecimal digits =
        BigDecimal.valueOf(random.nextLong(2_000_000_000_000L) - 1_000_000_000_000L);
    return digits.movePointLeft(8 + random.nextInt(20));
  }

  private static Real exact(BigDecimal x) {
    return new Real.Exact(
        new Fraction(x.unscaledValue(), java.math.BigInteger.TEN.pow(Math.max(0, x.scale()))));
  }

  private static void check(String what, Real found, Decimal truth, int digits) {
    if (!(found instanceof Enclosed(BigDecimal low, BigDecimal high))) {
      assertThat(found).as(what).isNotInstanceOf(Absent.class);
      return;
    }
    BigDecimal value = ((Decimal.Finite) truth).value();
    assertThat(low).as(what).isLessThanOrEqualTo(value);
    assertThat(high).as(what).isGreaterThanOrEqualTo(value);
    BigDecimal width = high.subtract(low);
    BigDecimal size = value.abs().max(new BigDecimal("1e-30"));
    assertThat(width.divide(size, MathContext.DECIMAL32))
        .as("width of " + what)
        .isLessThan(BigDecimal.ONE.movePointLeft(digits - 14));
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 60, 120})
  void anIntervalHoldsTheValue(int digits) {
    long seed = 20261124L + digits;
    Random random = new Random(seed);
    Reals reals = new Reals(digits);
    for (int i = 0; i < 60; i++) {
      BigDecimal x = decimal(random);
      for (Map.Entry<String, Unary> function : FUNCTIONS.entrySet()) {
        String name = function.getKey();
        boolean positive = name.equals("log") || name.equals("sqrt") || name.equals("log1p");
        BigDecimal at = positive ? x.abs().add(new BigDecimal("1e-20")) : x;
        if (name.equals("erf") && at.abs().compareTo(BigDecimal.valueOf(12)) > 0) {
          continue;
        }
        Decimal truth = JUDGE.apply(function.getValue(), new Decimal.Finite(at));
        check(
            "seed %d: %s(%s)".formatted(seed, name, at),
            reals.call(name, exact(at)),
            truth,
            digits);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aWiderIntervalHoldsTheValuesOfAllItsNumbers(long seed) {
    Random random = new Random(seed);
    Reals reals = new Reals(30);
    for (int i = 0; i < 100; i++) {
      BigDecimal low = BigDecimal.valueOf(random.nextInt(-4000, 4000), 3);
      BigDecimal high = low.add(BigDecimal.valueOf(random.nextInt(0, 3000), 3));
      BigDecimal x =
          low.add(high.subtract(low).multiply(BigDecimal.valueOf(random.nextInt(11), 1)));
      for (Map.Entry<String, Unary> function : FUNCTIONS.entrySet()) {
        Real found = reals.call(function.getKey(), new Enclosed(low, high));
        if (found instanceof Enclosed(BigDecimal below, BigDecimal above)) {
          Decimal truth = JUDGE.apply(function.getValue(), new Decimal.Finite(x));
          assertThat(((Decimal.Finite) truth).value())
              .as("seed %d: %s(%s) in [%s, %s]", seed, function.getKey(), x, low, high)
              .isBetween(below, above);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void powersHoldTheValue(long seed) {
    Random random = new Random(seed);
    Reals reals = new Reals(40);
    for (int i = 0; i < 100; i++) {
      BigDecimal x = decimal(random).abs().add(BigDecimal.valueOf(1, 10));
      BigDecimal y = BigDecimal.valueOf(random.nextInt(-40, 40), 1);
      Decimal truth = JUDGE.apply(new Pow(), new Decimal.Finite(x), new Decimal.Finite(y));
      check("seed %d: %s^%s".formatted(seed, x, y), reals.power(exact(x), exact(y)), truth, 30);
    }
  }

  @Test
  void whatHasAnExactValueStaysExact() {
    Reals reals = new Reals(30);
    assertThat(reals.call("exp", Real.ZERO)).isEqualTo(Real.ONE);
    assertThat(reals.call("sigmoid", Real.ZERO)).isEqualTo(exact(new BigDecimal("0.5")));
    assertThat(reals.call("log", Real.ONE)).isEqualTo(Real.ZERO);
    assertThat(reals.call("sqrt", exact(new BigDecimal("2.25"))))
        .isEqualTo(exact(new BigDecimal("1.5")));
    assertThat(reals.call("tanh", Real.ZERO)).isEqualTo(Real.ZERO);
    assertThat(reals.call("relu", Real.of(-3))).isEqualTo(Real.ZERO);
  }

  @Test
  void theEdgesAreThoseOfTheConvention() {
    Reals reals = new Reals(30);
    assertThat(reals.power(Real.ZERO, Real.ZERO)).isEqualTo(Real.ONE);
    assertThat(reals.power(Real.ZERO, Real.of(-1))).isEqualTo(new Absent(true, "division by zero"));
    assertThat(reals.over(Real.ONE, Real.ZERO)).isEqualTo(new Absent(true, "division by zero"));
    assertThat(reals.call("log", Real.ZERO))
        .isEqualTo(new Absent(true, "a logarithm of what is not positive"));
    assertThat(reals.call("sqrt", Real.of(-1))).isInstanceOf(Absent.class);
    Real around = new Enclosed(BigDecimal.ONE.negate(), BigDecimal.ONE);
    assertThat(reals.over(Real.ONE, around))
        .isEqualTo(new Absent(false, "division by what may be zero"));
    assertThat(reals.power(around, Real.of(2)))
        .isEqualTo(new Enclosed(BigDecimal.ZERO, BigDecimal.ONE));
  }
}
