package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.one;

import gradus.op.Layout;
import gradus.op.Node;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;

/// The same elements in another shape or order, and shapes as values.
final class ShapeOperators {

  static final List<Rule> TABLE =
      List.of(
          one("Identity", Call::x, 1, 13, 14, 16, 19, 21, 23, 24, 25),
          one("Reshape", ShapeOperators::reshape, 1, 5, 13, 14, 19, 21, 23, 24, 25),
          one("Flatten", ShapeOperators::flatten, 1, 9, 11, 13, 21, 23, 24, 25),
          one("Squeeze", ShapeOperators::squeeze, 1, 11, 13, 21, 23, 24, 25),
          one("Unsqueeze", ShapeOperators::unsqueeze, 1, 11, 13, 21, 23, 24, 25),
          one("Transpose", ShapeOperators::transpose, 1, 13, 21, 23, 24, 25),
          one("Expand", ShapeOperators::expand, 8, 13),
          one("Tile", ShapeOperators::tile, 1, 6, 13),
          one("Concat", ShapeOperators::concat, 1, 4, 11, 13),
          one("DepthToSpace", ShapeOperators::depthToSpace, 1, 11, 13),
          one("SpaceToDepth", ShapeOperators::spaceToDepth, 1, 13),
          one("Shape", ShapeOperators::shape, 1, 13, 15, 19, 21, 23, 24, 25),
          one("Size", ShapeOperators::size, 1, 13, 19, 21, 23, 24, 25));

  private ShapeOperators() {}

  /// A 0 takes the length from the input (unless `allowzero`), one −1 takes what is left.
  private static Node reshape(Call call) {
    call.ignore("consumed_inputs");
    Node x = call.x();
    List<Long> asked =
        call.attributeOrInput("shape", 1, 5)
            .orElseThrow(() -> call.wrong("shape", "a shape", "none", "Give one."));
    boolean zeros = call.flag("allowzero", false);
    Shape from = x.type().shape();
    List<Long> sizes = new ArrayList<>();
    for (int axis = 0; axis < asked.size(); axis++) {
      long size = asked.get(axis);
      if (size == 0 && !zeros && axis >= from.rank()) {
        throw call.wrong("shape", "0 only for axes of " + from, asked.toString(), "Change it.");
      }
      sizes.add(size == 0 && !zeros ? from.size(axis) : size);
    }
    int open = sizes.indexOf(-1L);
    if (open >= 0) {
      long others = 1;
      for (long size : sizes) {
        others = Math.multiplyExact(others, size == -1 ? 1 : size);
      }
      if (sizes.lastIndexOf(-1L) != open || others == 0 || from.elements() % others != 0) {
        throw call.wrong(
            "shape", "one -1 that " + from + " leaves whole", asked.toString(), "Change it.");
      }
      sizes.set(open, from.elements() / others);
    }
    Shape shape = call.shape("shape", sizes);
    if (shape.elements() != from.elements()) {
      throw call.wrong(
          "shape", "%d elements for %s".formatted(from.elements(), from), "" + shape, "Change it.");
    }
    return x.reshape(shape);
  }

  private static Node flatten(Call call) {
    int rank = call.x().type().shape().rank();
    int axis = call.whole("axis", 1);
    return call.x().flatten(axis == rank ? rank : call.axis(axis, rank));
  }

  private static Node squeeze(Call call) {
    Node x = call.x();
    Shape shape = x.type().shape();
    List<Integer> axes =
        call.attributeOrInput("axes", 1, 13)
            .map(given -> call.axes(given, shape.rank()))
            .orElseGet(
                () -> shape.allAxes().stream().filter(axis -> shape.size(axis) == 1).toList());
    for (int axis : axes) {
      if (shape.size(axis) != 1) {
        throw call.wrong("axes", "axes of length 1", axis + " of " + shape, "Reshape instead.");
      }
    }
    return x.reshape(shape.reduce(axes, false));
  }

  private static Node unsqueeze(Call call) {
    Node x = call.x();
    List<Long> given =
        call.attributeOrInput("axes", 1, 13)
            .orElseThrow(() -> call.wrong("axes", "axes", "none", "Give them."));
    int rank = x.type().shape().rank() + given.size();
    List<Integer> axes = call.axes(given, rank);
    List<Integer> sizes = new ArrayList<>();
    int next = 0;
    for (int axis = 0; axis < rank; axis++) {
      sizes.add(axes.contains(axis) ? 1 : x.type().shape().size(next++));
    }
    return x.reshape(new Shape(sizes));
  }

