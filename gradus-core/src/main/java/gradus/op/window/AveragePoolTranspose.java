package gradus.op.window;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The adjoint of {@link AveragePool}: each window's value, divided by its number of elements, is
/// added to every element that the window covers.
///
/// Shape: `[N, C, windows…]` gives `[N, C, sizes…]`; `sizes` must be ones from which the pooling
/// makes `windows…`. Derivative: {@link AveragePool}.
///
/// @param pooling which elements each window covers
/// @param countIncludePad whether padding counts as elements
/// @param sizes the spatial sizes of the result
public record AveragePoolTranspose(Pooling pooling, boolean countIncludePad, List<Integer> sizes)
    implements Pool {

  public AveragePoolTranspose {
    sizes = List.copyOf(sizes);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType y = inputs.getFirst();
    boolean ranks = y.shape().rank() == sizes.size() + 2 && sizes.size() == placement().rank();
    TensorType x = ranks ? y.with(y.shape().slice(0, 2).followedBy(new Shape(sizes))) : y;
    if (!ranks || !new AveragePool(pooling, countIncludePad).type(List.of(x)).equals(y)) {
      throw new ShapeException(
          "averagePoolTranspose%dd(y=%s, sizes=%s): expected windows %s on the spatial axes of y, found %s. Change sizes or the pooling."
              .formatted(placement().rank(), y, sizes, pooling.counts(sizes), y.shape()));
    }
    return x;
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    return List.of(
        Cotangent.flows(Node.of(new AveragePool(pooling, countIncludePad), List.of(cotangent))));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return Optional.of(Node.of(this, List.of(tangent)));
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Indexed y = inputs.getFirst();
    List<Formula> windows = new ArrayList<>();
    List<Condition> hits = new ArrayList<>();
    for (int axis = 0; axis < placement().rank(); axis++) {
      Formula dilation = Formula.number(placement().dilations().get(axis));
      Formula window =
          index
              .get(axis + 2)
              .plus(Formula.number(placement().before().get(axis)))
              .minus(pooling.taps().get(axis).times(dilation));
      if (placement().strides().get(axis) > 1) {
        Formula stride = Formula.number(placement().strides().get(axis));
        hits.add(Condition.compare(Relation.EQ, Formula.call("mod", window, stride), Formula.ZERO));
        window = Formula.call("floordiv", window, stride);
      }
      windows.add(window);
    }
    hits.add(Pooling.inside(y, windows));
    List<Formula> lengths = sizes.stream().map(n -> Formula.number(n.longValue())).toList();
    Formula share =
        y.at(Filter.join(index.get(0), index.get(1), windows))
            .over(pooling.counted(lengths, windows, countIncludePad));
    return pooling.fold(
        Combination.SUM, new Formula.Choose(new Condition.And(hits), share, Formula.ZERO));
  }
}
