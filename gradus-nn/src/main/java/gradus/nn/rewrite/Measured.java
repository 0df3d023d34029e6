package gradus.nn.rewrite;

import gradus.autodiff.Gradients;
import gradus.graph.Graph;
import gradus.nn.model.Binding;
import gradus.op.Node;
import gradus.random.Philox;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How far two models part on samples, both in f32.
///
/// @param output the largest difference of an output
/// @param largestOutput the largest output, to compare with
/// @param gradient the largest difference of a derivative by an input
/// @param largestGradient the largest derivative
/// @param samples on how many random inputs
public record Measured(
    double output, double largestOutput, double gradient, double largestGradient, int samples) {

  static Measured between(Model a, Model b, boolean probabilities, int samples) {
    Probe probe = Probe.of(a, b, Binding.inference(samples), probabilities);
    Map<String, Node> outputs = new LinkedHashMap<>();
    outputs.put("first", probe.first());
    outputs.put("second", probe.second());
    Node cotangent = cotangent(probe.first());
    List<Node> smooth = probe.smooth();
    List<Node> d1 = Gradients.of(probe.first().times(cotangent).sum(), smooth);
    List<Node> d2 = Gradients.of(probe.second().times(cotangent).sum(), smooth);
    for (int i = 0; i < smooth.size(); i++) {
      outputs.put("firstGradient" + i, d1.get(i));
      outputs.put("secondGradient" + i, d2.get(i));
    }
    Plan plan = Plan.of(Graph.of(outputs), new Variables(), Engine.of(Kernels.chosen(), 1));
    for (Node input : probe.inputs()) {
      plan.input(Graph.nameOf(input)).set(probe.draw(input, 1));
    }
    plan.run();
    double gradient = 0;
    double largestGradient = 0;
    for (int i = 0; i < smooth.size(); i++) {
      Tensor g1 = plan.output("firstGradient" + i).tensor();
      gradient = Math.max(gradient, distance(g1, plan.output("secondGradient" + i).tensor()));
      largestGradient = Math.max(largestGradient, size(g1));
    }
    Tensor y1 = plan.output("first").tensor();
    return new Measured(
        distance(y1, plan.output("second").tensor()), size(y1), gradient, largestGradient, samples);
  }

  private static Node cotangent(Node output) {
    double[] values = new double[output.type().shape().elements()];
    Philox random = Philox.of(2);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.normal(i);
    }
    return Node.constant(Tensor.of(output.type(), values));
  }

  static double distance(Tensor a, Tensor b) {
    double largest = 0;
    for (int i = 0; i < a.elements(); i++) {
      double apart = Math.abs(a.doubleAt(i) - b.doubleAt(i));
      largest = Double.isNaN(apart) ? Double.NaN : Math.max(largest, apart);
    }
    return largest;
  }

  static double size(Tensor a) {
    double largest = 0;
    for (int i = 0; i < a.elements(); i++) {
      largest = Math.max(largest, Math.abs(a.doubleAt(i)));
    }
    return largest;
  }
}
