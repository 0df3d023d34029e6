package gradus.nn.optim;

import gradus.op.Node;

/// Adam with decoupled weight decay: `w ← w − η (m̂ / (√v̂ + ε) + λ w)`.
///
/// Units: `weightDecay` is multiplied by the learning rate, as in PyTorch. Source: Loshchilov and
/// Hutter 2019, algorithm 2.
///
/// @param learningRate η, per step
/// @param beta1 β₁, from 0 to below 1
/// @param beta2 β₂, from 0 to below 1
/// @param epsilon ε, above 0
/// @param weightDecay λ, for weights (parameters of two axes or more)
public record AdamW(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimiser {

  public AdamW {
    Checks.positive("adamw", "learningRate", learningRate);
    Checks.fraction("adamw", "beta1", beta1);
    Checks.fraction("adamw", "beta2", beta2);
    Checks.positive("adamw", "epsilon", epsilon);
    Checks.atLeastZero("adamw", "weightDecay", weightDecay);
  }

  /// With β₁ = 0.9, β₂ = 0.999, ε = 1e−8 and a decay of 0.01.
  public static AdamW learningRate(double learningRate) {
    return new AdamW(learningRate, 0.9, 0.999, 1e-8, 0.01);
  }

  /// The same with another decay.
  public AdamW withWeightDecay(double value) {
    return new AdamW(learningRate, beta1, beta2, epsilon, value);
  }

  @Override
  public Node next(Node parameter, Node gradient, UpdateScope step) {
    Adam adam = new Adam(learningRate, beta1, beta2, epsilon, 0);
    Node direction = adam.direction(parameter, gradient, step);
    return parameter.minus(
        Decay.added(direction, parameter, weightDecay).times(step.learningRate()));
  }

  @Override
  public String kind() {
    return "adamw";
  }
}
