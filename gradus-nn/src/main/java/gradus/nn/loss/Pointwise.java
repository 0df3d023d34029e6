package gradus.nn.loss;

import gradus.op.Node;
import gradus.op.composite.AbsoluteError;
import gradus.op.composite.BinaryCrossEntropy;
import gradus.op.composite.Composite;
import gradus.op.composite.Focal;
import gradus.op.composite.Hinge;
import gradus.op.composite.Huber;
import gradus.op.composite.SquaredError;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Locale;

/// A loss of one output and one target in the same place, summed over classes (multi-label) or
/// averaged.
///
/// Target: the output's type. Shape: any.
///
/// @param which the loss
/// @param setting δ of Huber, γ of focal, the weight of the positive class for cross-entropies,
///   else 1
public record Pointwise(Kind which, double setting) implements Loss {

  /// The losses.
  public enum Kind {
    /// Binary cross-entropy from a logit.
    BINARY_CROSS_ENTROPY,
    /// Binary cross-entropies summed over the classes of an example.
    MULTI_LABEL,
    /// Squared error.
    SQUARED_ERROR,
    /// Absolute error.
    ABSOLUTE_ERROR,
    /// Huber's loss.
    HUBER,
    /// Focal loss from a logit.
    FOCAL,
    /// Hinge loss from a score.
    HINGE
  }

  @Override
  public TensorType target(TensorType output) {
    return output;
  }

  @Override
  public Node of(Node output, Node target) {
    Node each = Node.of(function(), List.of(output, reading(target)));
    return which == Kind.MULTI_LABEL
        ? each.sum(each.type().shape().allAxes().subList(1, each.type().shape().rank()), false)
            .mean()
        : each.mean();
  }

  private Composite function() {
    return switch (which) {
      case BINARY_CROSS_ENTROPY, MULTI_LABEL -> new BinaryCrossEntropy(setting);
      case SQUARED_ERROR -> new SquaredError();
      case ABSOLUTE_ERROR -> new AbsoluteError();
      case HUBER -> new Huber(setting);
      case FOCAL -> Focal.of(setting);
      case HINGE -> new Hinge(false);
    };
  }

  private Node reading(Node target) {
    return which == Kind.HINGE ? target.times(2).minus(1) : target;
  }

  @Override
  public String kind() {
    String[] words = which.name().toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder kind = new StringBuilder(words[0]);
    for (String word : List.of(words).subList(1, words.length)) {
      kind.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return kind.toString();
  }
}
