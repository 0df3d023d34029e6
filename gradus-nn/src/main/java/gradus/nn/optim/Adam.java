package gradus.nn.optim;

import gradus.op.Node;

/// Adam: steps scaled by running means of the gradient and of its square.
///
/// `m ← β₁ m + (1 − β₁) g`, `v ← β₂ v + (1 − β₂) g²`, `w ← w − η m̂ / (√v̂ + ε)` with `m̂ = m / (1
/// − β₁ᵗ)` and `v̂ = v / (1 − β₂ᵗ)`. State: two tensors the shape of each parameter, first 0; below
/// 2⁻¹²⁰ they become 0. Units: `learningRate` per step, not per epoch. Source: Kingma and Ba 2015,
/// algorithm 1, with the bias correction of section 3.
///
/// @param learningRate η, per step
/// @param beta1 β₁, from 0 to below 1
/// @param beta2 β₂, from 0 to below 1
/// @param epsilon ε, above 0
/// @param weightDecay λ of L2 regularisation, added to the gradient of weights; {@link AdamW}
///   decouples it
public record Adam(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimiser {

  public Adam {
    Checks.positive("adam", "learningRate", learningRate);
    Checks.fraction("adam", "beta1", beta1);
    Checks.fraction("adam", "beta2", beta2);
    Checks.positive("adam", "epsilon", epsilon);
    Checks.atLeastZero("adam", "weightDecay", weightDecay);
  }

  /// With β₁ = 0.9, β₂ = 0.999, ε = 1e−8 and no decay, as in the paper.
  public static Adam learningRate(double learningRate) {
    return new Adam(learningRate, 0.9, 0.999, 1e-8, 0);
  }

  /// The same with L2 regularisation.
  public Adam withWeightDecay(double value) {
    return new Adam(learningRate, beta1, beta2, epsilon, value);
  }

  @Override
  public Node next(Node parameter, Node gradient, UpdateScope step) {
    Node g = Decay.added(gradient, parameter, weightDecay);
    return parameter.minus(direction(parameter, g, step).times(step.learningRate()));
  }

  /// `m̂ / (√v̂ + ε)`.
  Node direction(Node parameter, Node g, UpdateScope step) {
    Node m = step.state(parameter, "m", 0);
    Node v = step.state(parameter, "v", 0);
    Node mean = Fading.sum(m, beta1, g.times(1 - beta1));
    Node square = Fading.sum(v, beta2, g.times(g).times(1 - beta2));
    step.update(m, mean);
    step.update(v, square);
    Node unbias1 = step.scheduled("adam.unbias1", t -> 1 / (1 - StrictMath.pow(beta1, t)));
    Node unbias2 = step.scheduled("adam.unbias2", t -> 1 / (1 - StrictMath.pow(beta2, t)));
    return mean.times(unbias1).over(square.times(unbias2).sqrt().plus(epsilon));
  }

  @Override
  public String kind() {
    return "adam";
  }
}
