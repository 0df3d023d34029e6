package gradus.nn.rewrite;

import gradus.autodiff.Gradients;
import gradus.graph.Graph;
import gradus.nn.model.Binding;
import gradus.op.Node;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.Variables;
import gradus.tensor.DType;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Looks for the input at which two models differ most: random rows, then steps up the gradient of
/// the squared difference, in f64.
final class Search {

  private static final int ROWS = 16;
  private static final int ROUNDS = 4;
  private static final int CLIMBS = 12;

  /// Rounds and steps of a glance at models whose parameters are nearly equal.
  private static final int GLANCE_ROUNDS = 1;

  private static final int GLANCE_CLIMBS = 3;

  private final Probe probe;
  private final Plan plan;
  private Difference best = Difference.NONE;

  private Search(Probe probe, Plan plan) {
    this.probe = probe;
    this.plan = plan;
  }

  static Difference between(Model a, Model b, boolean probabilities) {
    return between(a, b, probabilities, ROUNDS, CLIMBS);
  }

  /// The same with few inputs.
  static Difference glance(Model a, Model b, boolean probabilities) {
    return between(a, b, probabilities, GLANCE_ROUNDS, GLANCE_CLIMBS);
  }

  private static Difference between(
      Model a, Model b, boolean probabilities, int rounds, int climbs) {
    Probe probe = Probe.of(a, b, new Binding(ROWS, false, DType.F64), probabilities);
    Node apart = probe.first().minus(probe.second());
    Map<String, Node> outputs = new LinkedHashMap<>();
    outputs.put("first", probe.first());
    outputs.put("second", probe.second());
    List<Node> smooth = probe.smooth();
    List<Node> gradients = Gradients.of(apart.times(apart).sum(), smooth);
    for (int i = 0; i < smooth.size(); i++) {
      outputs.put("gradient" + i, gradients.get(i));
    }
    Plan plan = Plan.of(Graph.of(outputs), new Variables(), Engine.of(Kernels.chosen(), 1));
    Search search = new Search(probe, plan);
    for (int round = 1; round <= rounds; round++) {
      search.climb(round, climbs);
    }
    return search.best;
  }

  private void climb(long seed, int climbs) {
    List<Node> smooth = probe.smooth();
    Map<Node, Tensor> at = new LinkedHashMap<>();
    probe.inputs().forEach(input -> at.put(input, probe.draw(input, seed)));
    for (int climb = 0; climb < climbs; climb++) {
      at.forEach((input, value) -> plan.input(Graph.nameOf(input)).set(value));
      plan.run();
      note(at);
      for (int i = 0; i < smooth.size(); i++) {
        at.computeIfPresent(smooth.get(i), stepped(plan.output("gradient" + i).tensor()));
      }
    }
  }

  /// Each row moved along its gradient by a tenth of its own length, or of 1.
  private static java.util.function.BiFunction<Node, Tensor, Tensor> stepped(Tensor gradient) {
    return (input, value) -> {
      double[] moved = value.toDoubles();
      int each = Math.max(1, moved.length / ROWS);
      for (int row = 0; row < ROWS && row * each < moved.length; row++) {
        double length = 0;
        double own = 0;
        for (int i = row * each; i < (row + 1) * each; i++) {
          length = Math.hypot(length, gradient.doubleAt(i));
          own = Math.hypot(own, moved[i]);
        }
        for (int i = row * each; i < (row + 1) * each && length > 0; i++) {
          moved[i] += Math.max(1, own) / 10 * gradient.doubleAt(i) / length;
        }
      }
      return Tensor.of(input.type(), moved);
    };
  }

  private void note(Map<Node, Tensor> at) {
    Tensor first = plan.output("first").tensor();
    Tensor second = plan.output("second").tensor();
    int width = first.elements() / ROWS;
    double[] scales = scales(first, width);
    for (int row = 0; row < ROWS; row++) {
      double[] y1 = row(first, row, width);
      double[] y2 = row(second, row, width);
      for (int i = 0; i < width; i++) {
        double apart = Math.abs(y1[i] - y2[i]);
        if (best.inputs().isEmpty() || apart / (1 + scales[i]) > best.size() / (1 + best.scale())) {
          best = new Difference(apart, scales[i], inputs(at, row), boxed(y1), boxed(y2));
        }
      }
    }
  }

  /// A row of each input.
  private static SequencedMap<String, List<Double>> inputs(Map<Node, Tensor> at, int row) {
    SequencedMap<String, List<Double>> inputs = new LinkedHashMap<>();
    at.forEach(
        (input, value) ->
            inputs.put(Graph.nameOf(input), boxed(row(value, row, value.elements() / ROWS))));
    return inputs;
  }

  /// How large each output becomes, since a small one may differ beside a large one.
  private static double[] scales(Tensor outputs, int width) {
    double[] scales = new double[width];
    for (int i = 0; i < outputs.elements(); i++) {
      scales[i % width] = Math.max(scales[i % width], Math.abs(outputs.doubleAt(i)));
    }
    return scales;
  }

  private static double[] row(Tensor tensor, int row, int width) {
    return Arrays.copyOfRange(tensor.toDoubles(), row * width, (row + 1) * width);
  }

  private static List<Double> boxed(double[] values) {
    List<Double> boxed = new ArrayList<>();
    for (double value : values) {
      boxed.add(value);
    }
    return boxed;
  }
}
