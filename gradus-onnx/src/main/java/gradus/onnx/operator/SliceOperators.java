package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.many;
import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.op.movement.Slice;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Parts of a tensor, and a tensor with more around it.
final class SliceOperators {

  static final List<Rule> TABLE =
      List.of(
          one("Slice", SliceOperators::slice, 1, 10, 11, 13),
          many("Split", SliceOperators::split, 1, 2, 11, 13, 18),
          one("Pad", SliceOperators::pad, 1, 2, 11, 13, 18, 19, 21, 23, 24, 25),
          one("CenterCropPad", SliceOperators::centre, 18));

  private SliceOperators() {}

  /// Attributes before version 10, inputs since. Ends are clamped; a negative step goes backwards.
  private static Node slice(Call call) {
    Shape shape = call.x().type().shape();
    boolean inputs = call.since(10);
    List<Long> starts = given(call, "starts", 1).orElse(List.of());
    List<Long> ends = given(call, "ends", 2).orElse(List.of());
    List<Long> axes = new ArrayList<>();
    for (long axis = 0; axis < starts.size(); axis++) {
      axes.add(axis);
    }
    List<Integer> at = call.axes(given(call, "axes", 3).orElse(axes), shape.rank());
    List<Long> steps =
        inputs && call.has(4) ? call.longs(4) : Collections.nCopies(starts.size(), 1L);
    if (ends.size() != starts.size() || at.size() != ends.size() || steps.size() != at.size()) {
      throw call.wrong(
          "starts, ends, axes and steps",
          "as many of each",
          "%s, %s, %s and %s".formatted(starts, ends, at, steps),
          "Give one of each an axis.");
    }
    Node y = call.x();
    for (int i = 0; i < at.size(); i++) {
      y = along(call, y, at.get(i), starts.get(i), ends.get(i), steps.get(i));
    }
    return y;
  }

  private static Optional<List<Long>> given(Call call, String name, int index) {
    return call.attributeOrInput(name, index, 10);
  }

  private static Node along(Call call, Node x, int axis, long start, long end, long step) {
    int n = x.type().shape().size(axis);
    if (step == 0) {
      throw call.wrong("steps", "a step other than 0", "0", "Change it.");
    }
    long from = start < 0 ? start + n : start;
    long to = end < 0 ? end + n : end;
    if (n == 0) {
      return x;
    }
    if (step > 0) {
      return stepped(x, axis, Math.clamp(from, 0, n), Math.clamp(to, 0, n), step);
    }
    // the same elements of the flipped axis, forwards
    int first = n - 1 - Math.clamp(from, 0, n - 1);
    int last = n - 1 - Math.clamp(to, -1, n - 1);
    return stepped(x.flip(List.of(axis)), axis, first, last, -Math.max(step, -Long.MAX_VALUE));
  }

  private static Node stepped(Node x, int axis, int from, int to, long step) {
    Shape shape = x.type().shape();
    if (from == 0 && to == shape.size(axis) && step == 1) {
      return x;
    }
    long count = Math.max(0, Math.ceilDiv((long) to - from, step));
    List<Integer> starts = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
    List<Integer> sizes = new ArrayList<>(shape.sizes());
    List<Integer> steps = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
    starts.set(axis, count == 0 ? 0 : from);
    sizes.set(axis, (int) count);
    steps.set(axis, (int) Math.min(step, Integer.MAX_VALUE));
    return Node.of(new Slice(starts, sizes, steps), List.of(x));
  }

  /// Lengths are an attribute (an input in version 1 and from 13 on); without them the parts are
  /// equal, from version 18 on with a shorter last one.
  private static List<Node> split(Call call) {
    Node x = call.x();
    int axis = call.axis(call.whole("axis", 0), x.type().shape().rank());
    int n = x.type().shape().size(axis);
    Optional<List<Long>> given =
        call.since(2) && !call.since(13)
            ? call.wholes("split")
            : call.has(1) ? Optional.of(call.longs(1)) : call.wholes("split");
    int count = call.node().outputs().size();
    if (call.since(18)) {
      count = call.whole("num_outputs", count);
    }
    List<Integer> lengths =
        given.isPresent() ? call.shape("split", given.get()).sizes() : equal(call, n, count);
    if (lengths.stream().mapToLong(Integer::longValue).sum() != n) {
      throw call.wrong("split", "lengths that add up to " + n, "" + lengths, "Change them.");
    }
    List<Node> parts = new ArrayList<>();
    int from = 0;
    for (int length : lengths) {
      parts.add(x.slice(axis, from, from + length));
      from += length;
    }
    return parts;
  }

