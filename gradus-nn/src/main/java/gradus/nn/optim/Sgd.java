package gradus.nn.optim;

import gradus.op.Node;

/// Stochastic gradient descent, with momentum and Nesterov's look-ahead.
///
/// `g ← g + λ w`; without momentum `w ← w − η g`; with momentum `v ← μ v + g` and `w ← w − η v`, or
/// with Nesterov's look-ahead `w ← w − η (g + μ v)`. State with momentum: one tensor the shape of
/// each parameter, first 0; below 2⁻¹²⁰ it becomes 0. Source: Sutskever, Martens, Dahl and Hinton
/// 2013, section 2, in PyTorch's form (the rate multiplies the velocity).
///
/// @param learningRate η, per step
/// @param momentum μ, from 0 (none) to below 1
/// @param nesterov whether to look ahead
/// @param weightDecay λ, added to the gradient of weights (parameters of two axes or more)
public record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay)
    implements Optimiser {

  public Sgd {
    Checks.positive("sgd", "learningRate", learningRate);
    Checks.fraction("sgd", "momentum", momentum);
    Checks.atLeastZero("sgd", "weightDecay", weightDecay);
  }

  /// Plain descent.
  public static Sgd learningRate(double learningRate) {
    return new Sgd(learningRate, 0, false, 0);
  }

  /// The same with momentum.
  public Sgd withMomentum(double value) {
    return new Sgd(learningRate, value, nesterov, weightDecay);
  }

  /// The same with Nesterov's look-ahead.
  public Sgd withNesterov() {
    return new Sgd(learningRate, momentum, true, weightDecay);
  }

  /// The same with weight decay.
  public Sgd withWeightDecay(double value) {
    return new Sgd(learningRate, momentum, nesterov, value);
  }

  @Override
  public Node next(Node parameter, Node gradient, UpdateScope step) {
    Node g = Decay.added(gradient, parameter, weightDecay);
    if (momentum > 0) {
      Node v = step.state(parameter, "velocity", 0);
      Node velocity = Fading.sum(v, momentum, g);
      step.update(v, velocity);
      g = nesterov ? g.plus(velocity.times(momentum)) : velocity;
    }
    return parameter.minus(g.times(step.learningRate()));
  }

  @Override
  public String kind() {
    return "sgd";
  }
}
