package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Look-ups by positions. A negative position counts from the end; one outside the axis is an error
/// where it runs.
final class GatherOperators {

  static final List<Rule> TABLE =
      List.of(
          one("Gather", GatherOperators::gather, 1, 11, 13),
          one("GatherElements", GatherOperators::elements, 11, 13),
          one("GatherND", GatherOperators::slices, 11, 12, 13),
          one("Compress", GatherOperators::compress, 9, 11),
          one("NonZero", GatherOperators::nonZero, 9, 13),
          one("ReverseSequence", GatherOperators::reverse, 10));

  private GatherOperators() {}

  private static Node gather(Call call) {
    Node x = call.x();
    int axis = call.axis(call.whole("axis", 0), x.type().shape().rank());
    return x.gather(axis, Positions.wrapped(call.in(1), x.type().shape().size(axis)));
  }

  private static Node elements(Call call) {
    Node x = call.x();
    Shape shape = x.type().shape();
    int axis = call.axis(call.whole("axis", 0), shape.rank());
    Shape own = call.in(1).type().shape();
    if (own.rank() != shape.rank()) {
      throw call.wrong("input 1", shape.rank() + " axes", "" + call.in(1).type(), "Reshape it.");
    }
    Node positions = Positions.elements(call.in(1), shape, axis);
    return x.reshape(Shape.of(shape.elements())).gather(0, positions);
  }

  private static Node slices(Call call) {
    Node x = call.x();
    Shape shape = x.type().shape();
    Node positions = call.in(1);
    int batch = call.whole("batch_dims", 0);
    Shape own = positions.type().shape();
    boolean fits =
        batch >= 0
            && own.rank() > batch
            && shape.rank() >= batch + own.size(-1)
            && own.slice(0, batch).equals(shape.slice(0, batch));
    if (!fits) {
      throw call.wrong(
          "input 1",
          "%d shared axes and indices of the axes of %s after them".formatted(batch, shape),
          "" + positions.type(),
          "Check the indices.");
    }
    int end = batch + own.size(-1);
    Shape rest = shape.slice(end, shape.rank());
    Node rows = x.reshape(Shape.of(shape.slice(0, end).elements()).followedBy(rest));
    return rows.gather(0, Positions.slices(positions, shape, batch));
  }

  /// The slices whose condition holds; the condition may be shorter than the axis.
  private static Node compress(Call call) {
    Node x = call.x();
    Tensor condition = call.value(1);
    Node from = x;
    int axis = 0;
    if (call.whole("axis").isPresent()) {
      axis = call.axis(call.whole("axis", 0), x.type().shape().rank());
    } else {
      from = x.reshape(Shape.of(x.type().shape().elements()));
    }
    List<Long> taken = new ArrayList<>();
    for (int i = 0; i < condition.elements(); i++) {
      if (condition.doubleAt(i) != 0) {
        taken.add((long) i);
      }
    }
    return from.gather(axis, list(taken));
  }

  private static Node list(List<Long> positions) {
    long[] values = positions.stream().mapToLong(Long::longValue).toArray();
    return Node.constant(Tensor.of(Shape.of(values.length), values));
  }

  /// The indices of elements other than 0, a column each, in row-major order.
  private static Node nonZero(Call call) {
    Tensor x = call.value(0);
    Shape shape = x.shape();
    List<int[]> found = new ArrayList<>();
    for (int i = 0; i < x.elements(); i++) {
      if (x.doubleAt(i) != 0) {
        found.add(shape.index(i));
      }
    }
    long[] values = new long[shape.rank() * found.size()];
    for (int axis = 0; axis < shape.rank(); axis++) {
      for (int i = 0; i < found.size(); i++) {
        values[axis * found.size() + i] = found.get(i)[axis];
      }
    }
    return Node.constant(Tensor.of(Shape.of(shape.rank(), found.size()), values));
  }

  /// The first elements of each sequence in reverse order, as many as `sequence_lens` says.
  private static Node reverse(Call call) {
    Node x = call.x();
    Shape shape = x.type().shape();
    int time = call.axis(call.whole("time_axis", 0), shape.rank());
    int batch = call.axis(call.whole("batch_axis", 1), shape.rank());
    List<Integer> along = new ArrayList<>(java.util.Collections.nCopies(shape.rank(), 1));
    along.set(batch, shape.size(batch));
    Node lengths = call.in(1).as(DType.I64).reshape(new Shape(along));
    Node t = Positions.counted(shape.size(time), time, shape.rank());
    Node mirrored = lengths.minus(1).minus(t);
    Node positions = t.less(lengths).choose(mirrored, t.broadcastTo(mirrored.type().shape()));
    Node everywhere = positions.broadcastTo(shape);
    return x.reshape(Shape.of(shape.elements()))
        .gather(0, Positions.elements(everywhere, shape, time));
  }
}
