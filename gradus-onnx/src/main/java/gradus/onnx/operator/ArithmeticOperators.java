package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;

/// Arithmetic of two or more operands at every element, and roundings.
///
/// Operands are broadcast by NumPy's rule from version 7 on (8 for Max, Min, Sum and Mean); before,
/// by the attributes `broadcast` and `axis`. Source: ONNX, Operators.md and Broadcasting.md.
final class ArithmeticOperators {

  static final List<Rule> TABLE =
      List.of(
          one("Add", call -> binary(call, Node::plus), 1, 6, 7, 13, 14),
          one("Sub", call -> binary(call, Node::minus), 1, 6, 7, 13, 14),
          one("Mul", call -> binary(call, Node::times), 1, 6, 7, 13, 14),
          one("Div", call -> binary(call, Node::over), 1, 6, 7, 13, 14),
          one("Pow", ArithmeticOperators::power, 1, 7, 12, 13, 15),
          one("Mod", ArithmeticOperators::mod, 10, 13),
          one("Max", call -> folded(call, Node::max), 1, 6, 8, 12, 13),
          one("Min", call -> folded(call, Node::min), 1, 6, 8, 12, 13),
          one("Sum", call -> folded(call, Node::plus), 1, 6, 8, 13),
          one("Mean", ArithmeticOperators::mean, 1, 6, 8, 13),
          one("Neg", call -> legacy(call).negated(), 1, 6, 13),
          one("Abs", call -> legacy(call).abs(), 1, 6, 13),
          one("Sign", call -> call.x().sign(), 9, 13),
          one("BitwiseNot", call -> call.x().negated().minus(1), 18),
          one("Reciprocal", call -> reciprocal(legacy(call)), 1, 6, 13),
          one("Floor", call -> legacy(call).floor(), 1, 6, 13),
          one("Ceil", call -> legacy(call).ceil(), 1, 6, 13),
          one("Round", call -> call.x().round(), 11, 22));

  private ArithmeticOperators() {}

  /// The first input of an operator whose first version could overwrite it.
  static Node legacy(Call call) {
    call.ignore("consumed_inputs");
    return call.x();
  }

  static Node binary(Call call, BinaryOperator<Node> operation) {
    Node x = legacy(call);
    return operation.apply(x, operand(call, x));
  }

  /// The second operand. Before version 7 it is aligned with `axis` of the first one, else with its
  /// last axes, and only where `broadcast` is set.
  static Node operand(Call call, Node x) {
    Node y = call.in(1);
    if (call.since(7)) {
      return y;
    }
    Shape shape = x.type().shape();
    boolean broadcast = call.flag("broadcast", false);
    int rank = y.type().shape().rank();
    int axis = call.whole("axis").isPresent() ? call.axis(call.whole("axis", 0), shape.rank()) : -1;
    if (!broadcast) {
      if (!y.type().shape().equals(shape)) {
        throw call.wrong(
            "input 1", "the shape of input 0, " + shape, y.type().toString(), "Set broadcast.");
      }
      return y;
    }
    if (rank == 0) {
      return y;
    }
    int start = axis >= 0 ? axis : shape.rank() - rank;
    if (start < 0 || start + rank > shape.rank()) {
      throw call.wrong(
          "attribute 'axis'", "room for " + y.type() + " in " + shape, "" + start, "Change it.");
    }
    List<Integer> sizes = new ArrayList<>(y.type().shape().sizes());
    sizes.addAll(Collections.nCopies(shape.rank() - start - rank, 1));
    Node aligned = y.reshape(new Shape(sizes));
    return aligned.broadcastTo(shape);
  }

  /// The type of the result is that of the base. Integers are raised as integers by squaring.
  private static Node power(Call call) {
    Node x = call.x();
    Node y = operand(call, x);
    DType type = x.type().dtype();
    if (type.isInteger() && y.type().dtype().isInteger()) {
      return IntegerPower.of(x, y.as(type));
    }
    if (type.isFloat() && (type == y.type().dtype() || y.type().dtype() != DType.F64)) {
      return x.pow(y.as(type));
    }
    return x.as(DType.F64).pow(y.as(DType.F64)).as(type);
  }

  /// With `fmod` the result has the sign of `x`, else that of `y`.
  private static Node mod(Call call) {
    boolean sameSign = call.flag("fmod", false);
    Shape shape = call.x().type().shape().broadcastWith(call.in(1).type().shape());
    Node x = call.x().broadcastTo(shape);
    Node y = call.in(1).broadcastTo(shape);
    DType type = x.type().dtype();
    if (type == DType.F32) {
      // in double, so that the quotient keeps its last digits
      x = x.as(DType.F64);
      y = y.as(DType.F64);
    }
    Node rest = sameSign ? x.remainder(y) : x.floorMod(y);
    if (!type.isInteger()) {
      // by ±∞ the quotient is 0, and 0 · ∞ is no number
      Node infinite = y.abs().equal(y.filled(Double.POSITIVE_INFINITY));
      Node signs = x.less(x.filled(0)).equal(y.less(y.filled(0)));
      Node away = sameSign ? x : signs.or(x.equal(x.filled(0))).choose(x, y);
      rest = infinite.and(x.abs().less(y.abs())).choose(away, rest);
    }
    return rest.as(type);
  }

  static Node folded(Call call, BinaryOperator<Node> operation) {
    call.ignore("consumed_inputs");
    List<Node> all = call.all();
    if (!call.since(8)) {
      for (Node one : all) {
        if (!one.type().equals(all.getFirst().type())) {
          throw call.wrong(
              "inputs", "one type, " + all.getFirst().type(), one.type().toString(), "Expand it.");
        }
      }
    }
    return all.stream().reduce(operation).orElseThrow();
  }

  private static Node mean(Call call) {
    return folded(call, Node::plus).over(call.arity());
  }

  static Node reciprocal(Node x) {
    return x.filled(1).over(x);
  }
}
