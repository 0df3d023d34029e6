package gradus.op.elementwise;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.op.Node;
import gradus.op.source.Input;
import gradus.tensor.GraphException;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElementwiseTest {

  private final Node x = Input.of("x", TensorType.f32(2, 3));
  private final Node wide = Input.of("wide", TensorType.f64(2, 3));
  private final Node whole = Input.of("whole", TensorType.i64(2, 3));
  private final Node truth = Input.of("truth", TensorType.bool(2, 3));

  @Test
  void unaryFunctionsTakeFloats() {
    assertThatThrownBy(whole::exp)
        .isInstanceOf(GraphException.class)
        .hasMessage("exp(x=i64[2, 3]): expected f32 or f64, found i64. Cast x first.");
    assertThatThrownBy(truth::negated)
        .hasMessage("neg(x=bool[2, 3]): expected a number type, found bool. Cast x first.");
  }

  @Test
  void operandsHaveOneType() {
    assertThatThrownBy(() -> x.plus(wide))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "add(x=f32[2, 3], y=f64[2, 3]): expected one number type, found f32 and f64. "
                + "Cast one to the other.");
    assertThatThrownBy(() -> truth.times(truth))
        .hasMessage(
            "mul(x=bool[2, 3], y=bool[2, 3]): expected one number type, found bool and bool. "
                + "Cast one to the other.");
    assertThatThrownBy(() -> x.less(whole))
        .hasMessage(
            "compare(x=f32[2, 3], y=i64[2, 3]): expected one element type, found f32 and i64. "
                + "Cast one to the other.");
  }

  @Test
  void operandsHaveOneShapeWhereNoBuilderBroadcasts() {
    Node row = Input.of("row", TensorType.f32(3));
    assertThatThrownBy(() -> Node.of(new Add(), List.of(x, row)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "add(x=f32[2, 3], y=f32[3]): expected equal shapes, found [2, 3] and [3]. "
                + "Broadcast one to the other.");
    assertThatThrownBy(() -> x.plus(Input.of("y", TensorType.f32(2))))
        .hasMessage(
            "broadcast of [2, 3] with [2]: expected equal lengths or 1 on axis 1 from the end, "
                + "found 3 and 2. Reshape or permute one of them.");
  }

  @Test
  void connectivesTakeTruthValues() {
    assertThatThrownBy(() -> truth.and(whole))
        .hasMessage("AND[bool[2, 3], i64[2, 3]]: expected truth values, found i64. Compare first.");
  }

  @Test
  void aChoiceIsBetweenTwoOfOneType() {
    assertThatThrownBy(() -> truth.choose(x, wide))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "select(condition=bool[2, 3], x=f32[2, 3], y=f64[2, 3]): expected bool and two of one "
                + "type, found bool, f32 and f64. Cast them.");
    assertThatThrownBy(() -> Node.of(new Select(), List.of(truth, x, x.sum())))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "select(condition=bool[2, 3], x=f32[2, 3], y=f32[]): expected equal shapes, found "
                + "[2, 3], [2, 3] and []. Broadcast them.");
  }
}
