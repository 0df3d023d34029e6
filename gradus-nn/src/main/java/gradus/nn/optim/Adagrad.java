package gradus.nn.optim;

import gradus.op.Node;

/// Adagrad: steps divided by the root of the sum of all squared gradients so far.
///
/// `s ← s + g²`, `w ← w − η g / (√s + ε)`. State: one tensor the shape of each parameter, first 0.
/// Source: Duchi, Hazan and Singer 2011, figure 1 (diagonal form).
///
/// @param learningRate η, per step
/// @param epsilon ε, above 0
/// @param weightDecay λ, added to the gradient of weights
public record Adagrad(double learningRate, double epsilon, double weightDecay)
    implements Optimiser {

  public Adagrad {
    Checks.positive("adagrad", "learningRate", learningRate);
    Checks.positive("adagrad", "epsilon", epsilon);
    Checks.atLeastZero("adagrad", "weightDecay", weightDecay);
  }

  /// With ε = 1e−10 and no decay.
  public static Adagrad learningRate(double learningRate) {
    return new Adagrad(learningRate, 1e-10, 0);
  }

  /// The same with weight decay.
  public Adagrad withWeightDecay(double value) {
    return new Adagrad(learningRate, epsilon, value);
  }

  @Override
  public Node next(Node parameter, Node gradient, UpdateScope step) {
    Node g = Decay.added(gradient, parameter, weightDecay);
    Node s = step.state(parameter, "squares", 0);
    Node sum = s.plus(g.times(g));
    step.update(s, sum);
    return parameter.minus(g.over(sum.sqrt().plus(epsilon)).times(step.learningRate()));
  }

  @Override
  public String kind() {
    return "adagrad";
  }
}
