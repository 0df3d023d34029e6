package gradus.op.composite;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.op.reduction.Mean;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/// Layer normalisation: the elements along the given axes of each example have mean 0 and variance
/// 1.
///
/// Shape: any `x` with these axes; scale and shift have their sizes. Source: Ba, Kiros and Hinton
/// 2016, "Layer normalization".
///
/// @param axes the axes of a group, from the front, at least one
/// @param epsilon what is added to the variance, above 0
public record LayerNorm(List<Integer> axes, double epsilon) implements Normalisation {

  public LayerNorm {
    axes = axes.stream().sorted().distinct().toList();
    Normalisation.checkEpsilon("layerNorm", epsilon);
    if (axes.isEmpty()) {
      throw new IllegalArgumentException(
          "layerNorm(axes=[]): expected at least one axis, found none. Name the axes of the"
              + " features.");
    }
  }

  @Override
  public List<Integer> affineAxes() {
    return axes;
  }

  @Override
  public Standardised groups(Node x) {
    return new Standardised(x, x.type().shape(), axes, epsilon);
  }

  @Override
  public void check(TensorType x) {
    if (axes.getFirst() < 0 || axes.getLast() >= x.shape().rank()) {
      throw new ShapeException(
          "%s: expected axes from 0 to %d, found %s. Count axes from the front."
              .formatted(call(x), x.shape().rank() - 1, axes));
    }
  }

  @Override
  public Formula standardised(Indexed x, List<Formula> index) {
    return Standardised.formula(x, index, axes, epsilon);
  }

  @Override
  public Formula mean(Indexed x, List<Formula> index) {
    return new Mean(axes, true).formula(List.of(x), index);
  }

  @Override
  public List<Formula> group(Indexed x, List<Formula> index) {
    return IntStream.range(0, x.rank())
        .filter(axis -> !axes.contains(axis))
        .mapToObj(index::get)
        .toList();
  }
}
