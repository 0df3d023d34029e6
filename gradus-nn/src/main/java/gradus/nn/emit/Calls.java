package gradus.nn.emit;

import gradus.op.Node;
import gradus.op.composite.Softmax;
import gradus.op.contraction.MatMul;
import gradus.op.indexing.ArgSort;
import gradus.op.indexing.Gather;
import gradus.op.indexing.GatherElements;
import gradus.op.indexing.OneHot;
import gradus.op.indexing.ScatterAdd;
import gradus.op.indexing.ScatterElements;
import gradus.op.movement.Concat;
import gradus.op.movement.Pad;
import gradus.op.reduction.ArgMax;
import gradus.op.reduction.ArgMin;
import gradus.op.reduction.Max;
import gradus.op.reduction.Min;
import gradus.op.reduction.Prod;
import gradus.op.reduction.Reduction;
import gradus.op.reduction.Sum;
import gradus.op.window.Window;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Operations that are calls of a method: everything but elementwise operations and views.
final class Calls {

  private final Emission out;

  Calls(Emission out) {
    this.out = out;
  }

  void write(Node node) {
    switch (node.op()) {
      case MatMul op -> product(node, op);
      case Reduction op -> reduction(node, op);
      case Softmax _ -> call(node, "softmax", floats(node, 0), shape(node).size(-1));
      case Window op -> new WindowCalls(out, this).write(node, op);
      case Concat op -> concat(node, op);
      case Pad op -> pad(node, op);
      case Gather op -> {
        Shape x = shape(node.input(0));
        int outer = x.slice(0, op.axis()).elements();
        int inner = x.slice(op.axis() + 1, x.rank()).elements();
        call(node, "gather", array(node, 0), positions(node, 1), outer, x.size(op.axis()), inner);
      }
      case GatherElements op -> {
        Shape x = shape(node.input(0));
        int inner = x.slice(op.axis() + 1, x.rank()).elements();
        int n = shape(node).size(op.axis());
        call(
            node,
            "gatherElements",
            array(node, 0),
            positions(node, 1),
            n,
            x.size(op.axis()),
            inner);
      }
      case ScatterAdd op -> {
        Shape z = shape(node);
        int outer = z.slice(0, op.axis()).elements();
        int inner = z.slice(op.axis() + 1, z.rank()).elements();
        call(node, "scatterAdd", array(node, 0), positions(node, 1), outer, op.size(), inner);
      }
      case ScatterElements op -> {
        Shape x = shape(node.input(0));
        int inner = x.slice(op.axis() + 1, x.rank()).elements();
        int n = x.size(op.axis());
        int outer = x.slice(0, op.axis()).elements();
        call(
            node,
            "scatterElements",
            array(node, 0),
            positions(node, 1),
            outer,
            n,
            op.size(),
            inner);
      }
      case ArgSort op -> {
        Shape x = shape(node);
        int outer = x.slice(0, op.axis()).elements();
        int inner = x.slice(op.axis() + 1, x.rank()).elements();
        int n = x.size(op.axis());
        call(node, "argSort", array(node, 0), outer, n, inner, op.descending());
      }
      case OneHot op -> {
        if (op.dtype() != DType.F32) {
          throw Unwritten.operation(node);
        }
        call(node, DType.F32, "oneHot", positions(node, 0), op.depth());
      }
      default -> throw Unwritten.operation(node);
    }
  }

  private static Shape shape(Node node) {
    return node.type().shape();
  }

  /// The array of an f32 operand.
  private String floats(Node node, int input) {
    if (node.input(input).type().dtype() != DType.F32) {
      throw Unwritten.operation(node);
    }
    return array(node, input);
  }

  /// The array of an operand of f32 or f64.
  String reals(Node node, int input) {
    if (!node.input(input).type().dtype().isFloat()) {
      throw Unwritten.operation(node);
    }
    return array(node, input);
  }

  private String array(Node node, int input) {
    return out.whole(node.input(input));
  }

  /// Positions as an array of longs.
  private String positions(Node node, int input) {
    String array = array(node, input);
    return node.input(input).type().dtype() == DType.I64
        ? array
        : "%s(%s)".formatted(out.methods.use("widened"), array);
  }

  /// A statement that calls one of the shared methods, for the type of the first operand.
  void call(Node node, String method, Object... arguments) {
    call(node, node.input(0).type().dtype(), method, arguments);
  }

  private void call(Node node, DType of, String method, Object... arguments) {
    List<String> words = new ArrayList<>();
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    String name = out.result(node, method);
    Place target = Place.array(name, node.type().dtype(), shape(node));
    out.put(node, target);
    String called = out.methods.use(method, of);
    out.statement(target, "%s(%s)".formatted(called, String.join(", ", words)));
  }

  private void reduction(Node node, Reduction op) {
    String method =
        switch (op) {
          case Sum _ -> "reduceSum";
          case Prod _ -> "reduceProd";
          case Max _ -> "reduceMax";
          case Min _ -> "reduceMin";
          case ArgMax _ -> "argMax";
          case ArgMin _ -> "argMin";
          default -> throw Unwritten.operation(node);
        };
    int[] form = {1, 1, 1};
    Shape x = shape(node.input(0));
    int last = -1;
    for (int axis : op.axes()) {
      form[1] *= x.size(axis);
      last = x.size(axis) == 1 ? last : axis;
    }
    for (int axis = 0; axis < x.rank(); axis++) {
      if (!op.axes().contains(axis)) {
        form[axis < last ? 0 : 2] *= x.size(axis);
      }
    }
    call(node, method, reals(node, 0), form[0], form[1], form[2]);
  }

