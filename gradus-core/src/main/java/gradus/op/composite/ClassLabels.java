package gradus.op.composite;

import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.List;

/// Integer labels of classes, from 0, and the target distributions that they stand for.
///
/// Edge: a label outside 0 … classes − 1 gives NaN in its row, never a row of zeros that would be
/// learnt as no loss.
///
/// @param labels the labels, i32 or i64
/// @param classes how many classes there are
/// @param dtype the element type of the targets, f32 or f64
public record ClassLabels(Node labels, int classes, DType dtype) {

  /// A new last axis of classes: 1 for the label, else 0.
  public Node oneHot() {
    Node row = labels.oneHot(classes, dtype);
    TensorType type = labels.type();
    Node known =
        labels
            .atLeast(Node.constant(0, type))
            .and(labels.less(Node.constant(classes, type)))
            .reshape(type.shape().insert(type.shape().rank(), 1))
            .broadcastTo(row.type().shape());
    return known.choose(row, row.filled(Double.NaN));
  }

  /// Label smoothing: `t = (1 − ε) e_label + ε / K`.
  ///
  /// Source: Szegedy, Vanhoucke, Ioffe, Shlens and Wojna 2016, "Rethinking the Inception
  /// architecture", section 7.
  ///
  /// @param epsilon how much goes to all classes evenly, from 0 to 1
  public Node smoothed(double epsilon) {
    if (!(epsilon >= 0 && epsilon <= 1)) {
      throw new IllegalArgumentException(
          "smoothed(epsilon=%s): expected a number from 0 to 1, found %s. Use 0.1."
              .formatted(epsilon, epsilon));
    }
    return epsilon == 0 ? oneHot() : oneHot().times(1 - epsilon).plus(epsilon / classes);
  }

  /// The weight of each example: that of its label's class.
  ///
  /// @param classWeights one a class, of type `dtype[classes]`
  public Node weights(Node classWeights) {
    TensorType expected = new TensorType(dtype, Shape.of(classes));
    if (!classWeights.type().equals(expected)) {
      throw new ShapeException(
          "weights(classWeights=%s): expected %s, found %s. Give one weight for each class."
              .formatted(classWeights.type(), expected, classWeights.type()));
    }
    Node row = oneHot();
    int last = row.type().shape().rank() - 1;
    return row.times(classWeights).sum(List.of(last), false);
  }
}
