package gradus.op.composite;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.op.reduction.Mean;
import gradus.tensor.Shape;
import java.util.List;

/// The groups of a tensor brought to mean 0 and variance 1: `x̂ = (x − mean) / √(variance + ε)`.
///
/// The variance is taken of the deviations from the mean, so it is never negative and loses nothing
/// where the mean is large.
public final class Standardised {

  private final Node x;
  private final Shape grouped;
  private final List<Integer> axes;
  private final Node mean;
  private final Node centred;
  private final Node variance;
  private final Node deviation;
  private final Node reciprocal;
  private final Node unit;

  /// The nodes of a tensor's groups.
  ///
  /// @param x the tensor
  /// @param grouped its shape while it is grouped, of as many elements
  /// @param axes the axes of `grouped` that make a group
  /// @param epsilon what is added to the variance
  Standardised(Node x, Shape grouped, List<Integer> axes, double epsilon) {
    this.x = x;
    this.grouped = grouped;
    this.axes = axes;
    Node groups = x.reshape(grouped);
    this.mean = mean(groups);
    this.centred = groups.minus(mean);
    this.variance = mean(centred.times(centred));
    this.deviation = variance.plus(epsilon).sqrt();
    this.reciprocal = deviation.filled(1).over(deviation);
    this.unit = centred.times(reciprocal);
  }

  private Node mean(Node groups) {
    return groups.mean(axes, true);
  }

  private Node dropped(Node reduced) {
    return reduced.reshape(grouped.reduce(axes, false));
  }

  /// The mean of each group, its axes dropped.
  public Node mean() {
    return dropped(mean);
  }

  /// The biased variance of each group, its axes dropped.
  public Node variance() {
    return dropped(variance);
  }

  /// `x̂` as it is meant.
  Node definition() {
    return centred.over(deviation).reshape(x.type().shape());
  }

  /// `x̂`, with one division a group.
  public Node value() {
    return unit.reshape(x.type().shape());
  }

  /// The derivative times a tangent, or times a cotangent, which is the same since the Jacobian is
  /// symmetric: `(v − mean v − x̂ mean(v x̂)) / √(variance + ε)`.
  Node along(Node v) {
    Node groups = v.reshape(grouped);
    Node flat = groups.minus(mean(groups));
    return flat.minus(unit.times(mean(groups.times(unit))))
        .times(reciprocal)
        .reshape(x.type().shape());
  }

  /// `x̂` at an index, where the given axes of `x` make a group.
  static Formula formula(Indexed x, List<Formula> index, List<Integer> axes, double epsilon) {
    Mean mean = new Mean(axes, true);
    Indexed centred =
        new Indexed(x.sizes(), at -> x.at(at).minus(mean.formula(List.of(x), at)), false);
    Indexed squares = new Indexed(x.sizes(), at -> centred.at(at).power(Formula.number(2)), false);
    Formula variance = mean.formula(List.of(squares), index);
    return centred.at(index).over(Formula.call("sqrt", variance.plus(Formula.number(epsilon))));
  }
}
