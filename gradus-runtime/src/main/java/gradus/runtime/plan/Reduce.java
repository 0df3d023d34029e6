package gradus.runtime.plan;

import gradus.op.Node;
import gradus.op.reduction.ArgMax;
import gradus.op.reduction.ArgMin;
import gradus.op.reduction.LogSumExp;
import gradus.op.reduction.Max;
import gradus.op.reduction.Mean;
import gradus.op.reduction.Min;
import gradus.op.reduction.Prod;
import gradus.op.reduction.Reduction;
import gradus.op.reduction.Sum;
import gradus.runtime.thread.Partition;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.Arrays;

/// A reduction of the middle of `[outer, n, inner]`, for every element type.
///
/// Order: with `inner` 1 a sum keeps 16 lanes, lane `j` taking elements `j`, `j + 16`, …, which are
/// added in a fixed tree (8 apart, then 4, 2, 1); else each sum runs along `n` in order. Everything
/// rounds to the element type at each step.
final class Reduce extends Step {

  private static final int LANES = 16;

  private final Reduction op;
  private final Cells x;
  private final Cells z;
  private final int n;
  private final int inner;
  private final int parts;

  Reduce(Node node, Reduction op, Cells x, Cells z) {
    this.op = op;
    this.x = x;
    this.z = z;
    int[] form = form(node.input(0).type().shape(), op.axes().stream().mapToInt(a -> a).toArray());
    this.n = form[1];
    this.inner = form[2];
    this.parts = Cut.parts(2L * z.length * n, z.length);
  }

  /// Whether a reduction makes one number of each row: of neighbours, one or more.
  static boolean alongRows(Node node, Reduction op) {
    int[] axes = op.axes().stream().mapToInt(axis -> axis).toArray();
    int[] form = form(node.input(0).type().shape(), axes);
    return form[2] == 1 && form[1] > 0;
  }

  /// The axes as `[outer, n, inner]`; reduced axes have none but axes of length 1 between them.
  static int[] form(Shape shape, int[] axes) {
    int[] form = {1, 1, 1};
    int last = -1;
    for (int axis : axes) {
      form[1] *= shape.size(axis);
      last = shape.size(axis) == 1 ? last : axis;
    }
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (Arrays.binarySearch(axes, axis) < 0) {
        form[axis < last ? 0 : 2] *= shape.size(axis);
      }
    }
    return form;
  }

  @Override
  int parts() {
    return parts;
  }

  @Override
  public void run(int part) {
    int to = Partition.start(z.length, part + 1, parts);
    for (int i = Partition.start(z.length, part, parts); i < to; i++) {
      one(i, i / inner * n * inner + i % inner);
    }
  }

  private void one(int to, int from) {
    switch (op) {
      case Sum _ -> {
        if (x.dtype.isFloat()) {
          z.set(to, inner == 1 ? lanes(from, 0, 1) : along(from));
        } else {
          put(to, sum(from));
        }
      }
      case Prod _ -> {
        if (x.dtype.isFloat()) {
          z.set(to, product(from));
        } else {
          put(to, wholeProduct(from));
        }
      }
      case Max _ -> extreme(to, from, true);
      case Min _ -> extreme(to, from, false);
      case ArgMax _ -> put(to, position(from, true));
      case ArgMin _ -> put(to, position(from, false));
      case Mean _, LogSumExp _ -> throw new AssertionError("lowered before: " + op.name());
    }
  }

  private void put(int position, long value) {
    if (z.dtype == DType.I32) {
      z.ints()[z.offset + position] = (int) value;
    } else {
      z.longs()[z.offset + position] = value;
    }
  }

  private double round(double value) {
    return x.dtype == DType.F32 ? (float) value : value;
  }

  /// The lanes from `lane` on that are `apart` apart, added as a tree.
  private double lanes(int from, int lane, int apart) {
    if (apart < LANES) {
      return round(lanes(from, lane, 2 * apart) + lanes(from, lane + apart, 2 * apart));
    }
    double sum = 0;
    for (int i = lane; i < n; i += LANES) {
      sum = round(sum + x.doubleAt(from + i));
    }
    return sum;
  }

  private double along(int from) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum = round(sum + x.doubleAt(from + i * inner));
    }
    return sum;
  }

  private double product(int from) {
    double product = 1;
    for (int i = 0; i < n; i++) {
      product = round(product * x.doubleAt(from + i * inner));
    }
    return product;
  }

  private long sum(int from) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x.longAt(from + i * inner);
    }
    return sum;
  }

  private long wholeProduct(int from) {
    long product = 1;
    for (int i = 0; i < n; i++) {
      product *= x.longAt(from + i * inner);
    }
    return product;
  }

  private void extreme(int to, int from, boolean largest) {
    if (x.dtype.isFloat()) {
      double found = largest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        double next = x.doubleAt(from + i * inner);
        found = largest ? Math.max(found, next) : Math.min(found, next);
      }
      z.set(to, found);
      return;
    }
    boolean narrow = x.dtype == DType.I32;
    long low = narrow ? Integer.MIN_VALUE : Long.MIN_VALUE;
    long found = largest ? low : ~low;
    for (int i = 0; i < n; i++) {
      long next = x.longAt(from + i * inner);
      found = largest ? Math.max(found, next) : Math.min(found, next);
    }
    put(to, found);
  }

  /// The first position of the largest or smallest element, or of the first NaN.
  private int position(int from, boolean largest) {
    int found = 0;
    for (int i = 1; i < n; i++) {
      if (beats(from + i * inner, from + found * inner, largest)) {
        found = i;
      }
    }
    return found;
  }

  private boolean beats(int next, int best, boolean largest) {
    if (!x.dtype.isFloat()) {
      return largest ? x.longAt(next) > x.longAt(best) : x.longAt(next) < x.longAt(best);
    }
    double a = x.doubleAt(next);
    double b = x.doubleAt(best);
    return !Double.isNaN(b) && (Double.isNaN(a) || (largest ? a > b : a < b));
  }

  @Override
  String what() {
    return "%s [%d, %d, %d]".formatted(op.name(), z.length / Math.max(inner, 1), n, inner);
  }
}
