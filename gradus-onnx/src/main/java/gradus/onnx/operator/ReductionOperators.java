package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.op.reduction.ArgMax;
import gradus.op.reduction.ArgMin;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// Reductions over axes: an attribute, or an input from version 18 on (ReduceSum: 13).
///
/// Without axes all are reduced, or none with `noop_with_empty_axes`; the function of each element
/// is applied even then. Source: ONNX, Operators.md.
final class ReductionOperators {

  static final List<Rule> TABLE =
      List.of(
          one("ReduceSum", call -> new Over(call, 13).sum(call.x()), 1, 11, 13),
          one("ReduceMean", call -> new Over(call, 18).mean(call.x()), 1, 11, 13, 18),
          one("ReduceMax", call -> extreme(call, true), 1, 11, 12, 13, 18, 20),
          one("ReduceMin", call -> extreme(call, false), 1, 11, 12, 13, 18, 20),
          one("ReduceProd", call -> new Over(call, 18).prod(call.x()), 1, 11, 13, 18),
          one("ReduceL1", call -> new Over(call, 18).sum(call.x().abs()), 1, 11, 13, 18),
          one("ReduceL2", ReductionOperators::l2, 1, 11, 13, 18),
          one("ReduceSumSquare", ReductionOperators::sumSquare, 1, 11, 13, 18),
          one("ReduceLogSum", ReductionOperators::logSum, 1, 11, 13, 18),
          one("ReduceLogSumExp", ReductionOperators::logSumExp, 1, 11, 13, 18),
          one("ArgMax", call -> position(call, true), 1, 11, 12, 13),
          one("ArgMin", call -> position(call, false), 1, 11, 12, 13));

  private ReductionOperators() {}

  /// The axes of one reduction.
  private static final class Over {
    private final List<Integer> axes;
    private final boolean keep;

    Over(Call call, int inputFrom) {
      int rank = call.x().type().shape().rank();
      boolean none = call.flag("noop_with_empty_axes", false);
      this.keep = call.flag("keepdims", true);
      Optional<List<Long>> given =
          call.attributeOrInput("axes", 1, inputFrom).filter(axes -> !axes.isEmpty());
      this.axes =
          given
              .map(axes -> call.axes(axes, rank))
              .orElse(none ? List.of() : call.x().type().shape().allAxes());
    }

    Node sum(Node x) {
      return axes.isEmpty() ? x : x.sum(axes, keep);
    }

    Node prod(Node x) {
      return axes.isEmpty() ? x : x.prod(axes, keep);
    }

    Node mean(Node x) {
      if (axes.isEmpty()) {
        return x;
      }
      DType type = x.type().dtype();
      return type.isFloat() ? x.mean(axes, keep) : x.as(DType.F64).mean(axes, keep).as(type);
    }

    Node logSumExp(Node x) {
      return axes.isEmpty() ? x : x.logSumExp(axes, keep);
    }

    Node max(Node x) {
      return axes.isEmpty() ? x : x.max(axes, keep);
    }

    Node min(Node x) {
      return axes.isEmpty() ? x : x.min(axes, keep);
    }
  }

  private interface OfFloats {
    Node of(Node x);
  }

  /// A function of floats; integers go through double.
  private static Node inFloats(Node x, OfFloats function) {
    DType type = x.type().dtype();
    return type.isFloat() ? function.of(x) : function.of(x.as(DType.F64)).as(type);
  }

  /// Truth values count as 0 and 1.
  private static Node extreme(Call call, boolean largest) {
    Node x = call.x();
    Over over = new Over(call, 18);
    DType type = x.type().dtype();
    Node number = type == DType.BOOL ? x.as(DType.I32) : x;
    Node reduced = largest ? over.max(number) : over.min(number);
    if (type == DType.BOOL) {
      // over no elements: the smallest and the largest truth value
      reduced = reduced.max(reduced.filled(0)).min(reduced.filled(1));
    }
    return reduced.as(type);
  }

  private static Node l2(Call call) {
    Over over = new Over(call, 18);
    return inFloats(call.x(), x -> over.sum(x.times(x)).sqrt());
  }

  private static Node sumSquare(Call call) {
    return new Over(call, 18).sum(call.x().times(call.x()));
  }

  private static Node logSum(Call call) {
    Over over = new Over(call, 18);
    return inFloats(call.x(), x -> over.sum(x).log());
  }

  private static Node logSumExp(Call call) {
    Over over = new Over(call, 18);
    return inFloats(call.x(), over::logSumExp);
  }

  /// The first position, or the last one with `select_last_index`.
  private static Node position(Call call, boolean largest) {
    Node x = call.x();
    Shape shape = x.type().shape();
    int axis = call.axis(call.whole("axis", 0), shape.rank());
    boolean keep = call.flag("keepdims", true);
    boolean last = call.flag("select_last_index", false);
    Node from = last ? x.flip(List.of(axis)) : x;
    Node found = Node.of(largest ? new ArgMax(axis, keep) : new ArgMin(axis, keep), List.of(from));
    return last ? count(found.type(), shape.size(axis) - 1).minus(found) : found;
  }

  private static Node count(TensorType type, int value) {
    return Node.constant(value, type);
  }
}
