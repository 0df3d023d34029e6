package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// Values that do not come from other values: constants, ranges, unit matrices, one-hot rows.
final class SourceOperators {

  private static final int MOST_ELEMENTS = 1 << 26;

  static final List<Rule> TABLE =
      List.of(
          one("Constant", SourceOperators::constant, 1, 9, 11, 12, 13, 19, 21, 23, 24, 25),
          one("ConstantOfShape", SourceOperators::ofShape, 9, 20, 21, 23, 24, 25),
          one("Range", SourceOperators::range, 11, 27),
          one("EyeLike", SourceOperators::eyeLike, 9, 22),
          one("Trilu", SourceOperators::trilu, 14),
          one("OneHot", SourceOperators::oneHot, 9, 11));

  private SourceOperators() {}

  private static Node constant(Call call) {
    Optional<Tensor> tensor = call.literal("value");
    Tensor value =
        tensor
            .or(
                () ->
                    call.gives("value_int")
                        ? call.whole("value_int")
                            .map(one -> Tensor.of(Shape.scalar(), new long[] {one}))
                        : Optional.empty())
            .or(() -> call.wholes("value_ints").map(SourceOperators::longs))
            .or(
                () ->
                    call.gives("value_float")
                        ? Optional.of(Tensor.scalar((float) call.real("value_float", 0)))
                        : Optional.empty())
            .or(() -> call.reals("value_floats").map(SourceOperators::floats))
            .orElseThrow(
                () ->
                    call.lacking(
                        "attributes",
                        "value, value_int, value_ints, value_float or value_floats",
                        call.node().attributes().keySet().toString(),
                        "Write the constant as a dense tensor of numbers."));
    return Node.constant(value);
  }

  private static Tensor longs(List<Long> all) {
    return Tensor.of(Shape.of(all.size()), all.stream().mapToLong(Long::longValue).toArray());
  }

  private static Tensor floats(List<Float> all) {
    float[] values = new float[all.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = all.get(i);
    }
    return Tensor.of(Shape.of(all.size()), values);
  }

  private static Node ofShape(Call call) {
    Shape shape = call.shape("input 0", call.longs(0));
    Tensor value = call.literal("value").orElseGet(() -> Tensor.of(Shape.of(1), 0f));
    if (value.elements() != 1) {
      throw call.wrong("attribute 'value'", "one element", value.type().toString(), "Give one.");
    }
    return Node.constant(value.reshape(Shape.scalar())).broadcastTo(shape);
  }

  /// `start, start + delta, …` below `limit` (above, for a negative delta).
  private static Node range(Call call) {
    call.ignore("stash_type");
    Tensor start = scalar(call, 0);
    Tensor limit = scalar(call, 1);
    Tensor delta = scalar(call, 2);
    DType type = start.type().dtype();
    if (delta.doubleAt(0) == 0) {
      throw call.wrong("input 2", "a delta other than 0", "0", "Change it.");
    }
    double exact =
        type.isFloat()
            ? Math.ceil((limit.doubleAt(0) - start.doubleAt(0)) / delta.doubleAt(0))
            : Math.ceil(
                ((double) limit.longAt(0) - (double) start.longAt(0)) / (double) delta.longAt(0));
    if (!(exact <= MOST_ELEMENTS)) {
      throw call.wrong(
          "inputs", "at most " + MOST_ELEMENTS + " elements", "" + exact, "Use fewer.");
    }
    int count = (int) Math.max(0, exact);
    TensorType result = new TensorType(type, Shape.of(count));
    if (!type.isFloat()) {
      long[] values = new long[count];
      for (int i = 0; i < count; i++) {
        values[i] = start.longAt(0) + i * delta.longAt(0);
      }
      return Node.constant(Tensor.of(Shape.of(count), values).as(type));
    }
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = start.doubleAt(0) + i * delta.doubleAt(0);
    }
    return Node.constant(Tensor.of(result, values));
  }

  private static Tensor scalar(Call call, int index) {
    Tensor value = call.value(index);
    if (value.elements() != 1) {
      throw call.wrong("input " + index, "one element", value.type().toString(), "Pass one.");
    }
    return value;
  }

  private static Node eyeLike(Call call) {
    Node x = call.x();
    Shape shape = x.type().shape();
    int k = call.whole("k", 0);
    DType type =
        call.whole("dtype").map(number -> call.dtype("dtype", number)).orElse(x.type().dtype());
    if (shape.rank() != 2) {
      throw call.wrong("input 0", "a matrix", x.type().toString(), "Reshape it.");
    }
    Positions.table(shape.elements());
    double[] values = new double[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      int[] index = shape.index(i);
      values[i] = index[1] - index[0] == k ? 1 : 0;
    }
    return Node.constant(Tensor.of(new TensorType(type, shape), values));
  }

  /// The elements on one side of a diagonal, the others 0.
  private static Node trilu(Call call) {
    Node x = call.x();
    Shape shape = x.type().shape();
    boolean upper = call.flag("upper", true);
    long k = call.has(1) ? call.whole(1) : 0;
    if (shape.rank() < 2) {
      throw call.wrong("input 0", "two axes or more", x.type().toString(), "Reshape it.");
    }
    Shape matrix = shape.slice(shape.rank() - 2, shape.rank());
    Positions.table(matrix.elements());
    boolean[] kept = new boolean[matrix.elements()];
    for (int i = 0; i < kept.length; i++) {
      int[] index = matrix.index(i);
      long diagonal = (long) index[1] - index[0];
      kept[i] = upper ? diagonal >= k : diagonal <= k;
    }
    Node mask = Node.constant(Tensor.of(matrix, kept)).broadcastTo(shape);
    if (x.type().dtype() == DType.BOOL) {
      return x.and(mask);
    }
    return mask.choose(x, x.filled(0));
  }

  /// A new axis that holds the second of `values` at the position given, else the first; a position
  /// below 0 counts from the end (from version 11 on), one outside gives the first everywhere.
  private static Node oneHot(Call call) {
    Node positions = call.x().as(DType.I64);
    Tensor depthValue = scalar(call, 1);
    int depth = call.size("input 1", depthValue.longAt(0));
    Node values = call.in(2);
    if (depth < 0 || !values.type().shape().equals(Shape.of(2))) {
      throw call.wrong("inputs", "a depth and two values", values.type() + "", "Check them.");
    }
    int rank = positions.type().shape().rank();
    int axis = call.axis(call.whole("axis", -1), rank + 1);
    Node wrapped =
        call.since(11)
            ? positions.less(positions.filled(0)).choose(positions.plus(depth), positions)
            : positions;
    Node hot =
        wrapped
            .oneHot(depth, DType.I32)
            .greater(
                Node.constant(
                    0, new TensorType(DType.I32, positions.type().shape().insert(rank, depth))));
    Shape thin = Shape.scalar();
    Node off = values.slice(0, 0, 1).reshape(thin);
    Node on = values.slice(0, 1, 2).reshape(thin);
    Node last =
        values.type().dtype() == DType.BOOL
            ? hot.as(DType.I32)
                .greater(Node.constant(0, hot.type().with(DType.I32)))
                .choose(on.as(DType.I32), off.as(DType.I32))
                .as(DType.BOOL)
            : hot.choose(on, off);
    List<Integer> order = new java.util.ArrayList<>(positions.type().shape().allAxes());
    order.add(axis, rank);
    return last.permute(order);
  }
}
