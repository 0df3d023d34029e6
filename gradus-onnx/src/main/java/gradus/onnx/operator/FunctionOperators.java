package gradus.onnx.operator;

import static gradus.onnx.operator.ArithmeticOperators.legacy;
import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.tensor.DType;
import java.util.List;

/// Elementary functions at every element. Source: ONNX, Operators.md.
final class FunctionOperators {

  static final List<Rule> TABLE =
      List.of(
          one("Exp", call -> legacy(call).exp(), 1, 6, 13),
          one("Log", call -> legacy(call).log(), 1, 6, 13),
          one("Sqrt", call -> legacy(call).sqrt(), 1, 6, 13),
          one("Erf", FunctionOperators::erf, 9, 13),
          one("Sin", call -> call.x().sin(), 7, 22),
          one("Cos", call -> call.x().cos(), 7, 22),
          one("Tan", call -> call.x().tan(), 7, 22),
          one("Asin", call -> call.x().asin(), 7, 22),
          one("Acos", call -> call.x().acos(), 7, 22),
          one("Atan", call -> call.x().atan(), 7, 22),
          one("Sinh", call -> call.x().sinh(), 9, 22),
          one("Cosh", call -> call.x().cosh(), 9, 22),
          one("Asinh", call -> call.x().asinh(), 9, 22),
          one("Acosh", call -> call.x().acosh(), 9, 22),
          one("Atanh", call -> call.x().atanh(), 9, 22),
          one("Tanh", call -> legacy(call).tanh(), 1, 6, 13),
          one("Sigmoid", call -> legacy(call).sigmoid(), 1, 6, 13));

  private FunctionOperators() {}

  private static Node erf(Call call) {
    DType type = call.x().type().dtype();
    return type.isFloat() ? call.x().erf() : call.x().as(DType.F64).erf().as(type);
  }
}
