package gradus.nn.loss;

import java.util.List;

/// What a binary head's logit says: `a = ln(g / (1 − g))` for `g = P(y = 1 | x)`.
///
/// Range: any double; ±∞ are certainties, NaN gives NaN, and no outcome. Each quantity has the
/// formula that keeps its digits, so nothing is formed as `1 − g`. Source: spec 1.1 and 1.2.
///
/// @param value the logit `a`
public record LogOdds(double value) {

  /// The logit of a probability: −∞ for 0, ∞ for 1.
  ///
  /// Throws {@link IllegalArgumentException} outside 0 … 1.
  public static LogOdds of(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "logOdds(probability=%s): expected a probability from 0 to 1, found %s. Check where it comes from."
              .formatted(probability, probability));
    }
    double complement = 1 - probability;
    // around ½ the logarithms would cancel, and 2p − 1 is exact
    return new LogOdds(
        probability > 0.25 && probability < 0.75
            ? StrictMath.log1p((2 * probability - 1) / complement)
            : StrictMath.log(probability) - StrictMath.log1p(-probability));
  }

  private static double sigmoid(double a) {
    double e = StrictMath.exp(-Math.abs(a));
    return (a < 0 ? e : 1) / (1 + e);
  }

  private static double softplus(double a) {
    return Math.max(a, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(a)));
  }

  /// `P(y = 1 | x) = σ(a)`.
  public double probability() {
    return sigmoid(value);
  }

  /// `P(y = 0 | x) = σ(−a)`, with all its digits where {@link #probability} rounds to 1.
  public double complement() {
    return sigmoid(-value);
  }

  /// Both probabilities, that of outcome 0 first.
  public List<Double> probabilities() {
    return List.of(complement(), probability());
  }

  /// `ln P(y = 1 | x)`.
  public double logProbability() {
    return -softplus(-value);
  }

  /// `ln P(y = 0 | x)`.
  public double logComplement() {
    return -softplus(value);
  }

  /// `g / (1 − g) = eᵃ`.
  public double odds() {
    return StrictMath.exp(value);
  }

  /// Whether outcome 1 is more probable than the threshold; a tie is outcome 0.
  ///
  /// Decided on the logit, not on the rounded probability.
  ///
  /// @param threshold a probability; 0.5 for the likelier outcome
  public boolean exceeds(double threshold) {
    return value > of(threshold).value;
  }
}
