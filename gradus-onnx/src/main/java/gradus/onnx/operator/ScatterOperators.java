package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.List;

/// A copy of a tensor with some elements replaced, or joined with what comes.
///
/// Without `reduction` the positions must differ, as ONNX demands. Source: ONNX, Operators.md,
/// ScatterElements and ScatterND.
final class ScatterOperators {

  /// Elements times updates, above which a product or an extreme is not made.
  private static final long LARGEST_TABLE = 1L << 26;

  static final List<Rule> TABLE =
      List.of(
          one("Scatter", ScatterOperators::elements, 9).until(11),
          one("ScatterElements", ScatterOperators::elements, 11, 13, 16, 18),
          one("ScatterND", ScatterOperators::slices, 11, 13, 16, 18),
          one("MaxUnpool", ScatterOperators::unpool, 9, 11, 22));

  private ScatterOperators() {}

  private static Node elements(Call call) {
    Node x = call.x();
    Shape shape = x.type().shape();
    Node positions = call.in(1);
    Node updates = call.in(2);
    int axis = call.axis(call.whole("axis", 0), shape.rank());
    Shape own = positions.type().shape();
    if (own.rank() != shape.rank() || !own.equals(updates.type().shape())) {
      throw call.wrong(
          "inputs 1 and 2",
          "one shape of %d axes".formatted(shape.rank()),
          own + " and " + updates.type().shape(),
          "Give each position an update.");
    }
    return scattered(call, x, Positions.elements(positions, shape, axis), updates);
  }

  private static Node slices(Call call) {
    Node x = call.x();
    Shape shape = x.type().shape();
    Node positions = call.in(1);
    Node updates = call.in(2);
    Shape own = positions.type().shape();
    int depth = own.size(-1);
    if (depth > shape.rank()) {
      throw call.wrong("input 1", "indices of " + shape, "" + own, "Check the indices.");
    }
    Shape outer = own.slice(0, own.rank() - 1);
    Shape inner = shape.slice(depth, shape.rank());
    if (!updates.type().shape().equals(outer.followedBy(inner))) {
      throw call.wrong(
          "input 2",
          "updates of shape " + outer.followedBy(inner),
          "" + updates.type(),
          "Give each index a slice.");
    }
    Node starts = Positions.slices(positions, shape, 0).times(inner.elements());
    Node flat = starts.reshape(Shape.of(outer.elements(), 1));
    Node each = flat.plus(Positions.counted(inner.elements(), 1, 2));
    return scattered(call, x, each, updates);
  }

  private static Node scattered(Call call, Node x, Node positions, Node updates) {
    String reduction = call.word("reduction", "none", "none", "add", "mul", "max", "min");
    Shape shape = x.type().shape();
    int n = shape.elements();
    int m = updates.type().shape().elements();
    DType type = x.type().dtype();
    DType number = type == DType.BOOL ? DType.I32 : type;
    Node from = x.as(number).reshape(Shape.of(n));
    Node at = positions.reshape(Shape.of(m));
    Node what = updates.as(number).reshape(Shape.of(m));
    if (m == 0 || n == 0) {
      return x;
    }
    Node to =
        switch (reduction) {
          case "none" -> replaced(from, at, what);
          case "add" -> from.plus(what.scatterElements(0, n, at));
          default -> joined(call, reduction, from, at, what);
        };
    return to.reshape(shape).as(type);
  }

  private static Node replaced(Node x, Node at, Node what) {
    int n = x.type().shape().elements();
    Node hit = Node.constant(1, at.type().with(DType.I32)).scatterElements(0, n, at);
    return hit.greater(hit.filled(0)).choose(what.scatterElements(0, n, at), x);
  }

  /// Every element with every update that meets it.
  private static Node joined(Call call, String reduction, Node x, Node at, Node what) {
    int n = x.type().shape().elements();
    int m = what.type().shape().elements();
    if ((long) n * m > LARGEST_TABLE) {
      throw call.lacking(
          "reduction '" + reduction + "'",
          "at most %d elements times updates".formatted(LARGEST_TABLE),
          "%d times %d".formatted(n, m),
          "Scatter in parts.");
    }
    Shape table = Shape.of(m, n);
    Node meets =
        at.reshape(Shape.of(m, 1))
            .broadcastTo(table)
            .equal(Positions.counted(n, 1, 2).broadcastTo(table));
    Node rows = what.reshape(Shape.of(m, 1)).broadcastTo(table);
    if (reduction.equals("mul")) {
      return x.times(meets.choose(rows, rows.filled(1)).prod(List.of(0), false));
    }
    Node own = x.reshape(Shape.of(1, n)).broadcastTo(table);
    Node candidates = meets.choose(rows, own);
    return reduction.equals("max")
        ? x.max(candidates.max(List.of(0), false))
        : x.min(candidates.min(List.of(0), false));
  }

  /// The inverse of MaxPool: elements put back at their positions, zeros elsewhere.
  private static Node unpool(Call call) {
    Node x = call.x();
    Shape shape = x.type().shape();
    int rank = shape.rank() - 2;
    List<Integer> kernel =
        call.sizes("kernel_shape")
            .orElseThrow(
                () -> call.wrong("attribute 'kernel_shape'", "lengths", "none", "Give them."));
    List<Integer> strides = Spatial.list(call, "strides", rank, 1);
    List<Integer> pads = Spatial.list(call, "pads", 2 * rank, 0);
    if (kernel.size() != rank) {
      throw call.wrong(
          "attribute 'kernel_shape'", rank + " lengths", "" + kernel, "Give one an axis.");
    }
    Shape natural = shape.slice(0, 2);
    for (int axis = 0; axis < rank; axis++) {
      int size =
          (shape.size(axis + 2) - 1) * strides.get(axis)
              - pads.get(axis)
              - pads.get(rank + axis)
              + kernel.get(axis);
      natural = natural.followedBy(Shape.of(size));
    }
    Shape output = call.has(2) ? call.shape("input 2", call.longs(2)) : natural;
    int m = shape.elements();
    Node flat =
        x.reshape(Shape.of(m))
            .scatterElements(0, natural.elements(), call.in(1).as(DType.I64).reshape(Shape.of(m)));
    Node y = flat.reshape(natural);
    if (output.equals(natural)) {
      return y;
    }
    List<Integer> after = new java.util.ArrayList<>();
    for (int axis = 0; axis < output.rank(); axis++) {
      after.add(output.size(axis) - natural.size(axis));
    }
    return y.pad(java.util.Collections.nCopies(output.rank(), 0), after, 0);
  }
}
