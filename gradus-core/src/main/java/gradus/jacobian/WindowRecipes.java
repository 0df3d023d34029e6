package gradus.jacobian;

import gradus.op.Node;
import gradus.op.Op;
import gradus.op.window.AveragePool;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.Pooling;
import gradus.reference.Numbers;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The structure of convolutions and mean pooling: Toeplitz, repeated for each example.
///
/// @param numbers the kind of number
record WindowRecipes<T>(Numbers<T> numbers) {

  /// The recipe, or nothing where no structure is known.
  Optional<Recipe<T>> of(Node node, int input) {
    Op op = node.op();
    if (op instanceof Convolution convolution) {
      return input == 0
          ? Optional.of(bySignal(convolution, node.input(0), node.input(1)))
          : new KernelRecipes<>(numbers).of(convolution, node);
    }
    if (op instanceof ConvolutionTranspose turned && input == 0) {
      Convolution convolution =
          new Convolution(turned.convention(), turned.placement(), turned.groups());
      Recipe<T> forwards = bySignal(convolution, node, node.input(1));
      return Optional.of(
          new Recipe<>(forwards.needs(), values -> forwards.build().apply(values).transpose()));
    }
    return op instanceof AveragePool pool ? Optional.of(byMean(pool, node)) : Optional.empty();
  }

  private static List<Integer> spatial(Shape shape) {
    return shape.slice(2, shape.rank()).sizes();
  }

  private Recipe<T> bySignal(Convolution op, Node x, Node w) {
    Shape signal = x.type().shape();
    Shape kernel = w.type().shape();
    boolean single = kernel.rank() == 3 && kernel.size(0) == 1 && signal.size(1) == 1;
    return Recipe.from(
        w,
        taps -> {
          Jacobian<T> one =
              single
                  ? BandedToeplitz.of(
                      numbers, taps, op.convention(), op.placement(), signal.size(2))
                  : BlockToeplitz.of(numbers, op, kernel, taps, spatial(signal));
          return KroneckerProduct.of(new Identity<>(numbers, signal.size(0)), one);
        });
  }

  /// Sums over the windows, divided by the counts, which the mean of ones and its sum give.
  private Recipe<T> byMean(AveragePool op, Node node) {
    Shape shape = node.input(0).type().shape();
    Pooling pooling = op.pooling();
    List<Band> bands = new ArrayList<>();
    for (int axis = 0; axis < pooling.placement().rank(); axis++) {
      Band band =
          Band.of(pooling.placement(), axis, shape.size(axis + 2), pooling.kernel().get(axis));
      int rows = node.type().shape().size(axis + 2);
      bands.add(new Band(rows, band.columns(), band.taps(), band.steps(), band.before()));
    }
    Shape kernel = Shape.of(1, 1).followedBy(new Shape(pooling.kernel()));
    Vectors<T> vectors = new Vectors<>(numbers);
    List<T> ones = Collections.nCopies(kernel.elements(), vectors.one());
    Jacobian<T> channel = new BlockToeplitz<>(numbers, kernel, ones, 1, bands);
    int channels = shape.size(0) * shape.size(1);
    Jacobian<T> sums = KroneckerProduct.of(new Identity<>(numbers, channels), channel);
    Node means = op.jvp(node, 0, node.input(0).filled(1)).orElseThrow();
    return Recipe.from(
        means,
        mean -> {
          List<T> totals = sums.jvp(vectors.all(sums.columns(), vectors.one()));
          return Diagonal.of(
                  numbers,
                  vectors.tabulate(mean.size(), i -> numbers.over(mean.get(i), totals.get(i))))
              .after(sums);
        });
  }
}
