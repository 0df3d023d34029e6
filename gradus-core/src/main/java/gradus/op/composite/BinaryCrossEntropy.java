package gradus.op.composite;

import gradus.formula.Formula;
import gradus.op.Node;
import java.util.List;

/// Binary cross-entropy from logits: `L = −w t ln σ(x) − (1 − t) ln(1 − σ(x))`.
///
/// Shape: logits `x` and targets `t` in [0, 1], hard or soft, of one shape, kept. Range: [0, ∞);
/// computed as `w t s(−x) + (1 − t) s(x)` with softplus `s`, so finite and accurate at ±800 and
/// right at ±∞. Derivative: `(1 − t) σ(x) − w t σ(−x)`, which is `σ(x) − t` for `w = 1` and keeps
/// every digit where the target is 0 or 1; `∂L/∂t = w s(−x) − s(x)`, which is `−x` for `w = 1`.
/// Source: spec 1.3 and 1.4; beyond A5.
///
/// @param positiveWeight the weight `w` of the positive class, 1 for none
public record BinaryCrossEntropy(double positiveWeight) implements PointwiseLoss {

  public BinaryCrossEntropy {
    if (!(positiveWeight >= 0) || Double.isInfinite(positiveWeight)) {
      throw new IllegalArgumentException(
          "binaryCrossEntropy(positiveWeight=%s): expected a finite weight of 0 or more, found %s. Use 1 for no weight."
              .formatted(positiveWeight, positiveWeight));
    }
  }

  /// Both classes weigh the same.
  public BinaryCrossEntropy() {
    this(1);
  }

  @Override
  public Node definition(List<Node> inputs) {
    Node g = inputs.get(0).sigmoid();
    Node t = inputs.get(1);
    Node ofOne = t.times(positiveWeight).times(g.log());
    Node ofZero = Loss.complement(t).times(Loss.complement(g).log());
    return ofOne.plus(ofZero).negated();
  }

  @Override
  public Node lowering(List<Node> inputs) {
    Node x = inputs.get(0);
    Node t = inputs.get(1);
    return Loss.weighed(weighted(t), x.negated().softplus())
        .plus(Loss.weighed(Loss.complement(t), x.softplus()));
  }

  private Node weighted(Node v) {
    return positiveWeight == 1 ? v : v.times(positiveWeight);
  }

  @Override
  public Node slope(Node x, Node t) {
    return Loss.complement(t).times(x.sigmoid()).minus(weighted(t).times(x.negated().sigmoid()));
  }

  @Override
  public Node targetSlope(Node x, Node t) {
    return positiveWeight == 1 ? x.negated() : weighted(x.negated().softplus()).minus(x.softplus());
  }

  @Override
  public Formula element(Formula x, Formula t) {
    Formula g = Formula.call("sigmoid", x);
    Formula ofOne = Formula.number(positiveWeight).times(t).times(Formula.call("log", g));
    Formula ofZero = Formula.ONE.minus(t).times(Formula.call("log", Formula.ONE.minus(g)));
    return ofOne.negated().minus(ofZero);
  }
}
