package gradus.algebra.signs;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ranges of terms hold all their values, and functions that bend upwards by composition do.
class RangesTest {

  private static final Formula.Var A = Formula.var("a");
  private static final Setting FREE = new Setting(Map.of(), Map.of(), List.of());

  private static Formula random(Random random, int depth) {
    Formula left = depth == 0 ? A : random(random, depth - 1);
    Formula right = depth == 0 ? Formula.number(random.nextInt(5) - 2) : random(random, depth - 1);
    return switch (random.nextInt(depth == 0 ? 2 : 12)) {
      case 0 -> left;
      case 1 -> right;
      case 2, 3 -> new Formula.Add(List.of(left, right));
      case 4 -> new Formula.Mul(List.of(left, right));
      case 5 -> new Formula.Neg(left);
      case 6 -> Formula.call("sigmoid", left);
      case 7 -> Formula.call("tanh", left);
      case 8 -> Formula.call("abs", left);
      case 9 -> Formula.call("max", left, right);
      case 10 -> Formula.call("exp", Formula.call("tanh", left));
      default -> new Formula.Power(left, Formula.number(2));
    };
  }

  private static double value(Formula term, double a) {
    return switch (term) {
      case Formula.Num n -> n.numerator().doubleValue() / n.denominator().doubleValue();
      case Formula.Var _ -> a;
      case Formula.Neg(Formula inner) -> -value(inner, a);
      case Formula.Add(List<Formula> terms) -> terms.stream().mapToDouble(it -> value(it, a)).sum();
      case Formula.Mul(List<Formula> factors) ->
          factors.stream().mapToDouble(it -> value(it, a)).reduce(1, (x, y) -> x * y);
      case Formula.Power(Formula base, Formula _) -> Math.pow(value(base, a), 2);
      case Formula.Call(String function, List<Formula> arguments) -> {
        double x = value(arguments.getFirst(), a);
        yield switch (function) {
          case "sigmoid" -> 1 / (1 + Math.exp(-x));
          case "tanh" -> Math.tanh(x);
          case "abs" -> Math.abs(x);
          case "exp" -> Math.exp(x);
          default -> Math.max(x, value(arguments.getLast(), a));
        };
      }
      default -> throw new IllegalStateException("no value: " + term);
    };
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void holdAllValues(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      Formula term = random(random, 3);
      Interval spread = Ranges.in(FREE).of(term);
      for (double a = -3; a <= 3; a += 0.25) {
        double slack = 1e-9 * (1 + Math.abs(value(term, a)));
        assertThat(value(term, a))
            .as(term.toString())
            .isBetween(end(spread.low()) - slack, end(spread.high()) + slack);
      }
    }
  }

  private static double end(Fraction bound) {
    return bound.isFinite() ? bound.toDouble() : bound.signum() * Double.POSITIVE_INFINITY;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void whatIsConvexByCompositionLiesBelowItsChords(long seed) {
    Random random = new Random(seed);
    int found = 0;
    for (int i = 0; i < 400; i++) {
      Formula term = random(random, 3);
      if (!Laws.prove(new Goal.Convex(FREE, term, A), new CurvatureProof.Composed())) {
        continue;
      }
      found++;
      for (double a = -2; a <= 2; a += 0.5) {
        double chord = (value(term, a - 0.7) + value(term, a + 0.7)) / 2;
        double slack = 1e-9 * (1 + Math.abs(chord));
        assertThat(value(term, a)).as(term.toString()).isLessThanOrEqualTo(chord + slack);
      }
    }
    assertThat(found).isGreaterThan(50);
  }

  @Test
  void aPoleIsNoReasonToBeConvex() {
    Formula pole = Formula.ONE.over(A.power(Formula.number(2)));
    Goal.Convex goal = new Goal.Convex(FREE, pole, A);
    assertThat(Laws.prove(goal, new CurvatureProof.Composed())).isFalse();
    assertThat(Laws.isSmooth(goal)).isFalse();
  }

  @Test
  void boundsOfVariablesAreUsed() {
    Setting positive =
        new Setting(Map.of(), Map.of(), List.of(Condition.compare(Relation.GT, A, Formula.ZERO)));
    assertThat(Ranges.in(positive).of(A).isPositive()).isTrue();
    assertThat(Ranges.in(FREE).of(A).isNotNegative()).isFalse();
  }

  /// Between values that are allowed there may be others at which the exponent rises.
  @Test
  void aTailFallsOnAWholeIntervalAndNotWhereItIsAskedForAlone() {
    Formula one = Formula.ONE;
    Formula half = Formula.number(1).over(Formula.number(2));
    Setting waves =
        new Setting(
            Map.of("a", Setting.Kind.REAL),
            Map.of(),
            List.of(
                Condition.compare(Relation.GE, A, one),
                Condition.compare(Relation.GE, Formula.call("sin", A), half)));
    Formula wave = A.times(Formula.call("exp", Formula.number(5).times(Formula.call("cos", A))));
    // at a = 6.88, where sin a is 0.56, it is 427; at a = 1 it is 15
    assertThat(Ranges.in(waves).of(wave).high().compareTo(Fraction.of(427))).isPositive();
  }

  /// What jumps does not fall, though its derivative says so.
  @Test
  void aTailEndsOnlyWhatIsSmooth() {
    Formula two = Formula.number(2);
    Setting far =
        new Setting(Map.of(), Map.of(), List.of(Condition.compare(Condition.Relation.GE, A, two)));
    Formula falls = A.times(Formula.call("exp", A.negated()));
    assertThat(end(Ranges.in(far).of(falls).high())).isBetween(0.27, 0.28);
    assertThat(end(Ranges.in(FREE).of(falls).high())).isInfinite();
    Formula step =
        new Formula.Iverson(Condition.compare(Condition.Relation.GT, A, Formula.number(3)));
    for (Formula jump :
        List.of(
            Formula.number(100).times(step),
            Formula.number(100).times(Formula.call("sign", A.minus(Formula.number(3)))))) {
      Formula rises = A.times(Formula.call("exp", A.negated().plus(jump)));
      assertThat(end(Ranges.in(far).of(rises).high())).isGreaterThan(4 * Math.exp(96));
    }
  }
}
