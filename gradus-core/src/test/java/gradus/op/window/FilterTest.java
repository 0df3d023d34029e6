package gradus.op.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.op.Node;
import gradus.op.source.Input;
import gradus.tensor.GraphException;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterTest {

  private static Node convolve(TensorType x, TensorType w, int groups) {
    int rank = Math.max(1, w.shape().rank() - 2);
    Convolution op = new Convolution(Convention.CROSS_CORRELATION, Placement.valid(rank), groups);
    return Node.of(op, List.of(Input.of("x", x), Input.of("w", w)));
  }

  @Test
  void pointsOutTheAxesOfAnImage() {
    assertThatThrownBy(
            () -> convolve(TensorType.f32(8, 224, 224, 3), TensorType.f32(64, 3, 7, 7), 1))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "conv2d(x=[8, 224, 224, 3], w=[64, 3, 7, 7], groups=1): expected 3 channels on axis 1 "
                + "of x (3 from w × 1 groups), found 224. If x is NHWC, transpose it to NCHW with "
                + "permute(0, 3, 1, 2).");
  }

  @Test
  void countsTheChannelsOfEveryGroup() {
    assertThat(convolve(TensorType.f32(1, 4, 5), TensorType.f32(6, 2, 3), 2).type())
        .isEqualTo(TensorType.f32(1, 6, 3));
    assertThatThrownBy(() -> convolve(TensorType.f32(1, 5, 5), TensorType.f32(6, 2, 3), 2))
        .hasMessage(
            "conv1d(x=[1, 5, 5], w=[6, 2, 3], groups=2): expected 4 channels on axis 1 of x "
                + "(2 from w × 2 groups), found 5. Check the channels of x and w.");
    assertThatThrownBy(() -> convolve(TensorType.f32(1, 4, 5), TensorType.f32(5, 2, 3), 2))
        .hasMessage(
            "conv1d(x=[1, 4, 5], w=[5, 2, 3], groups=2): expected outputs divisible by the groups "
                + "on axis 0 of w, found 5. Change the groups.");
    assertThatThrownBy(() -> new Convolution(Convention.CONVOLUTION, Placement.valid(1), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Filter(groups=0): expected 1 or more groups, found 0. "
                + "Use 1 for an ordinary convolution.");
  }

  @Test
  void aKernelLongerThanTheSignalLeavesNothing() {
    assertThat(convolve(TensorType.f32(1, 1, 2), TensorType.f32(1, 1, 3), 1).type())
        .isEqualTo(TensorType.f32(1, 1, 0));
    assertThatThrownBy(() -> convolve(TensorType.f32(1, 1, 2), TensorType.f32(1, 1, 0), 1))
        .hasMessage(
            "conv1d(x=[1, 1, 2], w=[1, 1, 0]): expected a kernel of length 1 or more, found 0. "
                + "Check the shape of w.");
  }

  @Test
  void refusesOtherRanksAndTypes() {
    assertThatThrownBy(() -> convolve(TensorType.f32(1, 5), TensorType.f32(1, 1, 3), 1))
        .hasMessage(
            "conv1d(x=[1, 5], w=[1, 1, 3]): expected rank 3 for both (batch or outputs, channels, "
                + "1 spatial axes), found 2 and 3. Reshape them.");
    assertThatThrownBy(() -> convolve(TensorType.f32(1, 1, 5), TensorType.f64(1, 1, 3), 1))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "conv1d(x=f32[1, 1, 5], w=f64[1, 1, 3]): expected one number type, found f32 and f64. "
                + "Cast one to the other.");
  }

  @Test
  void aTransposeFitsTheSizesItIsTold() {
    ConvolutionTranspose op =
        new ConvolutionTranspose(Convention.CROSS_CORRELATION, Placement.valid(1), 1, List.of(9));
    Node y = Input.of("y", TensorType.f32(1, 1, 3));
    Node w = Input.of("w", TensorType.f32(1, 1, 3));
    assertThatThrownBy(() -> Node.of(op, List.of(y, w)))
        .hasMessage(
            "convTranspose1d(y=[1, 1, 3], w=[1, 1, 3], sizes=[9]): expected y of shape [1, 1, 7], "
                + "found [1, 1, 3]. Change sizes or the placement.");
  }
}
