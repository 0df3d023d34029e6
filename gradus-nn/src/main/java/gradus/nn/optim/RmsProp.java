package gradus.nn.optim;

import gradus.op.Node;

/// RMSprop: steps divided by a running root mean square of the gradient.
///
/// `v ← ρ v + (1 − ρ) g²`, `w ← w − η g / (√v + ε)`. State: one tensor the shape of each parameter,
/// first 0; below 2⁻¹²⁰ it becomes 0. Source: Tieleman and Hinton 2012, lecture 6.5, with ε outside
/// the root as in PyTorch.
///
/// @param learningRate η, per step
/// @param decay ρ, from 0 to below 1
/// @param epsilon ε, above 0
/// @param weightDecay λ, added to the gradient of weights
public record RmsProp(double learningRate, double decay, double epsilon, double weightDecay)
    implements Optimiser {

  public RmsProp {
    Checks.positive("rmsprop", "learningRate", learningRate);
    Checks.fraction("rmsprop", "decay", decay);
    Checks.positive("rmsprop", "epsilon", epsilon);
    Checks.atLeastZero("rmsprop", "weightDecay", weightDecay);
  }

  /// With ρ = 0.99, ε = 1e−8 and no decay.
  public static RmsProp learningRate(double learningRate) {
    return new RmsProp(learningRate, 0.99, 1e-8, 0);
  }

  /// The same with weight decay.
  public RmsProp withWeightDecay(double value) {
    return new RmsProp(learningRate, decay, epsilon, value);
  }

  @Override
  public Node next(Node parameter, Node gradient, UpdateScope step) {
    Node g = Decay.added(gradient, parameter, weightDecay);
    Node v = step.state(parameter, "v", 0);
    Node square = Fading.sum(v, decay, g.times(g).times(1 - decay));
    step.update(v, square);
    return parameter.minus(g.over(square.sqrt().plus(epsilon)).times(step.learningRate()));
  }

  @Override
  public String kind() {
    return "rmsprop";
  }
}
