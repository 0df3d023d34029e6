package gradus.op.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.op.Layout;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovementTest {

  private final Node x = Input.of("x", TensorType.f32(2, 3));

  @Test
  void whatMovesNothingMakesNoNode() {
    assertThat(x.reshape(Shape.of(2, 3))).isSameAs(x);
    assertThat(x.permute(List.of(0, -1))).isSameAs(x);
    assertThat(x.broadcastTo(Shape.of(2, 3))).isSameAs(x);
  }

  @Test
  void reshapeKeepsTheNumberOfElements() {
    assertThatThrownBy(() -> x.reshape(Shape.of(4)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "reshape(x=f32[2, 3], shape=[4]): expected 6 elements, found 4. "
                + "Keep the product of the sizes.");
  }

  @Test
  void broadcastStretchesOnesOnly() {
    assertThatThrownBy(() -> x.broadcastTo(Shape.of(2, 6)))
        .hasMessage(
            "broadcast of [2, 3] with [2, 6]: expected equal lengths or 1 on axis 1 from the end, "
                + "found 3 and 6. Reshape or permute one of them.");
    assertThatThrownBy(() -> x.broadcastTo(Shape.of(3)))
        .hasMessage(
            "broadcast(x=f32[2, 3], shape=[3]): expected axes of equal length or 1, found [2, 3]. "
                + "Reshape x first.");
  }

  @Test
  void permuteNamesEveryAxisOnce() {
    assertThatThrownBy(() -> x.permute(List.of(0, 0)))
        .hasMessage(
            "permute(x=f32[2, 3], axes=[0, 0]): expected each of the axes [0, 1] once, found "
                + "[0, 0]. Name every axis once.");
  }

  @Test
  void transposeNeedsTwoAxes() {
    Node vector = Input.of("v", TensorType.f32(3));
    assertThatThrownBy(vector::transpose)
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "transpose(x=f32[3]): expected rank 2 or more, found 1. Reshape x to a matrix first.");
  }

  @Test
  void sliceStaysInside() {
    assertThatThrownBy(() -> x.slice(1, 2, 4))
        .hasMessage(
            "slice(x=f32[2, 3], starts=[0, 2], sizes=[2, 2], steps=[1, 1]): expected positions "
                + "inside [2, 3], found some outside. Clip the slice.");
    assertThatThrownBy(() -> x.slice(1, 2, 1))
        .hasMessage(
            "slice(x=f32[2, 3], starts=[0, 2], sizes=[2, -1], steps=[1, 1]): expected positions "
                + "inside [2, 3], found some outside. Clip the slice.");
    assertThatThrownBy(() -> new Slice(List.of(0), List.of(1), List.of(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "slice(steps=[0]): expected steps of 1 or more, found less. Use flip to go backwards.");
  }

  @Test
  void padsByAmountsOfEveryAxis() {
    assertThatThrownBy(() -> x.pad(List.of(1), List.of(1), 0))
        .hasMessage(
            "pad(x=f32[2, 3], before=[1], after=[1], interior=[0]): expected 2 amounts each, found "
                + "1, 1 and 1. Give one an axis.");
    assertThatThrownBy(() -> x.pad(List.of(1, -1), List.of(1, 0), 0))
        .hasMessage(
            "pad(before=[1, -1], after=[1, 0], interior=[0, 0]): expected 0 or more, found a "
                + "negative. Use slice to cut.");
  }

  @Test
  void concatJoinsWhatDiffersOnOneAxis() {
    Node other = Input.of("y", TensorType.f32(3, 3));
    assertThat(Layout.concat(0, List.of(x, other)).type()).isEqualTo(TensorType.f32(5, 3));
    assertThatThrownBy(() -> Layout.concat(1, List.of(x, other)))
        .hasMessage(
            "concat([f32[2, 3], f32[3, 3]], axis=1): expected types that differ on axis 1 alone, "
                + "found f32[3, 3] beside f32[2, 3]. Check the branches.");
    assertThatThrownBy(() -> Layout.concat(0, List.of()))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "concat([], axis=0): expected at least one part, found none. Pass the branches.");
  }

  @Test
  void tileRepeatsWhole() {
    assertThat(x.tile(List.of(2, 1)).type()).isEqualTo(TensorType.f32(4, 3));
    assertThatThrownBy(() -> x.tile(List.of(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "tile(x=f32[2, 3], times=[2]): expected 2 numbers of times, found 1. Give one an"
                + " axis.");
  }
}
