package gradus.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradus.autodiff.Gradients;
import gradus.op.source.Input;
import gradus.reference.Judge;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrigonometryTest {

  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  private static double value(UnaryOperator<Node> function, double x) {
    Node input = Input.of("x", TensorType.f64(1));
    Tensor fed = Tensor.of(input.type(), x);
    return Judge.inDouble().evaluate(function.apply(input), Map.of(input, fed)).toDoubles()[0];
  }

  private static double slope(UnaryOperator<Node> function, double x) {
    Node input = Input.of("x", TensorType.f64(1));
    Node slope = Gradients.of(function.apply(input).sum(), List.of(input)).getFirst();
    Tensor fed = Tensor.of(input.type(), x);
    return Judge.inDouble().evaluate(slope, Map.of(input, fed)).toDoubles()[0];
  }

  /// The function by its textbook formula, in 400 decimals, which survive its cancellations.
  private static double inDecimals(UnaryOperator<Node> textbook, double x) {
    Node input = Input.of("x", TensorType.f64(1));
    Map<Node, Tensor> feeds = Map.of(input, Tensor.of(input.type(), x));
    return Judge.inDecimal(400).evaluate(textbook.apply(input), feeds).toDoubles()[0];
  }

  static Stream<Arguments> functions() {
    double[] small = {1e-200, 1e-9, 1e-3, 0.3, 0.7};
    double[] unit = {1e-200, 1e-9, 1e-3, 0.3, 0.7, 0.999, 1 - 1e-12};
    double[] wide = {1e-200, 1e-9, 1e-3, 0.3, 1, 2.5, 17, 600};
    double[] huge = {1e-30, 1e-9, 1e-3, 0.3, 1, 2.5, 9e8, 1.1e9, 1e80};
    return Stream.of(
        row("tan", Node::tan, StrictMath::tan, small),
        row("asin", Node::asin, StrictMath::asin, unit),
        row("acos", Node::acos, StrictMath::acos, unit),
        row("sinh", Node::sinh, StrictMath::sinh, wide),
        row("cosh", Node::cosh, StrictMath::cosh, wide),
        row("asinh", Node::asinh, x -> inDecimals(TrigonometryTest::asinh, x), huge),
        row("atanh", Node::atanh, x -> inDecimals(TrigonometryTest::atanh, x), unit));
  }

  private static Arguments row(
      String name, UnaryOperator<Node> function, DoubleUnaryOperator expected, double... points) {
    return Arguments.of(name, function, expected, points);
  }

  private static Node asinh(Node x) {
    return x.plus(x.times(x).plus(1).sqrt()).log();
  }

  private static Node acosh(Node x) {
    return x.plus(x.times(x).minus(1).sqrt()).log();
  }

  private static Node atanh(Node x) {
    return x.plus(1).over(x.filled(1).minus(x)).log().times(0.5);
  }

  private static void assertNear(double expected, double found, double x) {
    assertThat(Math.abs(found - expected))
        .as("at %s: expected %s, found %s", x, expected, found)
        .isLessThanOrEqualTo(5 * Math.ulp(expected));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void keepTheirDigits(
      String name, UnaryOperator<Node> function, DoubleUnaryOperator expected, double... points) {
    for (double point : points) {
      assertNear(expected.applyAsDouble(point), value(function, point), point);
      assertNear(expected.applyAsDouble(-point), value(function, -point), -point);
    }
  }

  @Test
  void acoshKeepsItsDigitsFromOneOn() {
    for (double x : new double[] {1, 1 + 1e-12, 1.01, 2, 1e3, 9e8, 1.1e9, 1e80}) {
      assertNear(inDecimals(TrigonometryTest::acosh, x), value(Node::acosh, x), x);
    }
  }

  @Test
  void endsAndBeyond() {
    assertEquals(Math.PI / 2, value(Node::asin, 1));
    assertEquals(-Math.PI / 2, value(Node::asin, -1));
    assertEquals(NAN, value(Node::asin, 1.1));
    assertEquals(0, value(Node::acos, 1));
    assertEquals(Math.PI, value(Node::acos, -1));
    assertEquals(NAN, value(Node::acos, -1.1));
    assertEquals(NAN, value(Node::acos, INF));
    assertEquals(INF, value(Node::atanh, 1));
    assertEquals(-INF, value(Node::atanh, -1));
    assertEquals(NAN, value(Node::atanh, 2));
    assertEquals(NAN, value(Node::acosh, 0.5));
    assertEquals(NAN, value(Node::acosh, -9));
    assertEquals(INF, value(Node::acosh, INF));
    for (UnaryOperator<Node> odd :
        List.<UnaryOperator<Node>>of(Node::tan, Node::asin, Node::sinh, Node::asinh, Node::atanh)) {
      assertEquals(-0.0, value(odd, -0.0));
      assertEquals(0.0, value(odd, 0.0));
      assertEquals(1, slope(odd, 0.0));
      assertEquals(NAN, value(odd, NAN));
    }
    for (UnaryOperator<Node> odd : List.<UnaryOperator<Node>>of(Node::sinh, Node::asinh)) {
      assertEquals(INF, value(odd, INF));
      assertEquals(-INF, value(odd, -INF));
    }
    assertEquals(INF, value(Node::cosh, -INF));
  }

  @Test
  void overflowOnlyWhereTheFunctionDoes() {
    assertNear(StrictMath.sinh(710.4), value(Node::sinh, 710.4), 710.4);
    assertNear(StrictMath.cosh(-710.4), value(Node::cosh, -710.4), -710.4);
    double expected = new BigDecimal("710.4758600739439").doubleValue(); // ln 2 + ln(1.797…e308)
    assertNear(expected, value(Node::asinh, Double.MAX_VALUE), Double.MAX_VALUE);
  }

  @Test
  void slopesAreFiniteWhereTheyExist() {
    assertNear(1e-80, slope(Node::asinh, 1e80), 1e80);
    assertNear(1e-200, slope(Node::acosh, 1e200), 1e200);
    assertNear(StrictMath.cosh(-3), slope(Node::sinh, -3), -3);
    assertNear(1 / (1 - 0.25), slope(Node::atanh, -0.5), -0.5);
    assertNear(-1 / Math.sqrt(0.75), slope(Node::acos, 0.5), 0.5);
  }
}
