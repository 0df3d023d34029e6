package gradus.op.composite;

import gradus.op.Node;

/// How the losses of many examples become one number.
public enum LossReduction {
  /// They stay as they are.
  NONE,
  /// Their sum; over no examples 0.
  SUM,
  /// Their mean; over no examples NaN. With weights, the weighted sum divided by the sum of the
  /// weights, NaN where that is 0.
  MEAN;

  /// The losses, reduced.
  public Node of(Node losses) {
    return switch (this) {
      case NONE -> losses;
      case SUM -> losses.sum();
      case MEAN -> losses.mean();
    };
  }

  /// The losses, each times its weight, reduced.
  ///
  /// @param losses one an example
  /// @param weights as many, of the same type; a weight of 0 takes an infinite loss away too
  public Node of(Node losses, Node weights) {
    Node weighted = Loss.weighed(weights, losses);
    return switch (this) {
      case NONE -> weighted;
      case SUM -> weighted.sum();
      case MEAN -> weighted.sum().over(weights.sum());
    };
  }
}
