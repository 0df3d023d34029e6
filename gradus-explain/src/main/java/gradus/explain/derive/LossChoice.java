package gradus.explain.derive;

import gradus.nn.loss.Head;
import gradus.op.Node;
import gradus.op.composite.AbsoluteError;
import gradus.op.composite.BinaryCrossEntropy;
import gradus.op.composite.Composite;
import gradus.op.composite.Focal;
import gradus.op.composite.Hinge;
import gradus.op.composite.Huber;
import gradus.op.composite.LogSoftmax;
import gradus.op.composite.Softmax;
import gradus.op.composite.SoftmaxCrossEntropy;
import gradus.op.composite.SquaredError;
import gradus.op.elementwise.Sigmoid;
import gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The loss whose gradient is explained: the mean over the batch, or over all elements.
public enum LossChoice {
  /// Softmax and cross-entropy, from logits.
  SOFTMAX,
  /// Sigmoid and cross-entropy, from logits.
  SIGMOID,
  /// The squared error.
  SQUARED,
  /// The absolute error.
  ABSOLUTE,
  /// Huber's loss with δ = 1.
  HUBER,
  /// The focal loss with γ = 2.
  FOCAL,
  /// The hinge loss, with targets −1 and 1.
  HINGE;

  /// The loss by its name, or the one that suits the number of outputs where the name is "".
  ///
  /// Throws {@link IllegalArgumentException} for another name.
  public static LossChoice of(String name, int outputs) {
    if (Set.of("", "auto", "crossEntropy").contains(name)) {
      return outputs > 1 ? SOFTMAX : SIGMOID;
    }
    return Arrays.stream(values())
        .filter(loss -> name.equalsIgnoreCase(loss.word()) || name.equals(loss.trained()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--loss %s: expected one of %s, found \"%s\". Choose one of them."
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(LossChoice::word)
                                .collect(Collectors.joining(", ")),
                            name)));
  }

  /// The loss that a model was trained with.
  ///
  /// @param head what its outputs mean
  /// @param trained the name of the loss in its run, `auto` for the head's own
  public static LossChoice of(Head head, String trained) {
    return switch (trained) {
      case "huber" -> HUBER;
      case "absoluteError" -> ABSOLUTE;
      case "squaredError" -> SQUARED;
      case "focal" -> FOCAL;
      case "hinge" -> HINGE;
      default ->
          switch (head) {
            case Head.Categorical _ -> SOFTMAX;
            case Head.Binary _, Head.MultiLabel _ -> SIGMOID;
            case Head.Real _ -> SQUARED;
          };
    };
  }

  /// The name that `train` has for a loss of the same meaning, by either name.
  ///
  /// Throws {@link IllegalArgumentException} for another name.
  public static String trained(String name) {
    return Set.of("auto", "crossEntropy").contains(name) ? name : of(name, 1).trained();
  }

  /// Its name for `train`.
  private String trained() {
    return switch (this) {
      case SOFTMAX, SIGMOID -> "crossEntropy";
      case SQUARED -> "squaredError";
      case ABSOLUTE -> "absoluteError";
      case HUBER, FOCAL, HINGE -> word();
    };
  }

  /// Its name on the command line.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The loss of every example or element.
  Node each(Node logits, Node target) {
    return Node.of(op(), List.of(logits, target));
  }

  private Composite op() {
    return switch (this) {
      case SOFTMAX -> new SoftmaxCrossEntropy(1);
      case SIGMOID -> new BinaryCrossEntropy();
      case SQUARED -> new SquaredError();
      case ABSOLUTE -> new AbsoluteError();
      case HUBER -> new Huber(1);
      case FOCAL -> Focal.of(2);
      case HINGE -> new Hinge(false);
    };
  }

  /// A warning where the network ends in the function that this loss applies by itself.
  Optional<String> doubled(Node logits) {
    return switch (logits.op()) {
      case Softmax _, LogSoftmax _ when this == SOFTMAX -> Optional.of(doubled("softmax"));
      case Sigmoid _ when this == SIGMOID || this == FOCAL -> Optional.of(doubled("sigmoid"));
      default -> Optional.empty();
    };
  }

  private static String doubled(String function) {
    return "The network ends in a %s, and the loss applies its own to that: the logits below are probabilities. gradus lint --fix takes the first away."
        .formatted(function);
  }

  /// The output as this loss reads it: softmax needs `[batch, classes]`.
  Node reading(Node output) {
    Shape shape = output.type().shape();
    return this == SOFTMAX && shape.rank() != 2
        ? output.reshape(Shape.of(shape.size(0), shape.elements() / shape.size(0)))
        : output;
  }
}
