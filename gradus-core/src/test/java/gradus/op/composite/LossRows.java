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
/// @param value the loss
/// @param first its derivative by the prediction
/// @param second the derivative of that
/// @param byTarget the derivative by the target
/// @param mixed the derivative of the first by the target
record LossRows(
    double[] value, double[] first, double[] second, double[] byTarget, double[] mixed) {

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
    List<double[]> rows = found.stream().map(Tensor::toDoubles).toList();
    return new LossRows(rows.get(0), rows.get(1), rows.get(2), rows.get(3), rows.get(4));
  }

  static LossRows of(PointwiseLoss loss, double prediction, double target) {
    return of(loss, new double[] {prediction}, new double[] {target});
  }

  static Tensor tensor(double... values) {
    return Tensor.of(Shape.of(values.length), values);
  }
}
