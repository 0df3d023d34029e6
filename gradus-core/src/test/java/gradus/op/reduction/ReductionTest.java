package gradus.op.reduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.op.Node;
import gradus.op.source.Input;
import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReductionTest {

  private final Node x = Input.of("x", TensorType.f32(2, 3));

  @Test
  void axesAreSortedAndCountedFromTheFront() {
    assertThat(x.sum(List.of(-1, 0), false).op()).isEqualTo(new Sum(List.of(0, 1), false));
    assertThat(x.mean(List.of(-1), true).type()).isEqualTo(TensorType.f32(2, 1));
    assertThat(x.argMax(-1).type()).isEqualTo(TensorType.i64(2));
  }

  @Test
  void refusesAnAxisThatIsNotThere() {
    assertThatThrownBy(() -> x.sum(List.of(2), false))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "axis 2 of shape [2, 3]: expected an axis from -2 to 1. "
                + "Count axes from 0, or from -1 at the end.");
  }

  @Test
  void refusesTypesItCannotReduce() {
    assertThatThrownBy(() -> x.as(DType.I64).mean())
        .isInstanceOf(GraphException.class)
        .hasMessage("mean(x=i64[2, 3]): expected f32 or f64, found i64. Cast x first.");
    assertThatThrownBy(() -> x.as(DType.BOOL).sum())
        .hasMessage("sum(x=bool[2, 3]): expected a number type, found bool. Cast x first.");
  }

  @Test
  void nothingHasNoLargestPosition() {
    Node empty = Input.of("e", TensorType.f32(2, 0));
    assertThatThrownBy(() -> empty.argMax(1))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "ArgMax(x=f32[2, 0], axis=1): expected at least one element on the axis, found none. "
                + "Check the data.");
    assertThatThrownBy(() -> empty.softmax(1))
        .hasMessage(
            "softmax(x=f32[2, 0], axis=1): expected at least one class on the axis, found none. "
                + "Check the number of classes.");
  }
}
