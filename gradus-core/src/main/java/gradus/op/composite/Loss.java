package gradus.op.composite;

import gradus.op.Node;
import java.util.List;
import java.util.Locale;

/// How far a prediction (input 0) is from a target (input 1).
///
/// A {@link PointwiseLoss} gives one value an element, a {@link ClassLoss} one value a row of
/// classes; {@link LossReduction} makes one number of them. A weight of 0 counts for nothing, also
/// where the other factor is infinite: `0 · ∞ := 0`. Targets are not checked here, since they are
/// data.
public sealed interface Loss extends Composite permits PointwiseLoss, ClassLoss {

  /// The loss of a prediction against a target.
  default Node of(Node prediction, Node target) {
    return Node.of(this, List.of(prediction, target));
  }

  /// The name as the user writes it: `squaredError`.
  default String call() {
    return name().substring(0, 1).toLowerCase(Locale.ROOT) + name().substring(1);
  }

  /// `1 − t`.
  static Node complement(Node t) {
    return t.filled(1).minus(t);
  }

  /// `weight · value`, where a weight of 0 takes away an infinite value.
  static Node weighed(Node weight, Node value) {
    Node zero = weight.filled(0);
    Node isVoid = weight.equal(zero).and(value.abs().equal(value.filled(Double.POSITIVE_INFINITY)));
    // the value is replaced, not the product: a derivative would meet 0 · ∞ again (decision 0011)
    return weight.times(isVoid.choose(zero, value));
  }
}
