package gradus.nn.loss;

import gradus.op.Node;
import gradus.op.composite.ClassLabels;
import gradus.op.composite.LossReduction;
import gradus.op.composite.SoftmaxCrossEntropy;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;

/// Softmax cross-entropy from logits `[batch, classes]` with integer labels `[batch]`.
///
/// With smoothing ε the target is `(1 − ε) e_c + ε / K`. With class weights each example counts by
/// the weight of its label, and the mean is divided by the sum of those weights (as in PyTorch).
/// Source: Szegedy et al. 2016, section 7.
///
/// @param smoothing ε, from 0 to below 1
/// @param classWeights a weight for each class, or none
public record SoftmaxCrossEntropyLoss(double smoothing, List<Double> classWeights) implements Loss {

  public SoftmaxCrossEntropyLoss {
    classWeights = List.copyOf(classWeights);
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "softmaxCrossEntropy: expected a smoothing from 0 to below 1, found %s. Try 0.1."
              .formatted(smoothing));
    }
  }

  /// The same with label smoothing.
  public SoftmaxCrossEntropyLoss withSmoothing(double value) {
    return new SoftmaxCrossEntropyLoss(value, classWeights);
  }

  /// The same with a weight for each class.
  public SoftmaxCrossEntropyLoss withClassWeights(List<Double> weights) {
    return new SoftmaxCrossEntropyLoss(smoothing, weights);
  }

  @Override
  public TensorType target(TensorType output) {
    if (output.shape().rank() != 2) {
      throw new ShapeException(
          "softmaxCrossEntropy(output=%s): expected [batch, classes], found rank %d. Add flatten and linear at the end."
              .formatted(output, output.shape().rank()));
    }
    return new TensorType(DType.I32, Shape.of(output.shape().size(0)));
  }

  @Override
  public Node of(Node output, Node target) {
    int classes = output.type().shape().size(1);
    DType dtype = output.type().dtype();
    ClassLabels labels = new ClassLabels(target, classes, dtype);
    Node each = new SoftmaxCrossEntropy(1).of(output, labels.smoothed(smoothing));
    if (classWeights.isEmpty()) {
      return LossReduction.MEAN.of(each);
    }
    if (classWeights.size() != classes) {
      throw new ShapeException(
          "softmaxCrossEntropy(output=%s): expected %d class weights, found %d. Give one a class."
              .formatted(output.type(), classes, classWeights.size()));
    }
    double[] weights = classWeights.stream().mapToDouble(Double::doubleValue).toArray();
    Node weight = Node.constant(Tensor.of(new TensorType(dtype, Shape.of(classes)), weights));
    return LossReduction.MEAN.of(each, labels.weights(weight));
  }

  @Override
  public String kind() {
    return "softmaxCrossEntropy";
  }
}
