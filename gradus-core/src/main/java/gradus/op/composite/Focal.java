package gradus.op.composite;

import gradus.formula.Formula;
import gradus.op.Node;
import java.util.List;

/// Focal loss from a logit: cross-entropy that counts well-classified examples less.
///
/// `L = −t α₁ (1 − g)^γ ln g − (1 − t) α₀ g^γ ln(1 − g)` with `g = σ(x)`; `γ = 0` is cross-entropy.
///
/// Shape: logits and targets in [0, 1] of one shape, kept. Range: [0, ∞); from `σ(±x)` and softplus
/// `s`, so finite at ±800. Derivative: `(1 − t) α₀ g^γ (γ σ(−x) s(x) + g) − t α₁ (1 − g)^γ (γ g
/// s(−x) + σ(−x))`. Source: Lin, Goyal, Girshick, He and Dollár 2017, "Focal loss for dense object
/// detection", equations 4 and 5; beyond A6.
///
/// @param gamma the focus γ, 0 or more; 2 in the paper
/// @param positive the weight α₁ of the positive class
/// @param negative the weight α₀ of the negative class
public record Focal(double gamma, double positive, double negative) implements PointwiseLoss {

  public Focal {
    if (!(gamma >= 0 && positive >= 0 && negative >= 0)
        || Double.isInfinite(gamma + positive + negative)) {
      throw new IllegalArgumentException(
          "focal(gamma=%s, positive=%s, negative=%s): expected finite numbers of 0 or more, found one that is not. Use focal(2.0)."
              .formatted(gamma, positive, negative));
    }
  }

  /// Both classes weigh 1.
  public static Focal of(double gamma) {
    return new Focal(gamma, 1, 1);
  }

  /// The positive class weighs `alpha`, the negative `1 − alpha`.
  public static Focal of(double gamma, double alpha) {
    return new Focal(gamma, alpha, 1 - alpha);
  }

  @Override
  public Node definition(List<Node> inputs) {
    Node g = inputs.get(0).sigmoid();
    Node t = inputs.get(1);
    Node exponent = g.filled(gamma);
    Node ofOne = t.times(positive).times(Loss.complement(g).pow(exponent)).times(g.log());
    Node ofZero =
        Loss.complement(t).times(negative).times(g.pow(exponent)).times(Loss.complement(g).log());
    return ofOne.plus(ofZero).negated();
  }

  @Override
  public Node lowering(List<Node> inputs) {
    Node x = inputs.get(0);
    Node t = inputs.get(1);
    return Loss.weighed(t.times(positive), surprise(x))
        .plus(Loss.weighed(Loss.complement(t).times(negative), surprise(x.negated())));
  }

  /// `σ(−u)^γ s(−u)`: the loss of a sure target whose logit is `u`.
  private Node surprise(Node u) {
    Node miss = u.negated().softplus();
    return Loss.weighed(focus(u), miss);
  }

  /// `σ(−u)^γ`.
  private Node focus(Node u) {
    if (gamma == 0) {
      return u.filled(1);
    }
    // below 1 the derivative of a power at an underflowed 0 would be infinite
    return gamma < 1
        ? u.softplus().times(-gamma).exp()
        : u.negated().sigmoid().pow(u.filled(gamma));
  }

  /// `−dL/du` of {@link #surprise}.
  private Node fall(Node u) {
    Node pull = Loss.weighed(u.sigmoid().times(gamma), u.negated().softplus());
    return focus(u).times(pull.plus(u.negated().sigmoid()));
  }

  @Override
  public Node slope(Node x, Node t) {
    return Loss.complement(t)
        .times(negative)
        .times(fall(x.negated()))
        .minus(t.times(positive).times(fall(x)));
  }

  @Override
  public Node targetSlope(Node x, Node t) {
    return surprise(x).times(positive).minus(surprise(x.negated()).times(negative));
  }

  @Override
  public Formula element(Formula x, Formula t) {
    Formula g = Formula.call("sigmoid", x);
    Formula not = Formula.ONE.minus(g);
    Formula exponent = Formula.number(gamma);
    Formula ofOne =
        Formula.number(positive).times(t).times(not.power(exponent)).times(Formula.call("log", g));
    Formula ofZero =
        Formula.number(negative)
            .times(Formula.ONE.minus(t))
            .times(g.power(exponent))
            .times(Formula.call("log", not));
    return ofOne.negated().minus(ofZero);
  }
}
