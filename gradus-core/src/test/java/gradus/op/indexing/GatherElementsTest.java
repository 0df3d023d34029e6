package gradus.op.indexing;

import static gradus.op.Evaluated.adjointGap;
import static gradus.op.Evaluated.f64;
import static gradus.op.Evaluated.i64;
import static gradus.op.Evaluated.random;
import static gradus.op.Evaluated.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.op.Evaluated;
import gradus.op.Node;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatherElementsTest {

  private static final Node TABLE = f64(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);

  @Test
  void takesSingleElements() {
    Node picked = TABLE.gatherElements(1, i64(Shape.of(2, 1), 2, 0));
    assertThat(picked.type()).isEqualTo(TensorType.f64(2, 1));
    assertThat(valuesOf(picked)).containsExactly(3, 4);
    Node along = TABLE.gatherElements(0, i64(Shape.of(1, 3), 1, 0, 1));
    assertThat(valuesOf(along)).containsExactly(4, 2, 6);
  }

  @Test
  void addsElementsThatMeet() {
    Node sums = TABLE.scatterElements(1, 4, i64(Shape.of(2, 3), 1, 3, 1, 0, 0, 0));
    assertThat(sums.type()).isEqualTo(TensorType.f64(2, 4));
    assertThat(valuesOf(sums)).containsExactly(0, 4, 0, 2, 15, 0, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void gatherAndScatterAreAdjoint(long seed) {
    Node x = random(Shape.of(3, 2, 2), seed);
    Node positions = i64(Shape.of(2, 2, 2), 0, 1, 2, 2, 0, 0, 1, 2);
    Node y = x.gatherElements(0, positions);
    assertThat(adjointGap(y, x, seed)).isLessThan(1e-14);
    Node back = y.scatterElements(0, 3, positions);
    assertThat(back.type()).isEqualTo(x.type());
    assertThat(adjointGap(back, y, seed)).isLessThan(1e-14);
  }

  @Test
  void refusesPositionsOfAnotherShape() {
    Node positions = Evaluated.input(TensorType.i64(3, 1));
    assertThatThrownBy(() -> TABLE.gatherElements(1, positions))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "gatherElements(x=f64[2, 3], positions=i64[3, 1], axis=1): expected positions of the "
                + "shape of x but for axis 1, found [3, 1]. Slice or broadcast one of them.");
    assertThatThrownBy(() -> TABLE.scatterElements(1, 4, positions))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "scatterElements(y=f64[2, 3], positions=i64[3, 1], axis=1, size=4): expected positions "
                + "of the shape of y, found [3, 1]. Give every element one position.");
  }

  @Test
  void refusesNegativePositionsWhereItRuns() {
    Node y = TABLE.gatherElements(1, i64(Shape.of(2, 1), 0, -1));
    assertThatThrownBy(() -> valuesOf(y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected positions from 0 to 2, found -1 at element 1");
  }
}
