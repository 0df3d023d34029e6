package gradus.algebra.signs;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.refute.Refuter;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The two fractions are around the value, as the refuter's own arithmetic says.
class EnclosedTest {

  private static final Setting FREE = new Setting(Map.of(), Map.of(), List.of());

  private static boolean isRefuted(Formula value, Relation relation, Fraction bound) {
    return Refuter.refute(new Goal.Compare(FREE, value, relation, Ranges.number(bound)))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"exp", "expm1", "sigmoid", "tanh", "erf", "softplus", "sqrt", "log", "log1p"})
  void holdTheValue(String function) {
    Random random = new Random(5);
    int tried = 0;
    for (int i = 0; i < 40; i++) {
      long below = 1L << random.nextInt(30);
      Fraction x = Fraction.of(random.nextLong(-30 * below, 30 * below), below);
      Interval spread = Enclosed.of(function, Interval.of(x));
      if (!spread.equals(Interval.ALL)) {
        tried++;
        Formula value = Formula.call(function, Ranges.number(x));
        assertThat(isRefuted(value, Relation.LE, spread.low())).as(function + x).isTrue();
        assertThat(isRefuted(value, Relation.GE, spread.high())).as(function + x).isTrue();
        double width = spread.high().plus(spread.low().negated()).toDouble();
        double size = Math.max(1e-5, Math.abs(spread.high().toDouble()));
        assertThat(width).as(function + x).isLessThan(1e-24 * size);
      }
    }
    assertThat(tried).isGreaterThan(10);
  }

  @Test
  void areNoneFarAwayAndWhereThereIsNoValue() {
    assertThat(Enclosed.of("exp", Interval.of(Fraction.of(201)))).isEqualTo(Interval.ALL);
    assertThat(Enclosed.of("log", Interval.of(Fraction.of(-1)))).isEqualTo(Interval.ALL);
    assertThat(Enclosed.of("erf", Interval.ALL)).isEqualTo(Interval.ALL);
  }
}
