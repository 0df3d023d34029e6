package gradus.op.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.op.window.Placement.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {

  private static Placement axis(int stride, int dilation, int before, int after) {
    return new Placement(List.of(stride), List.of(dilation), List.of(before), List.of(after));
  }

  @ParameterizedTest
  @CsvSource({
    "128, 8, 2, 3, 3, 1, 64",
    "64, 2, 2, 0, 0, 1, 32",
    "32, 3, 1, 1, 1, 1, 32",
    "5, 2, 2, 0, 0, 1, 2",
    "7, 3, 2, 0, 0, 1, 3",
    "4, 3, 1, 0, 0, 1, 2",
    "4, 3, 1, 2, 2, 1, 6",
    "4, 3, 1, 1, 1, 1, 4",
    "3, 5, 1, 0, 0, 1, 0",
    "3, 5, 1, 1, 1, 1, 1",
    "224, 7, 2, 3, 3, 1, 112",
    "224, 11, 4, 2, 2, 1, 55",
    "10, 3, 1, 0, 0, 4, 2",
    "9, 3, 1, 0, 0, 4, 1",
    "8, 3, 1, 0, 0, 4, 0",
    "1, 1, 1, 0, 0, 1, 1",
    "1, 1, 7, 0, 0, 1, 1",
    "6, 4, 1, 1, 2, 1, 6",
    "0, 3, 1, 1, 1, 1, 0",
    "0, 2, 1, 1, 1, 1, 1",
    "13, 5, 3, 2, 1, 2, 3",
  })
  void countsWindows(int n, int k, int stride, int before, int after, int dilation, int count) {
    assertThat(axis(stride, dilation, before, after).count(0, n, k)).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({
    "4, 3, 1, 1, 4, 1, 1, 1, 1",
    "4, 2, 1, 1, 4, 0, 1, 1, 0",
    "5, 4, 1, 1, 5, 1, 2, 2, 1",
    "7, 3, 2, 1, 4, 1, 1, 1, 1",
    "8, 3, 2, 1, 4, 0, 1, 1, 0",
    "8, 5, 3, 1, 3, 1, 2, 2, 1",
    "10, 3, 1, 2, 10, 2, 2, 2, 2",
    "10, 4, 1, 2, 10, 3, 3, 3, 3",
    "3, 5, 1, 1, 3, 2, 2, 2, 2",
    "5, 1, 2, 1, 3, 0, 0, 0, 0",
    "0, 3, 1, 1, 0, 1, 1, 1, 1",
  })
  void resolvesSame(
      int n,
      int k,
      int stride,
      int dilation,
      int out,
      int upperBefore,
      int upperAfter,
      int lowerBefore,
      int lowerAfter) {
    Placement plain = axis(stride, dilation, 0, 0);
    Placement upper = plain.padded(Mode.SAME_UPPER, List.of(k), List.of(n));
    Placement lower = plain.padded(Mode.SAME_LOWER, List.of(k), List.of(n));
    assertThat(upper).isEqualTo(axis(stride, dilation, upperBefore, upperAfter));
    assertThat(lower).isEqualTo(axis(stride, dilation, lowerBefore, lowerAfter));
    assertThat(upper.count(0, n, k)).isEqualTo(out);
    assertThat(lower.count(0, n, k)).isEqualTo(out);
  }

  @Test
  void resolvesFullAndValidOnEveryAxis() {
    Placement plain = axis(1, 1, 9, 9).withDilations(List.of(2));
    assertThat(plain.padded(Mode.FULL, List.of(3), List.of(5))).isEqualTo(axis(1, 2, 4, 4));
    assertThat(plain.padded(Mode.VALID, List.of(3), List.of(5))).isEqualTo(axis(1, 2, 0, 0));
    Placement both = Placement.valid(2).padded(Mode.FULL, List.of(3, 2), List.of(4, 4));
    assertThat(both).isEqualTo(Placement.valid(2).withPadding(List.of(2, 1)));
  }

  @Test
  void spansTheShortestInput() {
    Placement placement = axis(3, 2, 2, 1);
    List<Integer> shortest = placement.spans(List.of(4), List.of(3));
    assertThat(shortest).containsExactly(11);
    assertThat(placement.count(0, 11, 3)).isEqualTo(4);
    assertThat(placement.count(0, 10, 3)).isEqualTo(3);
  }

  @Test
  void refusesAnEmptyKernel() {
    assertThatThrownBy(() -> Placement.valid(1).padded(Mode.FULL, List.of(0), List.of(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Placement.padded(mode=FULL, kernel=[0]): expected a kernel of length 1 or more, "
                + "found 0. Check axis 0.");
  }

  @Test
  void refusesAStrideOfZero() {
    assertThatThrownBy(() -> Placement.valid(1).withStrides(List.of(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Placement(strides=[0], dilations=[1], before=[0], after=[0]): expected strides and "
                + "dilations of 1 or more and padding of 0 or more, found less. Check axis 0.");
  }
}
