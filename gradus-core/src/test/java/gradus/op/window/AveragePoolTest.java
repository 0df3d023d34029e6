package gradus.op.window;

import static gradus.op.Evaluated.adjointGap;
import static gradus.op.Evaluated.f64;
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
import org.junit.jupiter.params.provider.CsvSource;

class AveragePoolTest {

  private static final Node SIGNAL = f64(Shape.of(1, 1, 4), 1, 2, 3, 4);

  private static Pooling padded() {
    Placement placement = Placement.valid(1).withPadding(List.of(1)).withStrides(List.of(2));
    return Pooling.ceil(List.of(3), placement, List.of(4));
  }

  @Test
  void countsPaddingButNeverTheOverhang() {
    assertThat(valuesOf(SIGNAL.averagePool(padded(), true))).containsExactly(1, 3, 2);
    assertThat(valuesOf(SIGNAL.averagePool(padded(), false))).containsExactly(1.5, 3, 4);
  }

  @Test
  void countsTheRestOfALastWindowWithoutPadding() {
    Node x = f64(Shape.of(1, 1, 5), 1, 2, 3, 4, 5);
    Placement placement = Placement.valid(1).withStrides(List.of(2));
    Pooling pooling = Pooling.ceil(List.of(2), placement, List.of(5));
    assertThat(valuesOf(x.averagePool(pooling, true))).containsExactly(1.5, 3.5, 5);
    assertThat(valuesOf(x.averagePool(pooling, false))).containsExactly(1.5, 3.5, 5);
  }

  @Test
  void sharesTheCotangentAmongTheElementsCounted() {
    Node y = SIGNAL.averagePool(padded(), false);
    Node cotangent = f64(Shape.of(1, 1, 3), 6, 30, 600);
    Node pulled = Gradients.pullBack(y, cotangent, List.of(SIGNAL)).of(List.of(SIGNAL)).getFirst();
    assertThat(valuesOf(pulled)).containsExactly(3, 13, 10, 610);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, false", "3, true", "4, false"})
  void vjpIsTheAdjointOfJvpInBothOrders(long seed, boolean countIncludePad) {
    Node x = random(Shape.of(2, 2, 5, 4), seed);
    Placement placement = new Placement(List.of(2, 1), List.of(1, 2), List.of(1, 0), List.of(0, 1));
    Pooling pooling = Pooling.ceil(List.of(2, 2), placement, List.of(5, 4));
    Node y = x.averagePool(pooling, countIncludePad);
    assertThat(adjointGap(y, x, seed)).isLessThan(1e-14);
    Node back =
        Node.of(new AveragePoolTranspose(pooling, countIncludePad, List.of(5, 4)), List.of(y));
    assertThat(back.type()).isEqualTo(x.type());
    assertThat(adjointGap(back, y, seed)).isLessThan(1e-14);
  }

  @Test
  void globalPoolsKeepTheSpatialAxes() {
    Node x = f64(Shape.of(1, 2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(x.globalAveragePool().type()).isEqualTo(TensorType.f64(1, 2, 1, 1));
    assertThat(valuesOf(x.globalAveragePool())).containsExactly(2.5, 6.5);
    assertThat(valuesOf(x.globalMaxPool())).containsExactly(4, 8);
  }

  @Test
  void refusesIntegers() {
    Node x = Evaluated.input(TensorType.i64(1, 1, 4));
    assertThatThrownBy(() -> x.averagePool(padded(), true))
        .isInstanceOf(GraphException.class)
        .hasMessage("averagePool1d(x=i64[1, 1, 4]): expected f32 or f64, found i64. Cast x first.");
  }

  @Test
  void refusesSizesThatDoNotMakeTheWindows() {
    Node y = Evaluated.input(TensorType.f32(1, 1, 3));
    AveragePoolTranspose transpose = new AveragePoolTranspose(padded(), true, List.of(9));
    assertThatThrownBy(() -> Node.of(transpose, List.of(y)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "averagePoolTranspose1d(y=f32[1, 1, 3], sizes=[9]): expected windows [5] on the "
                + "spatial axes of y, found [1, 1, 3]. Change sizes or the pooling.");
  }
}
