package gradus.op.contraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.op.Node;
import gradus.op.source.Input;
import gradus.tensor.GraphException;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import org.junit.jupiter.api.Test;

class MatMulTest {

  private static Node f32(int... sizes) {
    return Input.of("x", TensorType.f32(sizes));
  }

  @Test
  void broadcastsLeadingAxes() {
    assertThat(f32(5, 1, 2, 3).matmul(f32(4, 3, 6)).type()).isEqualTo(TensorType.f32(5, 4, 2, 6));
    assertThat(f32(3, 2).matmul(f32(6, 3), true, true).type()).isEqualTo(TensorType.f32(2, 6));
    assertThat(f32(2, 0).matmul(f32(0, 3)).type()).isEqualTo(TensorType.f32(2, 3));
  }

  @Test
  void refusesSizesThatDoNotMeet() {
    assertThatThrownBy(() -> f32(2, 3).matmul(f32(4, 5)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "matmul(a=f32[2, 3], b=f32[4, 5], transposeA=false, transposeB=false): expected 3 rows "
                + "in b, found 4. Transpose or reshape one of them.");
  }

  @Test
  void refusesVectors() {
    assertThatThrownBy(() -> f32(3).matmul(f32(3, 5)))
        .hasMessage(
            "matmul(a=f32[3], b=f32[3, 5]): expected two tensors of one rank, 2 or more, found "
                + "ranks 1 and 2. Reshape or broadcast them.");
  }

  @Test
  void refusesTypesThatDiffer() {
    Node wide = Input.of("w", TensorType.f64(3, 4));
    assertThatThrownBy(() -> f32(2, 3).matmul(wide))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "matmul(a=f32[2, 3], b=f64[3, 4]): expected one number type, found f32 and f64. "
                + "Cast one to the other.");
  }
}
