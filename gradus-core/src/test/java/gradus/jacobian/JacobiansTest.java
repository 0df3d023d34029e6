package gradus.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.check.Sample;
import gradus.check.Samples;
import gradus.op.Evaluated;
import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.Placement;
import gradus.op.window.Pooling;
import gradus.reference.DoubleNumbers;
import gradus.reference.Fraction;
import gradus.reference.Judge;
import gradus.reference.Value;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JacobiansTest {

  static Stream<Sample> samples() {
    return Samples.all().filter(sample -> !sample.is(Sample.Trait.EDGE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void theStructureOfEveryOperationIsItsMatrixOfProducts(Sample sample) {
    Sample.Use use = sample.use();
    if (!use.node().type().dtype().isFloat()) {
      return;
    }
    for (Node input : use.floats()) {
      Jacobian<Double> found = Jacobians.of(use.node(), input, use.point());
      Jacobian<Double> wanted = byDirections(use, use.node().inputs().indexOf(input));
      assertThat(found.rows()).isEqualTo(use.node().type().shape().elements());
      assertThat(found.columns()).isEqualTo(input.type().shape().elements());
      List<Double> entries = written(found);
      int columns = found.columns();
      for (int i = 0; i < entries.size(); i++) {
        double right = wanted.toDense().entries().get(i);
        if (Double.isFinite(right)) {
          assertThat(entries.get(i)).isCloseTo(right, within(1e-14 * (1 + Math.abs(right))));
        } else {
          // a product with a direction makes NaN of 0 · NaN where the structure knows a 0
          boolean knownZero = i / columns != i % columns && entries.get(i) == 0;
          assertThat(knownZero || entries.get(i).equals(right)).isTrue();
        }
      }
    }
  }

  /// Entry by entry, so that no 0 meets a NaN.
  private static List<Double> written(Jacobian<Double> matrix) {
    return new Vectors<>(matrix.numbers())
        .tabulate(
            matrix.rows() * matrix.columns(),
            at -> matrix.entry(at / matrix.columns(), at % matrix.columns()));
  }

  private static Jacobian<Double> byDirections(Sample.Use use, int input) {
    Recipe<Double> recipe = new ByDirections<>(new DoubleNumbers()).of(use.node(), input);
    List<Value<Double>> values = Judge.inDouble().values(recipe.needs(), use.point());
    return recipe.build().apply(values);
  }

  private static String structure(Node y, Node x) {
    return Jacobians.of(y, x, Map.of()).structure();
  }

  @Test
  void operationsKeepTheirStructure() {
    Node x = Evaluated.random(Shape.of(2, 3), 1);
    assertThat(structure(x.reshape(Shape.of(6)), x)).isEqualTo("identity 6×6");
    assertThat(structure(x.tanh(), x)).isEqualTo("diagonal 6×6");
    assertThat(structure(x.transpose(), x)).isEqualTo("permutation 6×6");
    assertThat(structure(x.slice(1, 0, 2), x)).isEqualTo("selection 4×6");
    assertThat(structure(x.sum(), x)).isEqualTo("sums 1×6");
    assertThat(structure(x.plus(x), x)).isEqualTo("diagonal 6×6");
    assertThat(structure(x, Evaluated.random(Shape.of(2), 2))).isEqualTo("zero 6×2");
    assertThat(structure(x.softmax(1), x))
        .isEqualTo("block diagonal 6×6, 2 blocks, the first diagonal minus rank one 3×3");
    Node w = Evaluated.random(Shape.of(3, 4), 3);
    assertThat(structure(x.matmul(w), x)).isEqualTo("(identity 2×2) ⊗ (dense 4×3)");
    assertThat(structure(x.matmul(w), w)).isEqualTo("(dense 2×3) ⊗ (identity 4×4)");
    Node image = Evaluated.random(Shape.of(2, 2, 4, 4), 4);
    Node kernel = Evaluated.random(Shape.of(3, 2, 2, 2), 5);
    assertThat(structure(image.conv(kernel, Placement.valid(2)), image))
        .isEqualTo("(identity 2×2) ⊗ (block Toeplitz 27×32, kernel [3, 2, 2, 2], 1 groups)");
    Pooling two = Pooling.floor(List.of(2, 2), Placement.valid(2).withStrides(List.of(2, 2)));
    assertThat(structure(image.maxPool(two), image)).isEqualTo("selection 16×64");
  }

  @Test
  void aReluNetworkWithoutBiasIsItsOwnJacobianTimesItsInput() {
    Node x = Exact.node(Shape.of(1, 1, 6), Exact.draws(6, 1));
    Node w = Exact.node(Shape.of(3, 1, 2), Exact.draws(6, 2));
    Node dense = Exact.node(Shape.of(15, 4), Exact.draws(60, 3));
    Node hidden = x.conv(w, Convention.CONVOLUTION, Placement.valid(1), 1).relu();
    Node y = hidden.reshape(Shape.of(1, 15)).matmul(dense).relu();
    Jacobian<Fraction> jacobian = Jacobians.exact(y, x, Map.of());
    assertThat(jacobian.jvp(values(x))).isEqualTo(values(y));
    assertThat(Jacobians.exact(y, w, Map.of()).jvp(values(w))).isEqualTo(values(y));
    assertThat(Jacobians.exact(y, dense, Map.of()).jvp(values(dense))).isEqualTo(values(y));
  }

  private static List<Fraction> values(Node node) {
    return Judge.exact().value(node, Map.of()).elements();
  }

  @Test
  void convolutionIsBilinear() {
    Node x = Exact.node(Shape.of(2, 2, 5), Exact.draws(20, 1));
    Node w = Exact.node(Shape.of(3, 2, 2), Exact.draws(12, 2));
    Node y = x.conv(w, Placement.valid(1).withPadding(List.of(1)));
    List<Fraction> g = Exact.draws(y.type().shape().elements(), 3);
    Vectors<Fraction> vectors = new Vectors<>(Exact.NUMBERS);
    Fraction loss = vectors.dot(g, values(y));
    for (Node place : List.of(x, w)) {
      List<Fraction> gradient = Jacobians.exact(y, place, Map.of()).vjp(g);
      assertThat(vectors.dot(gradient, values(place))).isEqualTo(loss);
    }
  }

  @Test
  void aShortcutIsASumOfPaths() {
    Node x = Evaluated.random(Shape.of(1, 1, 5), 1);
    Node w = Evaluated.random(Shape.of(1, 1, 3), 2);
    Placement same = Placement.valid(1).withPadding(List.of(1));
    Node y = x.plus(x.conv(w, same).relu());
    Jacobian<Double> jacobian = Jacobians.of(y, x, Map.of());
    assertThat(jacobian).isInstanceOf(SumOf.class);
    assertThat(Evaluated.adjointGap(y, x, 3)).isLessThan(1e-14);
    Banded<Double> banded =
        Colouring.recover(Judge.inDouble(), y, x, new Colouring.Diagonals(1, 1), Map.of());
    assertThat(banded.toDense()).isEqualTo(jacobian.toDense());
  }

  @Test
  void theJudgeIsFedOnce() {
    Node x = gradus.op.source.Input.of("x", gradus.tensor.TensorType.f64(3));
    Map<Node, Tensor> feeds = Map.of(x, Tensor.of(Shape.of(3), 1.0, -2.0, 3.0));
    assertThat(Jacobians.of(x.relu(), x, feeds).row(0)).containsExactly(1.0, 0.0, 0.0);
    assertThat(Jacobians.of(x.relu(), x, feeds).rank()).hasValue(2);
  }

  @Test
  void integersHaveNoJacobian() {
    Node x = Evaluated.i64(Shape.of(2), 1, 2);
    assertThatThrownBy(() -> Jacobians.of(x, x, Map.of()))
        .hasMessage(
            "jacobian(Constant i64[2] by Constant i64[2]): expected two nodes of floats, found"
                + " Constant i64[2]. Cast it to f64 first.");
  }
}
