package gradus.op.composite;

import gradus.formula.Formula;
import gradus.op.Node;
import java.util.List;

/// Binary cross-entropy of a probability: `L = −t ln g − (1 − t) ln(1 − g)`, with `0 · ln 0 := 0`.
///
/// Shape: probabilities `g` and targets `t` in [0, 1], of one shape, kept. Range: [0, ∞]; `L(0, 0)
/// = L(1, 1) = 0` and `L(0, 1) = L(1, 0) = ∞`, unless a floor is asked for. Derivative: `−t/g + (1
/// − t)/(1 − g)`, where a logarithm at its floor adds 0. Prefer {@link BinaryCrossEntropy}, which
/// loses nothing where `g` rounds to 0 or 1. Source: spec 1.3.
///
/// @param floor the least argument of either logarithm, 0 for none, below ½
public record BinaryCrossEntropyOfProbability(double floor) implements PointwiseLoss {

  public BinaryCrossEntropyOfProbability {
    if (!(floor >= 0 && floor < 0.5)) {
      throw new IllegalArgumentException(
          "binaryCrossEntropyOfProbability(floor=%s): expected a floor from 0 to below 0.5, found %s. Use 0 for none."
              .formatted(floor, floor));
    }
  }

  /// No floor.
  public BinaryCrossEntropyOfProbability() {
    this(0);
  }

  @Override
  public Node definition(List<Node> inputs) {
    Node g = inputs.get(0);
    Node t = inputs.get(1);
    return Loss.weighed(t, floored(g).log())
        .plus(Loss.weighed(Loss.complement(t), floored(Loss.complement(g)).log()))
        .negated();
  }

  @Override
  public Node lowering(List<Node> inputs) {
    Node g = inputs.get(0);
    Node t = inputs.get(1);
    Node logOfNot = floor == 0 ? g.negated().log1p() : floored(Loss.complement(g)).log();
    return Loss.weighed(t, floored(g).log())
        .plus(Loss.weighed(Loss.complement(t), logOfNot))
        .negated();
  }

  private Node floored(Node v) {
    return floor == 0 ? v : v.max(v.filled(floor));
  }

  /// `weight / v`, 0 where the weight is, and where the logarithm of `v` stays at its floor.
  private Node share(Node weight, Node v) {
    Node zero = v.filled(0);
    Node flat = floor == 0 ? weight.equal(zero).and(v.equal(zero)) : v.less(v.filled(floor));
    return flat.choose(zero, weight.over(flat.choose(v.filled(1), v)));
  }

  @Override
  public Node slope(Node g, Node t) {
    return share(Loss.complement(t), Loss.complement(g)).minus(share(t, g));
  }

  @Override
  public Node targetSlope(Node g, Node t) {
    return floored(Loss.complement(g)).log().minus(floored(g).log());
  }

  @Override
  public Formula element(Formula g, Formula t) {
    Formula not = Formula.ONE.minus(g);
    return t.times(log(g)).negated().minus(Formula.ONE.minus(t).times(log(not)));
  }

  private Formula log(Formula v) {
    return Formula.call("log", floor == 0 ? v : Formula.call("max", v, Formula.number(floor)));
  }
}
