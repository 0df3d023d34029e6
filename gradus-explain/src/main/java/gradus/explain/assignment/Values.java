package gradus.explain.assignment;

import gradus.autodiff.Gradients;
import gradus.op.Node;
import gradus.reference.Fraction;
import gradus.reference.Judge;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Nodes of numbers, and their values by the judge as they are written.
final class Values {

  private Values() {}

  static Node scalar(double value) {
    return Node.constant(value, TensorType.f64());
  }

  static Node vector(double... values) {
    return Node.constant(Tensor.of(Shape.of(values.length), values));
  }

  static double of(Node node) {
    return Judge.inDouble().evaluate(node, Map.of()).doubleAt(0);
  }

  /// Exact, for graphs of arithmetic.
  static List<Fraction> exact(Node node) {
    return Judge.exact().value(node, Map.of()).elements();
  }

  static Node slope(Node of, Node at) {
    return Gradients.of(of, List.of(at)).getFirst();
  }

  /// Row by row the derivative of each element of `y` by all of `x`.
  static List<List<Fraction>> exactJacobian(Node y, Node x) {
    List<List<Fraction>> rows = new ArrayList<>();
    int n = y.type().shape().elements();
    for (int i = 0; i < n; i++) {
      double[] unit = new double[n];
      unit[i] = 1;
      Node seed = Node.constant(Tensor.of(y.type(), unit));
      rows.add(exact(Gradients.pullBack(y, seed, List.of(x)).of(List.of(x)).getFirst()));
    }
    return rows;
  }

  /// `0.731059`.
  static String text(Node node) {
    double[] values = Judge.inDouble().evaluate(node, Map.of()).toDoubles();
    String text =
        Arrays.stream(values)
            .mapToObj(it -> String.format(Locale.ROOT, "%.6g", it).replace('-', '−'))
            .collect(Collectors.joining(", "));
    return values.length == 1 ? text : "[" + text + "]";
  }
}
