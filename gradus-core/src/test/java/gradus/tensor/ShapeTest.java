package gradus.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {

  @Test
  void countsElements() {
    assertThat(Shape.scalar().elements()).isOne();
    assertThat(Shape.of(2, 3, 4).elements()).isEqualTo(24);
    assertThat(Shape.of(2, 0, 4).elements()).isZero();
    assertThat(Shape.of(2, 0).isEmpty()).isTrue();
    assertThat(Shape.of(1, 1).isEmpty()).isFalse();
    assertThat(Shape.of(0, 2_000_000_000, 2_000_000_000).elements()).isZero();
  }

  @Test
  void refusesNegativeAndTooLargeSizes() {
    assertThatThrownBy(() -> Shape.of(2, -1))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Shape.of([2, -1]): expected sizes of 0 or more, found -1. "
                + "Check the sizes that you pass.");
    assertThatThrownBy(() -> Shape.of(65_536, 32_768))
        .hasMessage(
            "Shape.of([65536, 32768]): expected at most 2147483647 elements, found more. "
                + "Use a smaller batch or split the tensor.");
  }

  @Test
  void countsAxesFromEitherEnd() {
    Shape shape = Shape.of(5, 6, 7);
    assertThat(shape.size(-1)).isEqualTo(7);
    assertThat(shape.axis(-3)).isZero();
    assertThat(shape.axes(List.of(-1, 0, 2))).containsExactly(0, 2);
    assertThatThrownBy(() -> shape.axis(3))
        .hasMessage(
            "axis 3 of shape [5, 6, 7]: expected an axis from -3 to 2. "
                + "Count axes from 0, or from -1 at the end.");
  }

  @Test
  void changesOneAxis() {
    Shape shape = Shape.of(5, 6, 7);
    assertThat(shape.with(-1, 2)).isEqualTo(Shape.of(5, 6, 2));
    assertThat(shape.insert(0, 1)).isEqualTo(Shape.of(1, 5, 6, 7));
    assertThat(shape.insert(3, 1)).isEqualTo(Shape.of(5, 6, 7, 1));
    assertThat(shape.slice(1, 3)).isEqualTo(Shape.of(6, 7));
    assertThat(shape.followedBy(Shape.of(8))).isEqualTo(Shape.of(5, 6, 7, 8));
    assertThat(shape.reduce(List.of(0, -1), false)).isEqualTo(Shape.of(6));
    assertThat(shape.reduce(List.of(0, -1), true)).isEqualTo(Shape.of(1, 6, 1));
    assertThat(shape.allAxes()).containsExactly(0, 1, 2);
  }

  @Test
  void broadcastsByTheRuleOfNumpy() {
    assertThat(Shape.of(2, 1, 4).broadcastWith(Shape.of(3, 1))).isEqualTo(Shape.of(2, 3, 4));
    assertThat(Shape.scalar().broadcastWith(Shape.of(3))).isEqualTo(Shape.of(3));
    assertThat(Shape.of(0).broadcastWith(Shape.of(1))).isEqualTo(Shape.of(0));
    assertThatThrownBy(() -> Shape.of(2, 3).broadcastWith(Shape.of(2)))
        .hasMessage(
            "broadcast of [2, 3] with [2]: expected equal lengths or 1 on axis 1 from the end, "
                + "found 3 and 2. Reshape or permute one of them.");
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 0", "5, 0, 1, 1", "23, 1, 2, 3", "12, 1, 0, 0"})
  void positionsAreRowMajor(int position, int i, int j, int k) {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.index(position)).containsExactly(i, j, k);
    assertThat(shape.position(i, j, k)).isEqualTo(position);
    int[] strides = shape.strides();
    assertThat(i * strides[0] + j * strides[1] + k * strides[2]).isEqualTo(position);
  }

  @Test
  void printsItsSizes() {
    assertThat(Shape.of(2, 3)).hasToString("[2, 3]");
    assertThat(Shape.scalar()).hasToString("[]");
    assertThat(TensorType.f32(2, 3)).hasToString("f32[2, 3]");
    assertThat(TensorType.bool()).hasToString("bool[]");
    assertThat(TensorType.f64(2, 3).bytes()).isEqualTo(48);
  }
}
