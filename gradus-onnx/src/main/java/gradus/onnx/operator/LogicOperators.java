package gradus.onnx.operator;

import static gradus.onnx.operator.ArithmeticOperators.operand;
import static gradus.onnx.operator.Rule.one;

import gradus.formula.Condition.Relation;
import gradus.op.Node;
import gradus.op.elementwise.Compare;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.List;
import java.util.function.BinaryOperator;

/// Comparisons, truth values, choices and conversions of type.
final class LogicOperators {

  static final List<Rule> TABLE =
      List.of(
          one("And", call -> binary(call, Node::and), 1, 7),
          one("Or", call -> binary(call, Node::or), 1, 7),
          one("Xor", call -> compared(call, Relation.NE), 1, 7),
          one("Not", call -> call.x().not(), 1),
          one("Equal", call -> compared(call, Relation.EQ), 1, 7, 11, 13, 19),
          one("Less", call -> compared(call, Relation.LT), 1, 7, 9, 13),
          one("LessOrEqual", call -> compared(call, Relation.LE), 12, 16),
          one("Greater", call -> compared(call, Relation.GT), 1, 7, 9, 13),
          one("GreaterOrEqual", call -> compared(call, Relation.GE), 12, 16),
          one("IsNaN", LogicOperators::isNaN, 9, 13, 20),
          one("IsInf", LogicOperators::isInf, 10, 20),
          one("Where", LogicOperators::where, 9, 16),
          one("Cast", Casts::cast, 1, 6, 9, 13, 19, 21, 23, 24, 25),
          one("CastLike", Casts::castLike, 15, 19, 21, 23, 24, 25));

  private LogicOperators() {}

  private static Node binary(Call call, BinaryOperator<Node> operation) {
    return operation.apply(call.x(), operand(call, call.x()));
  }

  private static Node compared(Call call, Relation relation) {
    Node x = call.x();
    Node y = operand(call, x);
    Shape common = x.type().shape().broadcastWith(y.type().shape());
    return Node.of(new Compare(relation), List.of(x.broadcastTo(common), y.broadcastTo(common)));
  }

  private static Node isNaN(Call call) {
    return call.x().equal(call.x()).not();
  }

  private static Node isInf(Call call) {
    Node x = call.x();
    boolean positive = call.flag("detect_positive", true);
    boolean negative = call.flag("detect_negative", true);
    Node never = Node.constant(0, x.type().with(DType.BOOL));
    Node above = positive ? x.equal(x.filled(Double.POSITIVE_INFINITY)) : never;
    Node below = negative ? x.equal(x.filled(Double.NEGATIVE_INFINITY)) : never;
    return above.or(below);
  }

  private static Node where(Call call) {
    Node x = call.in(1);
    Node y = call.in(2);
    Shape common = call.x().type().shape().broadcastWith(x.type().shape());
    Node condition = call.x().broadcastTo(common.broadcastWith(y.type().shape()));
    return condition.choose(x, y);
  }
}
