package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;

/// Sums and products of all elements up to each one.
///
/// In ⌈log₂ n⌉ steps, each joining with what lies 1, 2, 4, … before. Source: Hillis and Steele
/// 1986.
final class ScanOperators {

  static final List<Rule> TABLE =
      List.of(
          one("CumSum", call -> scanned(call, Node::plus, 0), 11, 14),
          one("CumProd", call -> scanned(call, Node::times, 1), 26));

  private ScanOperators() {}

  private static Node scanned(Call call, BinaryOperator<Node> join, double neutral) {
    Node x = call.x();
    boolean exclusive = call.flag("exclusive", false);
    boolean reverse = call.flag("reverse", false);
    int axis = call.axis(call.whole(1), x.type().shape().rank());
    int n = x.type().shape().size(axis);
    Node y = reverse ? x.flip(List.of(axis)) : x;
    if (exclusive) {
      y = shifted(y, axis, 1, neutral);
    }
    for (int distance = 1; distance < n; distance *= 2) {
      y = join.apply(y, shifted(y, axis, distance, neutral));
    }
    return reverse ? y.flip(List.of(axis)) : y;
  }

  /// The elements `distance` places later, with `neutral` before them.
  private static Node shifted(Node x, int axis, int distance, double neutral) {
    Shape shape = x.type().shape();
    int n = shape.size(axis);
    int kept = Math.max(0, n - distance);
    List<Integer> before = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
    before.set(axis, n - kept);
    return x.slice(axis, 0, kept).pad(before, Collections.nCopies(shape.rank(), 0), neutral);
  }
}
