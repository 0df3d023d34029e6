package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// Products that are summed over shared axes.
final class ProductOperators {

  static final List<Rule> TABLE =
      List.of(
          one("MatMul", call -> matmul(call.x(), call.in(1)), 1, 9, 13),
          one("Gemm", ProductOperators::gemm, 1, 6, 7, 9, 11, 13),
          one("Einsum", ProductOperators::einsum, 12));

  private ProductOperators() {}

  /// NumPy's `matmul`: one axis alone is a row on the left, a column on the right.
  static Node matmul(Node a, Node b) {
    boolean row = a.type().shape().rank() == 1;
    boolean column = b.type().shape().rank() == 1;
    Node left = row ? a.reshape(a.type().shape().insert(0, 1)) : a;
    Node right = column ? b.reshape(b.type().shape().insert(1, 1)) : b;
    Node product = left.matmul(right);
    List<Integer> sizes = new ArrayList<>(product.type().shape().sizes());
    if (column) {
      sizes.removeLast();
    }
    if (row) {
      sizes.remove(sizes.size() - (column ? 1 : 2));
    }
    return product.reshape(new Shape(sizes));
  }

  /// `α A B + β C`.
  private static Node gemm(Call call) {
    boolean transposeA = call.flag("transA", false);
    boolean transposeB = call.flag("transB", false);
    double alpha = call.real("alpha", 1);
    double beta = call.real("beta", 1);
    boolean broadcast = call.flag("broadcast", false);
    Node product = scaled(call.x().matmul(call.in(1), transposeA, transposeB), alpha);
    if (!call.has(2) && call.since(11)) {
      return product;
    }
    Node c = call.in(2);
    Shape shape = product.type().shape();
    if (!call.since(7) && !broadcast && !c.type().shape().equals(shape)) {
      throw call.wrong("input 2", "shape " + shape, c.type().toString(), "Set broadcast.");
    }
    return product.plus(scaled(c, beta).broadcastTo(shape));
  }

  private static Node scaled(Node x, double factor) {
    if (factor == 1) {
      return x;
    }
    DType type = x.type().dtype();
    return type.isFloat() ? x.times(factor) : x.as(DType.F64).times(factor).as(type);
  }

  private static Node einsum(Call call) {
    String equation =
        call.text("equation")
            .orElseThrow(
                () -> call.wrong("attribute 'equation'", "an equation", "none", "Write one."));
    return Einsum.of(call, equation).value(call.all());
  }
}
