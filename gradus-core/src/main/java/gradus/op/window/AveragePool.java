package gradus.op.window;

import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.GraphException;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// The mean of each window.
///
/// Shape: `[N, C, spatial…]` gives `[N, C, windows…]`. The sum of the elements is divided by their
/// number, or by the number of elements and padding zeros; the overhang of ceil mode never counts.
/// Derivative: {@link AveragePoolTranspose}.
///
/// @param pooling which elements each window covers
/// @param countIncludePad whether padding counts as elements that are 0
public record AveragePool(Pooling pooling, boolean countIncludePad) implements Pool {

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (!x.dtype().isFloat()) {
      throw new GraphException(
          "averagePool%dd(x=%s): expected f32 or f64, found %s. Cast x first."
              .formatted(pooling.placement().rank(), x, x.dtype()));
    }
    return pooling.output("averagePool", x);
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    List<Integer> sizes = Filter.spatial(self.input(0));
    return List.of(
        Cotangent.flows(
            Node.of(
                new AveragePoolTranspose(pooling, countIncludePad, sizes), List.of(cotangent))));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return Optional.of(Node.of(this, List.of(tangent)));
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Indexed x = inputs.getFirst();
    List<Formula> source = Filter.join(index.get(0), index.get(1), pooling.positions(index));
    Formula element = pooling.isInside() ? x.at(source) : x.orZero(source, 2);
    return pooling
        .fold(Combination.SUM, element)
        .over(
            pooling.counted(
                Filter.spatialSizes(x), index.subList(2, index.size()), countIncludePad));
  }
}
