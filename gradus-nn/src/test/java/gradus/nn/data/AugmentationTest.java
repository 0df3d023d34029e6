package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {
  private static final Shape SHAPE = Shape.of(1, 28, 28);

  private static float[] changed(Augmentation augmentation, int example) {
    float[] x = Digits.of(1).dataset(example, 1).example(0);
    augmentation.apply(Draws.of(9, Purpose.AUGMENT, 0, example), SHAPE, x, 0, new float[28 * 28]);
    return x;
  }

  @Test
  void noBoundsChangeNoPixel() {
    assertThat(changed(Augmentation.NONE, 4)).isEqualTo(Digits.of(1).dataset(4, 1).example(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void anImageIsMirroredWhollyOrNotAtAll(int example) {
    float[] old = Digits.of(1).dataset(example, 1).example(0);
    float[] mirrored = new float[old.length];
    for (int i = 0; i < old.length; i++) {
      mirrored[i] = old[i / 28 * 28 + 27 - i % 28];
    }
    float[] x = changed(new Augmentation(0, 0, 0, true), example);
    assertThat(x).isIn(old, mirrored);
  }

  @Test
  void someAreMirroredAndSomeAreNot() {
    long same = 0;
    for (int example = 0; example < 40; example++) {
      float[] old = Digits.of(1).dataset(example, 1).example(0);
      same +=
          java.util.Arrays.equals(changed(new Augmentation(0, 0, 0, true), example), old) ? 1 : 0;
    }
    assertThat(same).isBetween(10L, 30L);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 22, 33})
  void inkIsMovedAndNotMadeOrLost(int example) {
    float[] old = Digits.of(1).dataset(example, 1).example(0);
    float[] x = changed(new Augmentation(1.5, 12, 0, false), example);
    double before = 0;
    double after = 0;
    for (int i = 0; i < x.length; i++) {
      assertThat(x[i]).isBetween(0f, 1f);
      before += old[i];
      after += x[i];
    }
    assertThat(x).isNotEqualTo(old);
    assertThat(after).isBetween(0.93 * before, 1.07 * before);
  }

  @Test
  void aShiftMovesTheCentreOfInkByAtMostItsBound() {
    for (int example = 0; example < 20; example++) {
      double before = centre(Digits.of(1).dataset(example, 1).example(0));
      double after = centre(changed(new Augmentation(2, 0, 0, false), example));
      assertThat(Math.abs(after - before)).isLessThan(2.2);
    }
  }

  private static double centre(float[] x) {
    double ink = 0;
    double moment = 0;
    for (int i = 0; i < x.length; i++) {
      ink += x[i];
      moment += x[i] * (i % 28);
    }
    return moment / ink;
  }

  @Test
  void refusesBoundsOutOfRange() {
    assertThatThrownBy(() -> new Augmentation(0, -1, 0, false))
        .hasMessage(
            "Augmentation(rotate=-1.0): expected a bound from 0 to 180.0, found -1.0. Give 0 to"
                + " leave it out.");
    assertThatThrownBy(() -> new Augmentation(0, 0, Double.NaN, false))
        .hasMessage(
            "Augmentation(scale=NaN): expected a bound from 0 to 0.9, found NaN. Give 0 to leave it"
                + " out.");
  }
}
