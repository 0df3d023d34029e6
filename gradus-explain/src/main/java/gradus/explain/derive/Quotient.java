package gradus.explain.derive;

import gradus.op.Node;
import gradus.op.source.Input;
import gradus.reference.Judge;
import gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The engine's gradient of a node against the difference quotient of the loss along one direction:
/// for rules that are too long to be drawn and tried entry by entry.
final class Quotient {

  private static final double STEP = 1e-5;

  /// A relative difference above this, far more than a quotient rounds, is a disagreement.
  private static final double TOLERANCE = 1e-5;

  private Quotient() {}

  /// What was found, in words. At a kink the engine's slope lies between those of both sides, and
  /// tells nothing.
  static String told(Subject subject, Node node, Numbers numbers) {
    List<Double> values = numbers.elements(subject.nameOf(node));
    List<Double> slopes = numbers.elements(subject.deltaName(node));
    double[] direction = new double[values.size()];
    double expected = 0;
    double size = 0;
    for (int i = 0; i < direction.length; i++) {
      direction[i] = StrictMath.sin(1 + 2.3 * i);
      expected += slopes.get(i) * direction[i];
      size += Math.abs(slopes.get(i) * direction[i]);
    }
    Node place = Input.of("moved", node.type());
    Node loss = Node.substitute(List.of(subject.loss()), Map.of(node, place)).getFirst();
    double above = at(loss, place, moved(node, values, direction, STEP), numbers);
    double here = at(loss, place, moved(node, values, direction, 0), numbers);
    double below = at(loss, place, moved(node, values, direction, -STEP), numbers);
    double scale = size == 0 ? 1 : size;
    double difference = Math.abs((above - below) / (2 * STEP) - expected) / scale;
    double jump = Math.abs((above - here) / STEP - (here - below) / STEP) / scale;
    if (difference > TOLERANCE && jump >= difference) {
      return "not compared: a kink lies there, such as a tie of a maximum, and quotients from both"
          + " sides differ";
    }
    String measured = String.format(Locale.ROOT, "%.1e", difference);
    return difference <= TOLERANCE
        ? "the engine's rule, which agrees with a difference quotient, difference " + measured
        : "THE ENGINE DISAGREES with a difference quotient, difference " + measured;
  }

  private static Tensor moved(Node node, List<Double> values, double[] direction, double step) {
    double[] moved = new double[direction.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = values.get(i) + step * direction[i];
    }
    return Tensor.of(node.type(), moved);
  }

  private static double at(Node loss, Node place, Tensor value, Numbers numbers) {
    Map<Node, Tensor> feeds = new LinkedHashMap<>(numbers.feeds());
    feeds.put(place, value);
    return Judge.inDouble().evaluate(loss, feeds).doubleAt(0);
  }
}
