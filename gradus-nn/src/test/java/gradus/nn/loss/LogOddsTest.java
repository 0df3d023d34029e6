package gradus.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogOddsTest {

  private static void assertClose(double found, double right) {
    assertThat(found).isCloseTo(right, offset(2e-15 * Math.abs(right)));
  }

  @ParameterizedTest
  @CsvSource({
    "-800, 0, 1, 0, -800, 0",
    "-745, 5e-324, 1, 5e-324, -745, -5e-324",
    "-40, 4.248354255291589e-18, 1, 4.248354255291589e-18, -40, -4.248354255291589e-18",
    "-2, 0.11920292202211755, 0.8807970779778825, 0.1353352832366127, -2.1269280110429727,"
        + " -0.1269280110429725",
    "0, 0.5, 0.5, 1, -0.6931471805599453, -0.6931471805599453",
    "0.5, 0.6224593312018546, 0.37754066879814546, 1.6487212707001282, -0.4740769841801067,"
        + " -0.9740769841801067",
    "40, 1, 4.248354255291589e-18, 235385266837019985.4, -4.248354255291589e-18, -40",
    "800, 1, 0, Infinity, 0, -800",
    "-Infinity, 0, 1, 0, -Infinity, 0",
    "Infinity, 1, 0, Infinity, 0, -Infinity"
  })
  void readsTheLogit(
      double a, double probability, double complement, double odds, double log, double logOther) {
    LogOdds outcome = new LogOdds(a);
    double[] found = {
      outcome.probability(),
      outcome.complement(),
      outcome.odds(),
      outcome.logProbability(),
      outcome.logComplement()
    };
    double[] right = {probability, complement, odds, log, logOther};
    for (int i = 0; i < found.length; i++) {
      if (Double.isFinite(right[i])) {
        assertClose(found[i], right[i]);
      } else {
        assertThat(found[i]).isEqualTo(right[i]);
      }
    }
    assertThat(outcome.probabilities())
        .containsExactly(outcome.complement(), outcome.probability());
  }

  @Test
  void notANumberStaysSo() {
    LogOdds none = new LogOdds(Double.NaN);
    assertThat(none.probabilities()).containsExactly(Double.NaN, Double.NaN);
    assertThat(none.logProbability()).isNaN();
    assertThat(none.exceeds(0.5)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, -Infinity",
    "1, Infinity",
    "0.5, 0",
    "0.25, -1.0986122886681098",
    "0.75, 1.0986122886681098",
    "1e-300, -690.7755278982137",
    "0.5000000000000001, 4.440892098500626e-16"
  })
  void probabilitiesHaveLogits(double probability, double logit) {
    if (Double.isInfinite(logit)) {
      assertThat(LogOdds.of(probability).value()).isEqualTo(logit);
    } else {
      assertClose(LogOdds.of(probability).value(), logit);
    }
  }

  @Test
  void logitsOfProbabilitiesLeadBack() {
    DoubleStream.iterate(-30, a -> a <= 30, a -> a + 0.37)
        .forEach(
            a -> {
              double p = new LogOdds(a).probability();
              // a probability near 1 has lost its digits when it is rounded
              double rounding = 4e-16 * Math.max(1, Math.abs(a)) / (1 - p);
              assertThat(LogOdds.of(p).value()).isCloseTo(a, offset(rounding));
            });
  }

  @Test
  void aDecisionIsTakenOnTheLogit() {
    assertThat(new LogOdds(0).exceeds(0.5)).isFalse();
    assertThat(new LogOdds(Double.MIN_VALUE).exceeds(0.5)).isTrue();
    assertThat(new LogOdds(50).exceeds(1)).isFalse();
    assertThat(new LogOdds(-1000).exceeds(0)).isTrue();
    assertThat(new LogOdds(1.0986122886681096).exceeds(0.75)).isFalse();
    assertThat(new LogOdds(1.09861228866811).exceeds(0.75)).isTrue();
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    assertThatThrownBy(() -> LogOdds.of(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "logOdds(probability=1.5): expected a probability from 0 to 1, found 1.5. Check where"
                + " it comes from.");
    assertThatThrownBy(() -> LogOdds.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }
}
