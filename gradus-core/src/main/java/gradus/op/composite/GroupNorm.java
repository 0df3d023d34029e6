package gradus.op.composite;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.op.reduction.Mean;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Group normalisation: within each example, each group of neighbouring channels (axis 1) has mean
/// 0 and variance 1 over its channels and all places; one channel a group is instance
/// normalisation.
///
/// Shape: `x [batch, channels, …]`, scale and shift `[channels]`. Source: Wu and He 2018, "Group
/// normalization".
///
/// @param groups how many groups; they divide the channels
/// @param epsilon what is added to the variance, above 0
public record GroupNorm(int groups, double epsilon) implements Normalisation {

  public GroupNorm {
    Normalisation.checkEpsilon("groupNorm", epsilon);
    if (groups < 1) {
      throw new IllegalArgumentException(
          "groupNorm(groups=%d): expected at least one group, found %d. Use 1 for all channels together."
              .formatted(groups, groups));
    }
  }

  @Override
  public List<Integer> affineAxes() {
    return List.of(1);
  }

  @Override
  public Standardised groups(Node x) {
    return new Standardised(x, grouped(x.type().shape()), List.of(2), epsilon);
  }

  private Shape grouped(Shape shape) {
    int places = shape.slice(1, shape.rank()).elements();
    return Shape.of(shape.size(0), groups, places / groups);
  }

  @Override
  public void check(TensorType x) {
    if (x.shape().rank() < 2 || x.shape().size(1) % groups != 0) {
      throw new ShapeException(
          "%s: expected channels on axis 1 in %d equal groups, found shape %s. Choose a divisor of the channels."
              .formatted(call(x), groups, x.shape()));
    }
  }

  @Override
  public Formula standardised(Indexed x, List<Formula> index) {
    return Standardised.formula(split(x), at(x, index), axes(x), epsilon);
  }

  @Override
  public Formula mean(Indexed x, List<Formula> index) {
    return new Mean(axes(x), true).formula(List.of(split(x)), at(x, index));
  }

  @Override
  public List<Formula> group(Indexed x, List<Formula> index) {
    return at(x, index).subList(0, 2);
  }

  private Formula width(Indexed x) {
    return x.size(1).times(new Formula.Num(BigInteger.ONE, BigInteger.valueOf(groups)));
  }

  /// The axes of a group where the channels are split.
  private static List<Integer> axes(Indexed x) {
    return IntStream.rangeClosed(2, x.rank()).boxed().toList();
  }

  /// The tensor with an axis of groups before that of the channels of a group.
  private Indexed split(Indexed x) {
    Formula width = width(x);
    List<Formula> sizes = new ArrayList<>(x.sizes());
    sizes.set(1, width);
    sizes.add(1, Formula.number(groups));
    return new Indexed(
        sizes,
        at -> {
          List<Formula> joined = new ArrayList<>(at);
          joined.set(2, at.get(1).times(width).plus(at.get(2)));
          joined.remove(1);
          return x.at(joined);
        },
        false);
  }

  private List<Formula> at(Indexed x, List<Formula> index) {
    List<Formula> at = new ArrayList<>(index);
    at.set(1, Formula.call("mod", index.get(1), width(x)));
    at.add(1, Formula.call("floordiv", index.get(1), width(x)));
    return at;
  }
}
