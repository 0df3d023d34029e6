package gradus.algebra.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Fold;
import gradus.reference.DoubleNumbers;
import gradus.reference.FormulaValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Definitions and derivatives, which prover and checker share, held against values.
class CalculusTest {

  private static final double STEP = 1e-5;
  private static final Formula X = Formula.var("x");
  private static final Formula.Var K = Formula.var("k");

  private static double at(Formula term, double x) {
    return new FormulaValue<>(new DoubleNumbers(), Map.of("x", x, "y", 0.4, "k", 2.0), Map.of())
        .of(term);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sigmoid",
        "tanh",
        "softplus",
        "log1p",
        "expm1",
        "sqrt",
        "relu",
        "abs",
        "sign",
        "max",
        "min"
      })
  void aFunctionEqualsItsDefinition(String function) {
    Formula call =
        function.startsWith("m")
            ? Formula.call(function, X, Formula.var("y"))
            : Formula.call(function, X);
    for (double x : new double[] {0.3, 0.4, 1.7, -0.6, 0}) {
      if (x >= 0 || !function.equals("sqrt")) {
        double expected = at(call, x);
        assertThat(at(Definitions.of(call).orElseThrow(), x)).isEqualTo(expected, within(1e-12));
      }
    }
  }

  @Test
  void eIsTheExponentialOfOne() {
    Formula e = new Formula.Named("e");
    assertThat(at(Definitions.of(e).orElseThrow(), 0)).isEqualTo(Math.E, within(1e-12));
    assertThat(Definitions.of(X)).isEmpty();
  }

  private static void assertSlope(Formula term) {
    Formula slope = new Derivative(X).of(term);
    for (double x : new double[] {0.31, 1.7, 0.9}) {
      double difference = (at(term, x + STEP) - at(term, x - STEP)) / (2 * STEP);
      assertThat(at(slope, x))
          .as("%s at %s", term, x)
          .isEqualTo(difference, within(1e-6 * (1 + Math.abs(difference))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exp",
        "expm1",
        "log",
        "log1p",
        "sqrt",
        "sigmoid",
        "tanh",
        "softplus",
        "relu",
        "abs",
        "sign",
        "sin",
        "cos",
        "erf"
      })
  void theSlopeOfAFunctionIsThatOfItsValues(String function) {
    assertSlope(Formula.call(function, X));
    assertSlope(Formula.call(function, X.times(X).plus(Formula.ONE)));
  }

  @Test
  void theSlopeOfATermIsThatOfItsValues() {
    Formula two = Formula.number(2);
    assertSlope(X.power(two).over(X.plus(Formula.ONE)));
    assertSlope(X.power(X));
    assertSlope(two.power(X).minus(X.times(X).times(Formula.call("sin", X))));
    assertSlope(Formula.ONE.over(X.power(Formula.number(3))).negated());
    assertSlope(Formula.call("max", X.times(X), Formula.var("y")));
    assertSlope(Formula.call("min", X.times(X), Formula.var("y")));
    Condition condition = Condition.compare(Relation.GT, X, Formula.ONE);
    assertSlope(new Formula.Choose(condition, X.times(X), Formula.call("exp", X)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SUM", "PRODUCT"})
  void theSlopeOfAFoldIsThatOfItsValues(String how) {
    Formula body = X.times(K).plus(Formula.call("sin", X.times(K)));
    assertSlope(new Fold(Combination.valueOf(how), K, Formula.ONE, Formula.number(3), body));
  }

  @Test
  void anIndexOfTheEntryIsNotTakenForThatOfTheSum() {
    Formula entry = new Entry("x", List.of(K));
    Fold sum = new Fold(Combination.SUM, K, Formula.ONE, Formula.number(3), entry);
    Formula slope = new Derivative(entry).of(sum);
    assertThat(at(slope, 0)).as("1 for the one entry with the index of the other").isEqualTo(1);
    Formula outside = new FormulaValueOf(slope).with(7);
    assertThat(at(outside, 0)).isZero();
  }

  /// A term at a value of `k`.
  private record FormulaValueOf(Formula term) {
    Formula with(long k) {
      return new gradus.formula.Substitution(
              name -> name.equals("k") ? Formula.number(k) : Formula.var(name),
              java.util.function.UnaryOperator.identity(),
              new java.util.HashSet<>())
          .in(term);
    }
  }

  @Test
  void aProductTakesNoNameThatItsBodyHolds() {
    Formula.Var prime = Formula.var("k′");
    Formula body = X.times(K).times(prime);
    Fold product = new Fold(Combination.PRODUCT, K, Formula.ONE, Formula.number(2), body);
    Formula slope = new Derivative(X).of(product);
    double value =
        new FormulaValue<>(new DoubleNumbers(), Map.of("x", 3.0, "k′", 5.0), Map.of()).of(slope);
    assertThat(value).as("d/dx of 2 k′² x²").isEqualTo(300, within(1e-9));
  }
}
