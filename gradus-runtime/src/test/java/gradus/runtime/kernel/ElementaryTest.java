package gradus.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradus.random.Philox;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ElementaryTest {

  /// A function of `float`.
  interface FloatFunction {
    float of(float x);
  }

  /// Each function, what it should be, and its largest error in units in the last place.
  static Stream<Arguments> functions() {
    return Stream.of(
        row("exp", Elementary::exp, StrictMath::exp, 1.5),
        row("expm1", Elementary::expm1, StrictMath::expm1, 1.6),
        row("log", Elementary::log, StrictMath::log, 1),
        row("log1p", Elementary::log1p, StrictMath::log1p, 1.6),
        row("sigmoid", Elementary::sigmoid, ElementaryTest::sigmoid, 1.7),
        row("softplus", Elementary::softplus, ElementaryTest::softplus, 2),
        row("tanh", Elementary::tanh, StrictMath::tanh, 2),
        row("erf", Elementary::erf, ElementaryTest::erf, 1.2),
        row("sin", Elementary::sin, StrictMath::sin, 1.6),
        row("cos", Elementary::cos, StrictMath::cos, 1.6),
        row("atan", Elementary::atan, StrictMath::atan, 1.7));
  }

  private static Arguments row(
      String name, FloatFunction function, DoubleUnaryOperator reference, double bound) {
    return Arguments.of(name, function, reference, bound);
  }

  private static double sigmoid(double x) {
    double e = StrictMath.exp(-StrictMath.abs(x));
    return x < 0 ? e / (1 + e) : 1 / (1 + e);
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-StrictMath.abs(x)));
  }

  /// By the power series near 0 and by the continued fraction of erfc beyond.
  private static double erf(double x) {
    double a = StrictMath.abs(x);
    if (a > 7) {
      return Math.signum(x);
    }
    if (a < 2.5) {
      double sum = x;
      double term = x;
      for (int k = 1; k < 60; k++) {
        term *= -x * x / k;
        sum += term / (2 * k + 1);
      }
      return 2 / StrictMath.sqrt(Math.PI) * sum;
    }
    double fraction = 0;
    for (int k = 60; k >= 1; k--) {
      fraction = k / 2.0 / (a + fraction);
    }
    double erfc = StrictMath.exp(-a * a) / StrictMath.sqrt(Math.PI) / (a + fraction);
    return Math.signum(x) * (1 - erfc);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void onAGridOfAllMagnitudesTheErrorIsBounded(
      String name, FloatFunction function, DoubleUnaryOperator reference, double bound) {
    check(name, function, reference, bound, 20_011);
  }

  @Tag("long")
  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void atAllFloatsTheErrorIsBounded(
      String name, FloatFunction function, DoubleUnaryOperator reference, double bound) {
    check(name, function, reference, bound, 1);
  }

  private static void check(
      String name,
      FloatFunction function,
      DoubleUnaryOperator reference,
      double bound,
      int distance) {
    for (long bits = 0; bits < 1L << 32; bits += distance) {
      float x = Float.intBitsToFloat((int) bits);
      double expected = reference.applyAsDouble(x);
      float found = function.of(x);
      if (!(error(expected, found) <= bound)) {
        throw new AssertionError(
            "%s(%s): expected %s within %s ulp, found %s, %s ulp off"
                .formatted(name, x, expected, bound, found, error(expected, found)));
      }
    }
  }

  /// In units in the last place of the expected value as a float; 0 if both are NaN, infinite or
  /// zero alike.
  private static double error(double expected, float found) {
    float rounded = (float) expected;
    if (Float.floatToIntBits(rounded) == Float.floatToIntBits(found)) {
      return Float.isFinite(rounded) ? Math.abs(found - expected) / Math.ulp(rounded) : 0;
    }
    boolean zero = expected == 0; // of the other sign, or not 0
    return zero || !Float.isFinite(rounded) || !Float.isFinite(found)
        ? Double.POSITIVE_INFINITY
        : Math.abs(found - expected) / Math.ulp(rounded);
  }

  @Test
  void edgesOfRange() {
    assertEquals(Float.POSITIVE_INFINITY, Elementary.exp(88.73f));
    assertTrue(Elementary.exp(88.72f) < Float.MAX_VALUE);
    assertEquals(Float.MIN_VALUE, Elementary.exp(-103.9f));
    assertEquals(0f, Elementary.exp(-104f));
    assertEquals(800f, Elementary.softplus(800));
    assertEquals(0f, Elementary.softplus(-800));
    assertEquals(1f, Elementary.sigmoid(800));
    assertEquals(0f, Elementary.sigmoid(-800));
    assertEquals((float) StrictMath.exp(-100), Elementary.sigmoid(-100));
    assertEquals(-1f, Elementary.tanh(Float.NEGATIVE_INFINITY));
    assertEquals(-1f, Elementary.expm1(-800));
    assertEquals(Float.NaN, Elementary.log(-1));
    assertEquals(Float.NEGATIVE_INFINITY, Elementary.log(-0f));
    assertEquals(Float.NEGATIVE_INFINITY, Elementary.log1p(-1));
    assertEquals(Float.NaN, Elementary.sin(Float.POSITIVE_INFINITY));
    assertEquals((float) (Math.PI / 2), Elementary.atan(Float.POSITIVE_INFINITY));
    assertEquals((float) (-Math.PI / 2), Elementary.atan(Float.NEGATIVE_INFINITY));
  }

  @Test
  void zeroKeepsItsSignAndNanStays() {
    FloatFunction[] odd = {
      Elementary::expm1,
      Elementary::log1p,
      Elementary::tanh,
      Elementary::erf,
      Elementary::sin,
      Elementary::atan,
      Elementary::sign,
      Elementary::floor
    };
    for (FloatFunction function : odd) {
      assertEquals(-0f, function.of(-0f));
      assertEquals(0f, function.of(0f));
      assertEquals(Float.NaN, function.of(Float.NaN));
    }
    assertEquals(0f, Elementary.relu(-0f));
    assertEquals(Float.NaN, Elementary.relu(Float.NaN));
    assertEquals(Float.NaN, Elementary.softplus(Float.NaN));
    assertEquals(Float.NaN, Elementary.sigmoid(Float.NaN));
  }

  @Test
  void powersHaveTheEdgesOfJava() {
    assertEquals(1f, Elementary.pow(Float.NaN, 0));
    assertEquals(Float.NaN, Elementary.pow(-2, 0.5f));
    assertEquals(-8f, Elementary.pow(-2, 3));
    assertEquals(Float.POSITIVE_INFINITY, Elementary.pow(0, -1));
    assertEquals(0.1f, Elementary.pow(10, -1));
    float[] edges = {
      0,
      1,
      2,
      3,
      0.5f,
      1.5f,
      1 + 0x1p-23f,
      1 - 0x1p-24f,
      0x1p24f - 1,
      0x1p24f,
      1e30f,
      Float.MIN_VALUE,
      Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NaN
    };
    for (float a : edges) {
      for (float b : edges) {
        for (float x : new float[] {a, -a}) {
          for (float y : new float[] {b, -b}) {
            assertRounded(x, y);
          }
        }
      }
    }
  }

  @Test
  void powersAreRoundedOnce() {
    Philox random = Philox.of(8);
    for (int i = 0; i < 200_000; i++) {
      float x = (float) StrictMath.exp(80 * random.uniformDouble(2L * i) - 40);
      float y = 4 * random.uniform(2L * i + 1) - 2;
      assertRounded(x, y);
    }
  }

  private static void assertRounded(float x, float y) {
    double exact = StrictMath.pow(x, y);
    float nearest = (float) exact;
    float power = Elementary.pow(x, y);
    if (Float.isNaN(nearest) || Float.isInfinite(nearest) || nearest == 0) {
      assertEquals(nearest, power, x + "^" + y);
    } else {
      assertTrue(Math.abs(power - exact) <= 0.51 * Math.ulp(nearest), x + "^" + y);
    }
  }

  @Test
  void floorsAreIntegersBelow() {
    assertEquals(2f, Elementary.floor(2.5f));
    assertEquals(-3f, Elementary.floor(-2.5f));
    assertEquals(-1f, Elementary.floor(-1e-30f));
    assertEquals(-0x1.000002p23f, Elementary.floor(-0x1.000002p23f));
  }
}
