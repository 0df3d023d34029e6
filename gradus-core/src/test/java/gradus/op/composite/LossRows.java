package gradus.op.composite;

import gradus.autodiff.Gradients;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.reference.Judge;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Map;

/// A pointwise loss at many places, with its derivatives by the prediction, in the judge's doubles.
///
/// @param found the loss, its first and second derivative by the prediction, its derivative by the
///   target, and the derivative of the first by the target
record LossRows(List<Tensor> found) {

  static LossRows of(PointwiseLoss loss, double[] predictions, double[] targets) {
    TensorType type = TensorType.f64(predictions.length);
    Node x = Input.of("x", type);
    Node t = Input.of("t", type);
    Node value = loss.of(x, t);
    List<Node> first = Gradients.of(value.sum(), List.of(x, t));
    List<Node> second = Gradients.of(first.getFirst().sum(), List.of(x, t));
    List<Tensor> found =
        Judge.inDouble()
            .evaluate(
                List.of(value, first.get(0), second.get(0), first.get(1), second.get(1)),
                Map.of(x, tensor(predictions), t, tensor(targets)));
    return new LossRows(found);
  }

  double[] value() {
    return found.get(0).toDoubles();
  }

  double[] first() {
    return found.get(1).toDoubles();
  }

  double[] second() {
    return found.get(2).toDoubles();
  }

  double[] byTarget() {
    return found.get(3).toDoubles();
  }

  double[] mixed() {
    return found.get(4).toDoubles();
  }

  static LossRows of(PointwiseLoss loss, double prediction, double target) {
    return of(loss, new double[] {prediction}, new double[] {target});
  }

  static Tensor tensor(double... values) {
    return Tensor.of(Shape.of(values.length), values);
  }
}
