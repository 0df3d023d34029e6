package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardiserTest {

  private static Dataset table(Shape shape, float... x) {
    int n = x.length / shape.elements();
    return Dataset.of(shape, x, new Target.Reals(new float[n], List.of("y")));
  }

  @Test
  void eachFeatureGetsItsOwnMeanAndDeviation() {
    Standardiser fitted = Standardiser.perFeature(table(Shape.of(2), 1, 10, 3, 30));
    assertThat(fitted.moments().means()).containsExactly(2.0, 20.0);
    assertThat(fitted.moments().deviations()).containsExactly(1.0, 10.0);
    float[] x = {9, 4, 25, 9};
    fitted.apply(x, 1, 2);
    assertThat(x).containsExactly(9, 2, 0.5f, 9);
    fitted.restore(x, 1, 2);
    assertThat(x).containsExactly(9, 4, 25, 9);
  }

  @Test
  void channelsShareOneMeanOverPlaces() {
    Standardiser fitted =
        Standardiser.perChannel(table(Shape.of(2, 1, 2), 0, 2, 10, 10, 4, 6, 10, 10));
    assertThat(fitted.moments().means()).containsExactly(3.0, 10.0);
    assertThat(fitted.moments().deviations().get(0)).isEqualTo(Math.sqrt(5));
    assertThat(fitted.moments().deviations().get(1)).isEqualTo(1);
  }

  @Test
  void aConstantColumnBecomesZeroAndNotNotANumber() {
    Standardiser fitted = Standardiser.perFeature(table(Shape.of(1), 0.1f, 0.1f, 0.1f));
    float[] x = {0.1f};
    fitted.apply(x, 0, 1);
    assertThat(x).containsExactly(0);
    assertThat(fitted.moments().deviations()).containsExactly(1.0);
  }

  @Test
  void largeNumbersWithSmallSpreadKeepTheirSpread() {
    Standardiser fitted = Standardiser.perFeature(table(Shape.of(1), 16_777_212, 16_777_216));
    assertThat(fitted.moments().means()).containsExactly(16_777_214.0);
    // two grains of f32 at this size: rounding, not variation
    assertThat(fitted.moments().deviations()).containsExactly(1.0);
    Standardiser wider = Standardiser.perFeature(table(Shape.of(1), 1000, 1001));
    assertThat(wider.moments().deviations()).containsExactly(0.5);
  }

  @Test
  void comesBackFromWhatWasStored() {
    Standardiser fitted = Standardiser.perFeature(Digits.of(1).dataset(0, 30));
    Standardiser again = Standardiser.of(fitted.moments());
    float[] x = Digits.of(1).dataset(40, 1).example(0);
    float[] y = x.clone();
    fitted.apply(x, 0, 784);
    again.apply(y, 0, 784);
    assertThat(x).isEqualTo(y);
    assertThat(again.moments()).isEqualTo(fitted.moments());
  }

  @Test
  void targetsAreStandardisedColumnByColumn() {
    Target.Reals target = new Target.Reals(new float[] {1, 5, 3, 5}, List.of("a", "b"));
    assertThat(Standardiser.ofTargets(target).moments().means()).containsExactly(2.0, 5.0);
    assertThat(Standardiser.ofTargets(target).moments().deviations()).containsExactly(1.0, 1.0);
  }

  @Test
  void refusesWhatCannotBeFittedOrApplied() {
    Dataset none = table(Shape.of(2));
    assertThatThrownBy(() -> Standardiser.perFeature(none))
        .hasMessage(
            "Standardiser: expected at least 1 example to fit on, found 0. Give a training part"
                + " that is not empty.");
    assertThatThrownBy(() -> new Standardiser.Moments(List.of(1.0), List.of(0.0)))
        .hasMessage(
            "Standardiser.Moments: expected finite means and deviations above 0, found mean 1.0 and"
                + " deviation 0.0 in group 0. Store both as they were fitted.");
    assertThatThrownBy(() -> new Standardiser.Moments(List.of(1.0), List.of()))
        .hasMessage(
            "Standardiser.Moments: expected as many means as deviations, at least 1, found 1 and 0."
                + " Store both as they were fitted.");
  }
}