  /// The product with B as rows: a field where B is a constant, else made for each of the batch.
  private void product(Node node, MatMul op) {
    Shape b = shape(node.input(1));
    Shape z = shape(node);
    int m = z.size(-2);
    int n = z.size(-1);
    int k = b.size(op.transposeB() ? -1 : -2);
    int batch = z.slice(0, z.rank() - 2).elements();
    DType dtype = node.type().dtype();
    String left = op.transposeA() ? transposed(node) : reals(node, 0);
    String right = reals(node, 1, op);
    String name = out.result(node, "product");
    Place target = Place.array(name, dtype, z);
    out.put(node, target);
    out.statement(target, "new %s[%d]".formatted(Words.type(dtype), z.elements()));
    String multiply = out.methods.use("multiply", dtype);
    if (batch == 1) {
      String rows =
          fixed(node) ? right : rows(op, dtype) + "(%s, 0, %d, %d)".formatted(right, k, n);
      out.statements.add(
          "%s(%s, 0, %d, %d, %s, %d, %s, 0);".formatted(multiply, left, m, k, rows, n, name));
      return;
    }
    out.statements.add("for (int b = 0; b < %d; b++) {".formatted(batch));
    String rows = rows(op, dtype) + "(%s, b * %d, %d, %d)".formatted(right, k * n, k, n);
    out.statements.add(
        "  %s(%s, b * %d, %d, %d, %s, %d, %s, b * %d);"
            .formatted(multiply, left, m * k, m, k, rows, n, name, m * n));
    out.statements.add("}");
  }

  private String rows(MatMul op, DType dtype) {
    return out.methods.use(op.transposeB() ? "columns" : "rows", dtype);
  }

  /// Whether B is one constant matrix.
  private boolean fixed(Node node) {
    Shape z = shape(node);
    return out.at(node.input(1)).isConstant() && z.slice(0, z.rank() - 2).elements() == 1;
  }

  private String reals(Node node, int input, MatMul op) {
    if (!fixed(node)) {
      return reals(node, input);
    }
    Place b = out.at(node.input(1));
    int k = b.shape().size(op.transposeB() ? -1 : -2);
    Place rows = op.transposeB() ? swapped(b) : b;
    return out.numbers.rows(rows.numbers(), k, out.wish(node.input(1)));
  }

  /// A place with its last two axes swapped.
  private static Place swapped(Place place) {
    int rank = place.shape().rank();
    List<Integer> strides = new ArrayList<>(place.strides());
    List<Integer> sizes = new ArrayList<>(place.shape().sizes());
    java.util.Collections.swap(strides, rank - 1, rank - 2);
    java.util.Collections.swap(sizes, rank - 1, rank - 2);
    return place.seen(0, strides, new Shape(sizes));
  }

  private String transposed(Node node) {
    Node a = node.input(0);
    if (!a.type().dtype().isFloat()) {
      throw Unwritten.operation(node);
    }
    return out.copy(a, swapped(out.at(a)));
  }

  private void concat(Node node, Concat op) {
    String name = out.result(node, "concat");
    Place target = Place.array(name, node.type().dtype(), shape(node));
    List<Place> parts = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Node part = node.input(i);
      Place from = out.named(out.at(part), part);
      parts.add(from);
      int start = op.start(node, i) * target.strides().get(op.axis());
      Place to = target.seen(start, target.strides(), from.shape());
      Loops loops = new Loops(from.shape(), to, List.of(from));
      List<String> part0 = loops.lines(List.of(loops.element(from)));
      lines.addAll(part0.getFirst().startsWith("for") ? part0 : block(part0));
    }
    out.put(node, target);
    out.method(name, node, target, parts, lines);
  }

  private static List<String> block(List<String> lines) {
    List<String> block = new ArrayList<>(List.of("{"));
    lines.forEach(line -> block.add("  " + line));
    block.add("}");
    return block;
  }

  private void pad(Node node, Pad op) {
    String name = out.result(node, node.op().name().toLowerCase(Locale.ROOT));
    Place target = Place.array(name, node.type().dtype(), shape(node));
    Place from = out.named(out.at(node.input(0)), node.input(0));
    int start = 0;
    List<Integer> strides = new ArrayList<>(target.strides());
    for (int axis = 0; axis < strides.size(); axis++) {
      start += op.before().get(axis) * strides.get(axis);
      strides.set(axis, strides.get(axis) * (op.interior().get(axis) + 1));
    }
    Loops loops = new Loops(from.shape(), target.seen(start, strides, from.shape()), List.of(from));
    List<String> lines = new ArrayList<>();
    String value =
        Words.literal(gradus.tensor.Tensor.full(node.type().with(Shape.scalar()), op.value()), 0);
    lines.add("Arrays.fill(%s, %s);".formatted("z", value));
    lines.addAll(loops.lines(List.of(loops.element(from))));
    out.put(node, target);
    out.method(name, node, target, List.of(from), lines);
  }
}