  /// Without `perm` the axes are reversed.
  private static Node transpose(Call call) {
    Node x = call.x();
    int rank = x.type().shape().rank();
    List<Integer> order = call.sizes("perm").orElseGet(() -> x.type().shape().allAxes().reversed());
    if (order.size() != rank
        || !new LinkedHashSet<>(order).containsAll(x.type().shape().allAxes())) {
      throw call.wrong(
          "attribute 'perm'", "each of %d axes once".formatted(rank), "" + order, "Change it.");
    }
    return x.permute(order);
  }

  private static Node expand(Call call) {
    return call.x().expand(call.shape("input 1", call.longs(1)));
  }

  /// Version 1 repeats one axis.
  private static Node tile(Call call) {
    Node x = call.x();
    int rank = x.type().shape().rank();
    if (!call.since(6)) {
      List<Integer> times = new ArrayList<>(Collections.nCopies(rank, 1));
      int axis = call.axis((long) call.value(2).doubleAt(0), rank);
      times.set(axis, call.size("tiles", (long) call.value(1).doubleAt(0)));
      return x.tile(times);
    }
    List<Long> times = call.longs(1);
    call.shape("input 1", times);
    if (times.size() != rank) {
      throw call.wrong("input 1", rank + " numbers", times.toString(), "Give one an axis.");
    }
    long elements = x.type().shape().elements();
    for (long one : times) {
      elements = Math.multiplyExact(elements, one);
    }
    call.size("input 1", elements);
    return x.tile(call.ints("input 1", times));
  }

  private static Node concat(Call call) {
    List<Node> all = call.all();
    int rank = all.getFirst().type().shape().rank();
    if (call.since(4) && !call.gives("axis")) {
      throw call.wrong("attribute 'axis'", "an axis", "none", "Give one.");
    }
    return Layout.concat(call.axis(call.whole("axis", 1), rank), all);
  }

  private static int blocksize(Call call) {
    int size = call.whole("blocksize", 0);
    if (size < 1) {
      throw call.wrong("attribute 'blocksize'", "1 or more", "" + size, "Give a length.");
    }
    return size;
  }

  /// `DCR`: depth is `[block row, block column, rest]`; `CRD`: `[rest, block row, block column]`.
  private static Node depthToSpace(Call call) {
    Node x = call.x();
    int b = blocksize(call);
    boolean first = call.word("mode", "DCR", "DCR", "CRD").equals("DCR");
    Shape s = x.type().shape();
    int rest = s.size(1) / (b * b);
    Node split =
        first
            ? x.reshape(Shape.of(s.size(0), b, b, rest, s.size(2), s.size(3)))
                .permute(List.of(0, 3, 4, 1, 5, 2))
            : x.reshape(Shape.of(s.size(0), rest, b, b, s.size(2), s.size(3)))
                .permute(List.of(0, 1, 4, 2, 5, 3));
    return split.reshape(Shape.of(s.size(0), rest, s.size(2) * b, s.size(3) * b));
  }

  private static Node spaceToDepth(Call call) {
    Node x = call.x();
    int b = blocksize(call);
    Shape s = x.type().shape();
    return x.reshape(Shape.of(s.size(0), s.size(1), s.size(2) / b, b, s.size(3) / b, b))
        .permute(List.of(0, 3, 5, 1, 2, 4))
        .reshape(Shape.of(s.size(0), s.size(1) * b * b, s.size(2) / b, s.size(3) / b));
  }

  /// The axes from `start` to `end`; negative ones count from the end, and both are clamped.
  private static Node shape(Call call) {
    List<Integer> sizes = call.x().type().shape().sizes();
    int start = clamped(call.whole("start", 0), sizes.size());
    int end = clamped(call.whole("end", sizes.size()), sizes.size());
    List<Integer> part = start < end ? sizes.subList(start, end) : List.of();
    return Node.constant(
        Tensor.of(Shape.of(part.size()), part.stream().mapToLong(size -> size).toArray()));
  }

  private static int clamped(int axis, int rank) {
    return Math.clamp(axis < 0 ? axis + (long) rank : axis, 0, rank);
  }

  private static Node size(Call call) {
    return Node.constant(
        Tensor.of(Shape.scalar(), new long[] {call.x().type().shape().elements()}));
  }
}
