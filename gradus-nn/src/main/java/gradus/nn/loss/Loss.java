package gradus.nn.loss;

import gradus.op.Node;
import gradus.tensor.TensorType;
import java.util.List;

/// A scalar to be made small, from a network's output and a target.
public interface Loss {

  /// The type of the target for an output of this type.
  TensorType target(TensorType output);

  /// The mean loss over the batch, a float scalar.
  Node of(Node output, Node target);

  /// Its name in files and tables.
  String kind();

  /// Softmax cross-entropy from logits, with integer labels.
  static SoftmaxCrossEntropyLoss softmaxCrossEntropy() {
    return new SoftmaxCrossEntropyLoss(0, List.of());
  }

  /// Binary cross-entropy from one logit an example, with targets in [0, 1].
  static Pointwise binaryCrossEntropy() {
    return new Pointwise(Pointwise.Kind.BINARY_CROSS_ENTROPY, 1);
  }

  /// The sum over classes of binary cross-entropies from logits, with targets in [0, 1].
  static Pointwise multiLabel() {
    return new Pointwise(Pointwise.Kind.MULTI_LABEL, 1);
  }

  /// The squared error, no factor ½.
  static Pointwise squaredError() {
    return new Pointwise(Pointwise.Kind.SQUARED_ERROR, 1);
  }

  /// The absolute error.
  static Pointwise absoluteError() {
    return new Pointwise(Pointwise.Kind.ABSOLUTE_ERROR, 1);
  }

  /// Huber's loss: squared within `delta`, linear beyond.
  static Pointwise huber(double delta) {
    return new Pointwise(Pointwise.Kind.HUBER, delta);
  }

  /// The focal loss from one logit an example.
  static Pointwise focal(double gamma) {
    return new Pointwise(Pointwise.Kind.FOCAL, gamma);
  }

  /// The hinge loss from one score an example, with targets 0 and 1 read as −1 and 1.
  static Pointwise hinge() {
    return new Pointwise(Pointwise.Kind.HINGE, 1);
  }
}
