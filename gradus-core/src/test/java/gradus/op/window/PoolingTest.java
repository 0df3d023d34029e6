package gradus.op.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.op.Evaluated;
import gradus.op.Node;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolingTest {

  private static Placement axis(int stride, int dilation, int before, int after) {
    return new Placement(List.of(stride), List.of(dilation), List.of(before), List.of(after));
  }

  /// What PyTorch's `ceil_mode` gives: a window starts in the input or the padding before it.
  @ParameterizedTest
  @CsvSource({
    "5, 2, 2, 0, 0, 1, 3, 1",
    "6, 2, 2, 0, 0, 1, 3, 0",
    "4, 2, 3, 1, 1, 1, 2, 0",
    "4, 3, 2, 1, 1, 1, 3, 1",
    "1, 2, 2, 0, 0, 1, 1, 1",
    "7, 2, 3, 0, 0, 2, 3, 2",
    "3, 1, 2, 0, 0, 1, 2, 0",
    "112, 3, 2, 0, 0, 1, 56, 1",
  })
  void roundsUp(
      int n, int k, int stride, int before, int after, int dilation, int count, int overhang) {
    Placement placement = axis(stride, dilation, before, after);
    Pooling pooling = Pooling.ceil(List.of(k), placement, List.of(n));
    assertThat(pooling.counts(List.of(n))).containsExactly(count);
    assertThat(pooling.overhang()).containsExactly(overhang);
  }

  @Test
  void roundsDown() {
    Pooling pooling = Pooling.floor(List.of(2), axis(2, 1, 0, 0));
    assertThat(pooling.count(0, 5)).isEqualTo(2);
    assertThat(pooling.count(0, 1)).isZero();
    assertThat(pooling.isInside()).isTrue();
  }

  @Test
  void refusesAWindowOfPaddingOnly() {
    Node x = Evaluated.input(TensorType.f32(1, 1, 2, 2));
    Pooling pooling = Pooling.floor(List.of(1, 1), Placement.valid(2).withPadding(List.of(0, 1)));
    assertThatThrownBy(() -> x.maxPool(pooling))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "maxPool2d(x=f32[1, 1, 2, 2], kernel=[1, 1]): expected every window to cover an "
                + "element, found none under window 0 on axis 3 of x. Use less padding than the "
                + "window is long.");
  }

  @Test
  void refusesAnotherRank() {
    Node x = Evaluated.input(TensorType.f32(1, 1, 2));
    Pooling pooling = Pooling.floor(List.of(1, 1), Placement.valid(2));
    assertThatThrownBy(() -> x.averagePool(pooling, true))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "averagePool2d(x=f32[1, 1, 2], kernel=[1, 1]): expected rank 4 (batch, channels, 2 "
                + "spatial axes), found 3. Reshape x.");
  }

  @Test
  void refusesLengthsThatDoNotMatch() {
    assertThatThrownBy(() -> Pooling.floor(List.of(2), Placement.valid(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Pooling(kernel=[2], overhang=[0, 0]): expected 2 lengths each, found 1 and 2. Give "
                + "one a spatial axis.");
    assertThatThrownBy(() -> Pooling.floor(List.of(0), Placement.valid(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Pooling(kernel=[0], overhang=[0]): expected lengths of 1 or more and an overhang of 0 "
                + "or more, found less. Check each axis.");
  }
}