  private static List<Integer> equal(Call call, int n, int count) {
    if (count < 1 || (!call.since(18) && n % count != 0)) {
      throw call.wrong("outputs", "a divisor of " + n, "" + count, "Give the lengths.");
    }
    int chunk = Math.ceilDiv(n, count);
    List<Integer> lengths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lengths.add(Math.clamp(n - (long) i * chunk, 0, chunk));
    }
    return lengths;
  }

  /// Negative amounts cut. Amounts are an attribute before version 11, an input since; from version
  /// 18 on they may be for some axes only.
  private static Node pad(Call call) {
    Node x = call.x();
    int rank = x.type().shape().rank();
    String mode = call.word("mode", "constant", "constant", "reflect", "edge", "wrap");
    List<Long> pads =
        call.since(11)
            ? call.longs(1)
            : call.wholes(call.since(2) ? "pads" : "paddings")
                .orElseThrow(() -> call.wrong("pads", "amounts", "none", "Give them."));
    double value = call.since(11) ? constant(call) : call.real("value", 0);
    List<Integer> axes =
        call.since(18) && call.has(3) ? call.axes(call.longs(3), rank) : x.type().shape().allAxes();
    if (pads.size() != 2 * axes.size()) {
      throw call.wrong("pads", 2 * axes.size() + " amounts", "" + pads, "Give two an axis.");
    }
    List<Integer> amounts = call.ints("pads", pads);
    List<Integer> before = new ArrayList<>(Collections.nCopies(rank, 0));
    List<Integer> after = new ArrayList<>(before);
    for (int i = 0; i < axes.size(); i++) {
      before.set(axes.get(i), amounts.get(i));
      after.set(axes.get(i), amounts.get(axes.size() + i));
    }
    return padded(call, x, mode, before, after, value);
  }

  private static double constant(Call call) {
    if (!call.has(2)) {
      return 0;
    }
    Tensor value = call.value(2);
    return value.elements() == 0 ? 0 : value.doubleAt(0);
  }

  private static Node padded(
      Call call, Node x, String mode, List<Integer> before, List<Integer> after, double value) {
    Node y = cut(call, x, before, after);
    List<Integer> ahead = before.stream().map(amount -> Math.max(0, amount)).toList();
    List<Integer> behind = after.stream().map(amount -> Math.max(0, amount)).toList();
    for (int axis = 0; axis < ahead.size(); axis++) {
      call.shape(
          "pads", List.of((long) ahead.get(axis) + behind.get(axis) + y.type().shape().size(axis)));
    }
    if (mode.equals("constant")) {
      boolean none = Stream.concat(ahead.stream(), behind.stream()).allMatch(amount -> amount == 0);
      return none ? y : y.pad(ahead, behind, value);
    }
    for (int axis = 0; axis < ahead.size(); axis++) {
      int n = y.type().shape().size(axis);
      int total = Math.addExact(Math.addExact(ahead.get(axis), n), behind.get(axis));
      if (total == n) {
        continue;
      }
      if (n == 0) {
        throw call.wrong("pads", "no padding of an empty axis", "some", "Pad with a constant.");
      }
      long[] positions = Positions.table(total);
      for (int i = 0; i < total; i++) {
        positions[i] = source(mode, i - ahead.get(axis), n);
      }
      y = y.gather(axis, Node.constant(Tensor.of(Shape.of(total), positions)));
    }
    return y;
  }

  /// Where an element outside 0 … n − 1 comes from.
  private static int source(String mode, int i, int n) {
    return switch (mode) {
      case "edge" -> Math.clamp(i, 0, n - 1);
      case "wrap" -> Math.floorMod(i, n);
      default -> {
        int period = Math.max(1, 2 * (n - 1));
        int folded = Math.floorMod(i, period);
        yield Math.min(folded, period - folded) % n;
      }
    };
  }

  private static Node cut(Call call, Node x, List<Integer> before, List<Integer> after) {
    Node y = x;
    for (int axis = 0; axis < before.size(); axis++) {
      int n = x.type().shape().size(axis);
      int from = Math.max(0, -before.get(axis));
      int to = n - Math.max(0, -after.get(axis));
      if (from > to) {
        throw call.wrong("pads", "cuts within " + n, from + " and " + (n - to), "Cut less.");
      }
      y = from == 0 && to == n ? y : y.slice(axis, from, to);
    }
    return y;
  }

  /// Cut or padded with zeros around the middle; an odd one goes after.
  private static Node centre(Call call) {
    Node x = call.x();
    Shape shape = x.type().shape();
    List<Long> asked = call.longs(1);
    List<Integer> axes =
        call.wholes("axes").map(all -> call.axes(all, shape.rank())).orElse(shape.allAxes());
    List<Integer> sizes = call.shape("input 1", asked).sizes();
    if (sizes.size() != axes.size()) {
      throw call.wrong("input 1", axes.size() + " sizes", "" + sizes, "Give one an axis.");
    }
    List<Integer> before = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
    List<Integer> after = new ArrayList<>(before);
    for (int i = 0; i < axes.size(); i++) {
      int more = sizes.get(i) - shape.size(axes.get(i));
      int ahead = more >= 0 ? more / 2 : -(-more / 2);
      before.set(axes.get(i), ahead);
      after.set(axes.get(i), more - ahead);
    }
    return padded(call, x, "constant", before, after, 0);
  }
}
