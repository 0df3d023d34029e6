package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.many;

import gradus.op.Node;
import gradus.tensor.Tensor;
import java.util.List;

/// The first of what is sorted.
final class SortOperators {

  static final List<Rule> TABLE = List.of(many("TopK", SortOperators::topK, 1, 10, 11, 24));

  private SortOperators() {}

  /// The `k` largest (or smallest) along an axis with their positions; of equal ones the first.
  /// They are sorted even where that is not asked for.
  private static List<Node> topK(Call call) {
    Node x = call.x();
    int axis = call.axis(call.whole("axis", -1), x.type().shape().rank());
    boolean largest = call.flag("largest", true);
    call.ignore("sorted");
    int k = call.since(10) ? number(call) : call.whole("k", -1);
    int n = x.type().shape().size(axis);
    if (k < 0 || k > n) {
      throw call.wrong("k", "0 to " + n, String.valueOf(k), "Take fewer.");
    }
    Node positions = x.argSort(axis, largest).slice(axis, 0, k);
    return List.of(x.gatherElements(axis, positions), positions);
  }

  private static int number(Call call) {
    Tensor k = call.value(1);
    if (k.elements() != 1) {
      throw call.wrong("input 1", "one number", k.type().toString(), "Pass one.");
    }
    return call.size("input 1", k.longAt(0));
  }
}
