package gradus.op.indexing;

import static gradus.op.Evaluated.adjointGap;
import static gradus.op.Evaluated.f64;
import static gradus.op.Evaluated.i64;
import static gradus.op.Evaluated.random;
import static gradus.op.Evaluated.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autodiff.Gradients;
import gradus.op.Evaluated;
import gradus.op.Node;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatherTest {

  private static final Node TABLE = f64(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);

  @Test
  void takesSlices() {
    Node rows = TABLE.gather(0, i64(Shape.of(2, 2), 2, 0, 1, 2));
    assertThat(rows.type()).isEqualTo(TensorType.f64(2, 2, 2));
    assertThat(valuesOf(rows)).containsExactly(5, 6, 1, 2, 3, 4, 5, 6);
    Node columns = TABLE.gather(-1, i64(Shape.scalar(), 1));
    assertThat(columns.type()).isEqualTo(TensorType.f64(3));
    assertThat(valuesOf(columns)).containsExactly(2, 4, 6);
  }

  @Test
  void takesNothing() {
    Node none = TABLE.gather(0, i64(Shape.of(0)));
    assertThat(none.type()).isEqualTo(TensorType.f64(0, 2));
    assertThat(valuesOf(Gradients.of(none.sum(), List.of(TABLE)).getFirst()))
        .containsExactly(0, 0, 0, 0, 0, 0);
  }

  @Test
  void addsTheCotangentsOfASliceTakenTwice() {
    Node y = TABLE.gather(0, i64(Shape.of(3), 2, 0, 2));
    Node cotangent = f64(Shape.of(3, 2), 1, 2, 10, 20, 100, 200);
    Node pulled = Gradients.pullBack(y, cotangent, List.of(TABLE)).of(List.of(TABLE)).getFirst();
    assertThat(valuesOf(pulled)).containsExactly(10, 20, 0, 0, 101, 202);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void gatherAndScatterAddAreAdjoint(long seed) {
    Node x = random(Shape.of(2, 4, 3), seed);
    Node positions = i64(Shape.of(2, 2), 3, 1, 3, 0);
    Node y = x.gather(1, positions);
    assertThat(y.type()).isEqualTo(TensorType.f64(2, 2, 2, 3));
    assertThat(adjointGap(y, x, seed)).isLessThan(1e-14);
    Node back = y.scatterAdd(1, 4, positions);
    assertThat(back.type()).isEqualTo(x.type());
    assertThat(adjointGap(back, y, seed)).isLessThan(1e-14);
  }

  @Test
  void saysWhyPositionsHaveNoGradient() {
    Node positions = i64(Shape.of(1), 1);
    Node y = TABLE.gather(0, positions).sum();
    Gradients gradients = Gradients.pullBack(y, y.filled(1), List.of(positions));
    assertThat(gradients.whyZero(positions)).isEqualTo("Gather: positions are integers");
  }

  @Test
  void refusesPositionsOutsideWhereItRuns() {
    Node y = TABLE.gather(0, i64(Shape.of(2), 1, 3));
    assertThatThrownBy(() -> valuesOf(y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Gather[axis=0](x=f64[3, 2], positions=i64[2]): expected positions from 0 to 2, found "
                + "3 at element 1 of the positions. Check the data; add the length of the axis to "
                + "positions that count from the end.");
  }

  @Test
  void refusesFloatPositions() {
    Node positions = Evaluated.input(TensorType.f32(2));
    assertThatThrownBy(() -> TABLE.gather(0, positions))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "gather(x=f64[3, 2], positions=f32[2], axis=0): expected positions of i32 or i64, "
                + "found f32[2]. Cast the positions first.");
  }

  @Test
  void refusesSlicesThatDoNotMatchThePositions() {
    Node positions = Evaluated.input(TensorType.i64(4));
    assertThatThrownBy(() -> TABLE.scatterAdd(0, 5, positions))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "scatterAdd(y=f64[3, 2], positions=i64[4], axis=0, size=5): expected the axes [4] of "
                + "the positions from axis 0 of y on, found [3, 2]. Give y one slice a position.");
  }

  @Test
  void refusesToAddTruthValues() {
    Node y = Evaluated.input(TensorType.bool(2));
    Node positions = Evaluated.input(TensorType.i64(2));
    assertThatThrownBy(() -> y.scatterAdd(0, 5, positions))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "scatterAdd(y=bool[2], positions=i64[2], axis=0, size=5): expected a number type for "
                + "y, found bool[2]. Cast y first.");
  }
}
