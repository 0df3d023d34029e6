package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {

  @Test
  void theFirstHundredAreTheSameOnEveryMachine() {
    assertThat(Digits.of(1).dataset(0, 100).digest())
        .isEqualTo("bda4da70c282fd849edd2e014851a8955a21e4edade96cf263311c0b85d516d0");
  }

  @Test
  void anExampleDoesNotDependOnWhichOthersAreMade() {
    Dataset some = Digits.of(7).dataset(40, 20);
    Dataset one = Digits.of(7).dataset(53, 1);
    assertThat(some.example(13)).isEqualTo(one.example(0));
    assertThat(Digits.of(7).pixels(53)).isEqualTo(Digits.of(7).pixels(53));
    assertThat(Digits.of(7).pixels(53)).isNotEqualTo(Digits.of(8).pixels(53));
    assertThat(Digits.of(7).pixels(53)).isNotEqualTo(Digits.of(7).pixels(54));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -5, 1L << 40})
  void everyTenExamplesHoldEveryDigitOnce(long seed) {
    Digits digits = Digits.of(seed);
    for (int ten = 0; ten < 50; ten++) {
      int[] labels = new int[10];
      for (int i = 0; i < 10; i++) {
        labels[i] = digits.label(10 * ten + i);
      }
      Arrays.sort(labels);
      assertThat(labels).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
  }

  @Test
  void picturesHaveInkInTheMiddleAndPaperAtTheRim() {
    Dataset set = Digits.of(3).dataset(0, 500);
    assertThat(set.shape()).isEqualTo(Shape.of(1, 28, 28));
    double rim = 0;
    double middle = 0;
    for (int row = 0; row < set.size(); row++) {
      float[] x = set.example(row);
      double ink = 0;
      for (int i = 0; i < x.length; i++) {
        assertThat(x[i]).isBetween(0f, 1f);
        int edge = Math.min(Math.min(i / 28, 27 - i / 28), Math.min(i % 28, 27 - i % 28));
        rim += edge == 0 ? x[i] : 0;
        middle += edge >= 4 ? x[i] : 0;
        ink += x[i];
      }
      assertThat(ink).as("ink of example %d", row).isBetween(12.0, 260.0);
    }
    assertThat(rim).isLessThan(0.05 * middle);
  }

  @Test
  void aLinearClassifierStaysBelowNinetyThreePercent() {
    Splits digits = Digits.standard(Digits.DEFAULT_SEED);
    LinearClassifier linear = new LinearClassifier(784, 10);
    linear.train(digits.train(), 3);
    double early = linear.accuracy(digits.train());
    linear.train(digits.train(), 9);
    // it has converged on what it was shown, so that the bound is not one of too little training
    double late = linear.accuracy(digits.train());
    assertThat(late).isBetween(early, early + 0.06);
    assertThat(linear.accuracy(digits.test())).isBetween(0.75, 0.93);
  }
}
