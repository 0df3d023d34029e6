package gradus.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoringTest {

  @Test
  void scoresOfThreeClassesByHand() {
    int[] labels = {0, 0, 1, 2};
    double[][] p = {{0.7, 0.2, 0.1}, {0.3, 0.4, 0.3}, {0.1, 0.8, 0.1}, {0.2, 0.5, 0.3}};
    ClassScores scores = Classes.scores(1.5, labels, p);
    assertThat(scores.accuracy()).isEqualTo(0.5);
    assertThat(scores.confusion())
        .isEqualTo(List.of(List.of(1, 1, 0), List.of(0, 1, 0), List.of(0, 1, 0)));
    assertThat(scores.precision()).isCloseTo((1 + 1.0 / 3 + 0) / 3, within(1e-15));
    assertThat(scores.recall()).isCloseTo((0.5 + 1 + 0) / 3, within(1e-15));
    assertThat(scores.f1()).isCloseTo((2.0 / 3 + 0.5 + 0) / 3, within(1e-15));
    // class 0: 0.7, 0.3 against 0.1, 0.2: 1; class 1: 0.8 above all: 1; class 2: 0.3 ties one of
    // three
    assertThat(scores.rocAuc()).isCloseTo((1 + 1 + 2.5 / 3) / 3, within(1e-15));
    // bins 10 (0.7, right), 6 (0.4, wrong), 12 (0.8, right), 7 (0.5, wrong)
    assertThat(scores.calibrationError()).isCloseTo((0.3 + 0.4 + 0.2 + 0.5) / 4, within(1e-12));
  }

  @Test
  void aTieIsDecidedForTheNegative() {
    double[][] p = Classes.sigmoid(new float[] {0, 3, -3});
    ClassScores scores = Classes.scores(0, new int[] {0, 1, 0}, p);
    assertThat(scores.accuracy()).isEqualTo(1);
    assertThat(p[1][1] + p[1][0]).isCloseTo(1, within(1e-15));
    assertThat(p[2][1]).isCloseTo(1 / (1 + Math.exp(3)), within(1e-16));
  }

  @Test
  void saturatedLogitsKeepTheirProbabilities() {
    double[][] p = Classes.softmax(new float[] {800, -800, 0}, 3);
    assertThat(p[0]).containsExactly(1, 0, 0);
  }

  @Test
  void scoresOfRealTargets() {
    RealScores scores = Values.reals(0.1, new float[] {1, 2, 3}, new float[] {1, 2, 5}, 1);
    assertThat(scores.rmse()).isCloseTo(Math.sqrt(4.0 / 3), within(1e-15));
    assertThat(scores.mae()).isCloseTo(2.0 / 3, within(1e-15));
    assertThat(scores.r2()).isCloseTo(1 - 4.0 / 2, within(1e-15));
  }

  @Test
  void scoresOfSeveralLabels() {
    LabelScores scores = Values.labels(0, new float[] {1, 0, 1, 1}, new float[] {2, -1, -1, 3}, 2);
    assertThat(scores.accuracy()).isEqualTo(0.5);
    assertThat(scores.labelAccuracy()).isEqualTo(0.75);
    assertThat(scores.precision()).isEqualTo(1);
    assertThat(scores.recall()).isCloseTo(2.0 / 3, within(1e-15));
  }
}
