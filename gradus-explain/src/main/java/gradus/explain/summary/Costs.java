package gradus.explain.summary;

import java.util.ArrayList;
import java.util.List;

/// What one layer costs for one example, each number with its formula.
///
/// Counting rule: a multiply-add is two FLOPs, a bias that is added is the sum that the first
/// product of an output lacks, and nothing else counts. Backward, the gradient in the weights and
/// that in the input each take as many multiply-adds as forward; the gradient in the network's
/// input is not needed and not counted. Products are those of the definition, whatever algorithm
/// the runtime takes. Source: spec 4.1.
///
/// @param weights trained numbers that multiply
/// @param biases trained numbers that are added
/// @param multiplyAdds products added up, those on padding included
/// @param multiplyAddsInside those on elements of the input alone
/// @param comparisons of maximum pooling
/// @param flopsForward floating-point operations forward
/// @param flopsBackward floating-point operations backward
/// @param activations numbers that the layer puts out
/// @param why how each number comes about
public record Costs(
    long weights,
    long biases,
    long multiplyAdds,
    long multiplyAddsInside,
    long comparisons,
    long flopsForward,
    long flopsBackward,
    long activations,
    List<String> why) {

  /// The counting rule in a sentence.
  public static final String RULE =
      "FLOPs: 2 a multiply-add forward, a bias included; backward as many for the weights' gradient"
          + " and as many for the input's, which the first layer does not need. Nothing else"
          + " counts.";

  public Costs {
    why = List.copyOf(why);
  }

  /// Nothing but a number of outputs.
  static Costs of(long activations) {
    return new Costs(0, 0, 0, 0, 0, 0, 0, activations, List.of());
  }

  /// Both together; the outputs are those of this.
  Costs plus(Costs other) {
    List<String> both = new ArrayList<>(why);
    both.addAll(other.why);
    return new Costs(
        weights + other.weights,
        biases + other.biases,
        multiplyAdds + other.multiplyAdds,
        multiplyAddsInside + other.multiplyAddsInside,
        comparisons + other.comparisons,
        flopsForward + other.flopsForward,
        flopsBackward + other.flopsBackward,
        activations,
        both);
  }

  /// Bytes of the outputs as f32.
  public long activationBytes() {
    return 4 * activations;
  }
}
