package gradus.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorTest {

  @Test
  void equalityIsByBits() {
    Tensor nan = Tensor.of(Shape.of(2), Double.NaN, 0.0);
    assertThat(nan).isEqualTo(Tensor.of(Shape.of(2), Double.NaN, 0.0));
    assertThat(nan).hasSameHashCodeAs(Tensor.of(Shape.of(2), Double.NaN, 0.0));
    assertThat(nan).isNotEqualTo(Tensor.of(Shape.of(2), Double.NaN, -0.0));
    assertThat(Tensor.of(Shape.of(1), 1)).isNotEqualTo(Tensor.of(Shape.of(1), 1L));
    assertThat(Tensor.of(Shape.of(1), 1f)).isNotEqualTo(Tensor.of(Shape.scalar(), 1f));
  }

  @Test
  void noOneElseHoldsItsElements() {
    float[] given = {1, 2};
    Tensor tensor = Tensor.of(Shape.of(2), given);
    given[0] = 9;
    tensor.toFloats()[1] = 9;
    assertThat(tensor.toFloats()).containsExactly(1, 2);
  }

  @Test
  void convertsAsAJavaCastDoes() {
    Tensor tensor = Tensor.of(Shape.of(4), -1.9, Double.NaN, 1e10, 0.0);
    assertThat(tensor.as(DType.I32)).isEqualTo(Tensor.of(Shape.of(4), -1, 0, Integer.MAX_VALUE, 0));
    assertThat(tensor.as(DType.I64)).isEqualTo(Tensor.of(Shape.of(4), -1L, 0, 10_000_000_000L, 0));
    assertThat(tensor.as(DType.BOOL)).isEqualTo(Tensor.of(Shape.of(4), true, true, true, false));
    Tensor large = Tensor.of(Shape.of(1), (1L << 53) + 1);
    assertThat(large.longAt(0)).isEqualTo((1L << 53) + 1);
    assertThat(large.as(DType.I32)).isEqualTo(Tensor.of(Shape.of(1), 1));
    assertThat(large.as(DType.I64)).isSameAs(large);
  }

  @Test
  void reshapesWithoutMoving() {
    Tensor tensor = Tensor.of(Shape.of(2, 2), 1, 2, 3, 4);
    assertThat(tensor.reshape(Shape.of(4))).isEqualTo(Tensor.of(Shape.of(4), 1, 2, 3, 4));
    assertThatThrownBy(() -> tensor.reshape(Shape.of(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Tensor.of([3]): expected 3 elements, found 4. Pass one value for each element.");
  }

  @Test
  void fillsAndPrints() {
    assertThat(Tensor.full(TensorType.f32(2), 3)).hasToString("f32[2] {3.0, 3.0}");
    assertThat(Tensor.of(Shape.of(9), new int[9]))
        .hasToString("i32[9] {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, …}");
  }

  @Test
  void aFormatExceptionHasFiveParts() {
    assertThat(new FormatException("a.npy", "byte 6", "version 1 to 3", "9", "Save it again."))
        .hasMessage("a.npy, byte 6: expected version 1 to 3, found 9. Save it again.");
  }
}
