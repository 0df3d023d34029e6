package gradus.nn.rewrite;

import java.util.List;

/// Why a rewritten network is the same function, and how far floats may part from it.
///
/// @param law the law
/// @param changes what was changed
/// @param left what was left as it was, and why
/// @param linear whether each new parameter is a linear function of the old ones, so that `∇_Θ = Aᵀ
///   ∇_Θ′`
/// @param parametersBefore how many numbers were trained
/// @param parametersAfter how many are now
/// @param rounding what storing the new parameters in f32 costs
/// @param identity the identity that the law rests on, and who holds it
/// @param measured the largest differences found on samples
public record Certificate(
    Law law,
    List<String> changes,
    List<String> left,
    boolean linear,
    long parametersBefore,
    long parametersAfter,
    Rounding rounding,
    Identity identity,
    Measured measured) {

  public Certificate {
    changes = List.copyOf(changes);
    left = List.copyOf(left);
  }

  /// What stays the same, in words.
  public String exactness() {
    return switch (law.exactness()) {
      case BITS -> "bit for bit in f32";
      case REAL ->
          "the same function over the real numbers; in f32 an output of n terms Σ wᵢ xᵢ may differ"
              + " by (2n + 4) 2⁻²⁴ Σ|wᵢ xᵢ| a layer, carried on by the layers after it";
      case PROBABILITIES ->
          "the same probabilities over the real numbers (logits change); in f32 a logit of n terms"
              + " may differ by (2n + 4) 2⁻²⁴ Σ|wᵢ xᵢ|, and a probability by at most half of that";
    };
  }
}
