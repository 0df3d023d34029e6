package gradus.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.autodiff.Gradients;
import gradus.op.Node;
import gradus.op.movement.Concat;
import gradus.op.window.Convention;
import gradus.op.window.Placement;
import gradus.random.Philox;
import gradus.reference.Fraction;
import gradus.reference.Judge;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The Jacobian of random graphs by structure is the one by gradients, exactly: entries, products
/// on both sides, norms, rank, and what two halves of the way make together.
class RandomGraphsTest {

  static LongStream seeds() {
    return LongStream.range(0, 24);
  }

  /// A way of random operations over a signal `[1, channels, length]`.
  private static List<Node> way(Node start, Philox draws, long seed) {
    List<Node> way = new ArrayList<>(List.of(start));
    for (int step = 0; step < 5; step++) {
      way.add(next(way.getLast(), draws, 10 * step, seed + step));
    }
    return way;
  }

  private static Node next(Node x, Philox draws, int at, long seed) {
    int channels = x.type().shape().size(1);
    int length = x.type().shape().size(2);
    return switch (draws.below(7, at)) {
      case 0 -> x.relu();
      case 1 -> convolution(x, draws, at, seed);
      case 2 -> x.plus(x.times(weights(x.type().shape(), seed)));
      case 3 -> x.permute(List.of(0, 2, 1));
      case 4 -> length > 3 ? x.slice(2, 1, length) : x.flip(List.of(2));
      case 5 ->
          x.reshape(Shape.of(channels, length))
              .matmul(weights(Shape.of(length, 3), seed))
              .reshape(Shape.of(1, channels, 3));
      default -> Node.of(new Concat(2), List.of(x, x.relu().negated()));
    };
  }

  private static Node convolution(Node x, Philox draws, int at, long seed) {
    int channels = x.type().shape().size(1);
    int kernel = 1 + draws.below(3, at + 1);
    int groups = channels % 2 == 0 && draws.below(2, at + 2) == 0 ? 2 : 1;
    Placement placement =
        Placement.valid(1)
            .withPadding(List.of(kernel))
            .withStrides(List.of(1 + draws.below(2, at + 3)))
            .withDilations(List.of(1 + draws.below(2, at + 4)));
    Convention convention =
        draws.below(2, at + 5) == 0 ? Convention.CONVOLUTION : Convention.CROSS_CORRELATION;
    Node w = weights(Shape.of(2, channels / groups, kernel), seed);
    return x.conv(w, convention, placement, groups);
  }

  private static Node weights(Shape shape, long seed) {
    return Exact.node(shape, Exact.draws(shape.elements(), 1000 + seed));
  }

  /// Row by row: the gradient of each output, in exact fractions.
  private static List<List<Fraction>> byGradients(Node y, Node x) {
    int rows = y.type().shape().elements();
    List<List<Fraction>> found = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double[] unit = new double[rows];
      unit[i] = 1;
      Node direction = Node.constant(Tensor.of(y.type().shape(), unit));
      Node row = Gradients.pullBack(y, direction, List.of(x)).of(List.of(x)).getFirst();
      found.add(Judge.exact().value(row, Map.of()).elements());
    }
    return found;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theStructureIsTheMatrixOfGradients(long seed) {
    Philox draws = Philox.of(seed);
    Node x = weights(Shape.of(1, 2, 5), seed);
    List<Node> way = way(x, draws, 100 * seed);
    Node y = way.getLast();
    Node middle = way.get(2);
    Jacobian<Fraction> whole = Jacobians.exact(y, x, Map.of());
    List<List<Fraction>> rows = byGradients(y, x);
    Dense<Fraction> dense = Dense.ofRows(Exact.NUMBERS, rows, x.type().shape().elements());
    same(whole, dense, seed);
    Jacobian<Fraction> composed =
        Jacobians.exact(y, middle, Map.of()).after(Jacobians.exact(middle, x, Map.of()));
    same(composed, dense, seed);
    double largest = SpectralNorm.of(Jacobians.of(y, x, Map.of()), 400).value();
    double frobenius = Math.sqrt(dense.frobeniusSquared().toDouble());
    assertThat(largest).isLessThanOrEqualTo(frobenius * (1 + 1e-9));
    List<Double> singular = ConvolutionSpectrum.singularValues(Jacobians.of(y, x, Map.of()));
    double squares = singular.stream().mapToDouble(s -> s * s).sum();
    assertThat(squares).isCloseTo(frobenius * frobenius, within(1e-8 * (1 + squares)));
  }

  private static void same(Jacobian<Fraction> found, Dense<Fraction> dense, long seed) {
    assertThat(found.toDense().entries()).isEqualTo(dense.entries());
    assertThat(found.transpose().toDense()).isEqualTo(dense.transpose());
    List<Fraction> v = Exact.draws(found.columns(), seed + 7);
    List<Fraction> u = Exact.draws(found.rows(), seed + 8);
    assertThat(found.jvp(v)).isEqualTo(dense.jvp(v));
    assertThat(found.vjp(u)).isEqualTo(dense.vjp(u));
    for (int i = 0; i < found.rows(); i++) {
      assertThat(found.row(i)).isEqualTo(dense.row(i));
      assertThat(found.entry(i, i % found.columns()))
          .isEqualTo(dense.entry(i, i % found.columns()));
    }
    assertThat(found.infinityNorm()).isEqualTo(dense.infinityNorm());
    assertThat(found.oneNorm()).isEqualTo(dense.oneNorm());
    assertThat(found.frobeniusSquared()).isEqualTo(dense.frobeniusSquared());
    found.rank().ifPresent(rank -> assertThat(rank).isEqualTo(dense.rank().orElse(rank)));
    assertThat(found.plus(found).toDense().entries())
        .isEqualTo(dense.plus(dense).toDense().entries());
  }
}
