package gradus.op.window;

import static gradus.op.Evaluated.adjointGap;
import static gradus.op.Evaluated.f64;
import static gradus.op.Evaluated.random;
import static gradus.op.Evaluated.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autodiff.Gradients;
import gradus.autodiff.Tangents;
import gradus.op.Evaluated;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaxPoolTest {

  private static final Pooling HALVES =
      Pooling.floor(List.of(2, 2), Placement.valid(2).withStrides(List.of(2, 2)));

  /// The tied windows of spec 4.1.
  private static final Node TIES =
      f64(Shape.of(1, 1, 4, 4), 1, 1, 0, 0, 1, 0, 0, 0, -1, -2, 5, 5, -1, -3, 5, 5);

  @Test
  void takesTheLargestAndSaysWhereTheFirstIs() {
    assertThat(TIES.maxPool(HALVES).type()).isEqualTo(TensorType.f64(1, 1, 2, 2));
    assertThat(TIES.maxPoolIndices(HALVES).type()).isEqualTo(TensorType.i64(1, 1, 2, 2));
    assertThat(valuesOf(TIES.maxPool(HALVES))).containsExactly(1, 0, -1, 5);
    assertThat(valuesOf(TIES.maxPoolIndices(HALVES))).containsExactly(0, 2, 8, 10);
  }

  @Test
  void sendsTheGradientToTheFirstOfEqualElements() {
    Node cotangent = f64(Shape.of(1, 1, 2, 2), 1, 2, 3, 4);
    Node gradient =
        Gradients.pullBack(TIES.maxPool(HALVES), cotangent, List.of(TIES))
            .of(List.of(TIES))
            .getFirst();
    assertThat(valuesOf(gradient)).containsExactly(1, 0, 2, 0, 0, 0, 0, 0, 3, 0, 4, 0, 0, 0, 0, 0);
  }

  @Test
  void addsUpWhereWindowsOverlap() {
    Node x = f64(Shape.of(1, 1, 3), 1, 5, 2);
    Node y = x.maxPool(Pooling.floor(List.of(2), Placement.valid(1)));
    assertThat(valuesOf(Gradients.of(y.sum(), List.of(x)).getFirst())).containsExactly(0, 2, 0);
  }

  @Test
  void nanWinsAndPaddingDoesNot() {
    Node x = f64(Shape.of(1, 1, 4), -3, Double.NaN, -1, Double.NEGATIVE_INFINITY);
    Placement placement = Placement.valid(1).withPadding(List.of(1)).withStrides(List.of(3));
    Pooling pooling = Pooling.floor(List.of(3), placement);
    assertThat(valuesOf(x.maxPool(pooling))).containsExactly(Double.NaN, -1);
    assertThat(valuesOf(x.maxPoolIndices(pooling))).containsExactly(1, 2);
    Node least = x.slice(2, 3, 4);
    Pooling alone = Pooling.floor(List.of(2), Placement.valid(1).withPadding(List.of(1)));
    assertThat(valuesOf(least.maxPoolIndices(alone))).containsExactly(0, 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void vjpIsTheAdjointOfJvp(long seed) {
    Node x = random(Shape.of(2, 2, 5, 4), seed);
    Placement placement = new Placement(List.of(2, 1), List.of(1, 2), List.of(1, 0), List.of(0, 1));
    Pooling pooling = Pooling.ceil(List.of(2, 2), placement, List.of(5, 4));
    assertThat(adjointGap(x.maxPool(pooling), x, seed)).isLessThan(1e-14);
    Node volume = random(Shape.of(1, 2, 3, 4, 3), seed);
    Pooling cubes = Pooling.floor(List.of(2, 2, 2), Placement.valid(3));
    assertThat(adjointGap(volume.maxPool(cubes), volume, seed)).isLessThan(1e-14);
  }

  @Test
  void secondDerivativesPassThrough() {
    Node x = f64(Shape.of(1, 1, 4), 1, 4, 3, 2);
    Node y = x.maxPool(Pooling.floor(List.of(2), Placement.valid(1).withStrides(List.of(2))));
    Node v = f64(Shape.of(1, 1, 4), 1, 10, 100, 1000);
    Node loss = y.times(y).times(y).sum();
    List<Node> product = Tangents.hessianProduct(loss, List.of(x), List.of(v));
    assertThat(valuesOf(product.getFirst())).containsExactly(0, 6 * 4 * 10, 6 * 3 * 100, 0);
  }

  @Test
  void takesIntegersWithoutADerivative() {
    Node x = Node.constant(gradus.tensor.Tensor.of(Shape.of(1, 1, 2), 3, 7));
    Node y = x.maxPool(Pooling.floor(List.of(2), Placement.valid(1)));
    assertThat(y.type().dtype()).isEqualTo(DType.I32);
    assertThat(valuesOf(y)).containsExactly(7);
    assertThat(y.op().jvp(y, 0, x)).isEmpty();
  }

  @Test
  void refusesTruthValues() {
    Node x = Evaluated.input(TensorType.bool(1, 1, 2));
    assertThatThrownBy(() -> x.maxPool(Pooling.floor(List.of(2), Placement.valid(1))))
        .isInstanceOf(GraphException.class)
        .hasMessage(
            "maxPool1d(x=bool[1, 1, 2]): expected a number type, found bool. Cast x first.");
  }
}
