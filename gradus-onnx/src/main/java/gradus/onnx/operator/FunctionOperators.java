package gradus.onnx.operator;

import static gradus.onnx.operator.ArithmeticOperators.legacy;
import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.tensor.DType;
import java.util.List;

/// Elementary functions. Those that Gradus has not are written in those it has, so that they keep
/// their digits near 0 and do not overflow before the result does.
final class FunctionOperators {

  private static final double LN_2 = 0.6931471805599453;

  static final List<Rule> TABLE =
      List.of(
          one("Exp", call -> legacy(call).exp(), 1, 6, 13),
          one("Log", call -> legacy(call).log(), 1, 6, 13),
          one("Sqrt", call -> legacy(call).sqrt(), 1, 6, 13),
          one("Erf", FunctionOperators::erf, 9, 13),
          one("Sin", call -> call.x().sin(), 7, 22),
          one("Cos", call -> call.x().cos(), 7, 22),
          one("Asin", call -> asin(call.x()), 7, 22),
          one("Acos", call -> acos(call.x()), 7, 22),
          one("Atan", call -> call.x().atan(), 7, 22),
          one("Tan", call -> call.x().sin().over(call.x().cos()), 7, 22),
          one("Sinh", call -> sinh(call.x()), 9, 22),
          one("Cosh", call -> cosh(call.x()), 9, 22),
          one("Asinh", call -> asinh(call.x()), 9, 22),
          one("Acosh", call -> acosh(call.x()), 9, 22),
          one("Atanh", call -> atanh(call.x()), 9, 22),
          one("Tanh", call -> legacy(call).tanh(), 1, 6, 13),
          one("Sigmoid", call -> legacy(call).sigmoid(), 1, 6, 13));

  private FunctionOperators() {}

  private static Node erf(Call call) {
    DType type = call.x().type().dtype();
    return type.isFloat() ? call.x().erf() : call.x().as(DType.F64).erf().as(type);
  }

  /// `arctan(x / √(1 − x²))`; ±1 give arctan ±∞.
  private static Node asin(Node x) {
    return x.over(below(x).times(x.plus(1)).sqrt()).atan();
  }

  /// `2 arctan √((1 − x) / (1 + x))`, exact near both ends.
  private static Node acos(Node x) {
    return below(x).over(x.plus(1)).sqrt().atan().times(2);
  }

  /// `1 − x`.
  private static Node below(Node x) {
    return x.filled(1).minus(x);
  }

  /// `eˣ / 2`.
  private static Node halfExp(Node x) {
    return x.minus(LN_2).exp();
  }

  private static Node sinh(Node x) {
    Node a = x.abs();
    Node near = x.expm1().minus(x.negated().expm1()).times(0.5);
    Node far = x.sign().times(halfExp(a).minus(halfExp(a.negated())));
    return a.less(a.filled(1)).choose(near, far);
  }

  private static Node cosh(Node x) {
    return halfExp(x).plus(halfExp(x.negated()));
  }

  /// `sign x · ln(|x| + √(x² + 1))`; for large x the root is |x|.
  private static Node asinh(Node x) {
    Node a = x.abs();
    Node square = a.times(a);
    Node near = a.plus(square.over(square.plus(1).sqrt().plus(1))).log1p();
    Node far = a.log().plus(LN_2);
    return a.greater(a.filled(1e9)).choose(far, near).times(sign(x));
  }

  /// `ln(x + √(x² − 1))`, from x − 1.
  private static Node acosh(Node x) {
    Node above = x.minus(1);
    Node near = above.plus(above.times(above.plus(2)).sqrt()).log1p();
    Node far = x.log().plus(LN_2);
    return x.greater(x.filled(1e9)).choose(far, near);
  }

  /// `½ ln((1 + x) / (1 − x))`.
  private static Node atanh(Node x) {
    Node a = x.abs();
    return a.times(2).over(a.filled(1).minus(a)).log1p().times(0.5).times(sign(x));
  }

  /// −1 or 1, so that ±0 times it is what it was.
  private static Node sign(Node x) {
    return x.less(x.filled(0)).choose(x.filled(-1), x.filled(1));
  }
}
