package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.one;

import gradus.onnx.model.ElementType;
import gradus.op.Node;
import gradus.tensor.DType;
import java.util.List;

/// Operations on the bits of integers, by arithmetic: Gradus has no bits.
final class BitOperators {

  static final List<Rule> TABLE =
      List.of(
          one("BitShift", BitOperators::shift, 11),
          one("BitwiseNot", call -> not(integers(call, 0)), 18),
          one("BitwiseAnd", call -> and(integers(call, 0), integers(call, 1)), 18),
          one("BitwiseOr", BitOperators::or, 18),
          one("BitwiseXor", BitOperators::xor, 18));

  private BitOperators() {}

  /// Only of unsigned types; bits that are shifted in are 0.
  private static Node shift(Call call) {
    ElementType element = call.element(0);
    if (!element.isUnsigned() || call.element(1) != element) {
      throw call.wrong(
          "inputs", "two of one unsigned type", element + " and " + call.element(1), "Cast them.");
    }
    boolean left =
        call.text("direction")
            .filter(word -> word.equals("LEFT") || word.equals("RIGHT"))
            .orElseThrow(
                () -> call.wrong("attribute 'direction'", "LEFT or RIGHT", "others", "Say it."))
            .equals("LEFT");
    Node x = call.x();
    var shape = x.type().shape().broadcastWith(call.in(1).type().shape());
    Node y = call.in(1).broadcastTo(shape);
    return left
        ? HeldIntegers.shiftedLeft(x.broadcastTo(shape), y, element)
        : HeldIntegers.shiftedRight(x.broadcastTo(shape), y, element);
  }

  private static Node integers(Call call, int index) {
    Node x = call.in(index);
    if (!x.type().dtype().isInteger()) {
      throw call.wrong("input " + index, "integers", x.type().toString(), "Cast it.");
    }
    return x;
  }

  /// In two's complement `¬x = −x − 1`.
  private static Node not(Node x) {
    return x.negated().minus(1);
  }

  /// `x ∨ y = x + y − x ∧ y`.
  private static Node or(Call call) {
    Node x = integers(call, 0);
    Node y = integers(call, 1);
    return x.plus(y).minus(and(x, y));
  }

  /// `x ⊕ y = x + y − 2 (x ∧ y)`.
  private static Node xor(Call call) {
    Node x = integers(call, 0);
    Node y = integers(call, 1);
    Node both = and(x, y);
    return x.plus(y).minus(both).minus(both);
  }

  /// Bit by bit from the lowest: `⌊x / 2⌋` drops one, also of a negative number, whose highest bits
  /// are all 1; the last bit weighs the smallest number.
  private static Node and(Node x, Node y) {
    var shape = x.type().shape().broadcastWith(y.type().shape());
    Node a = x.broadcastTo(shape);
    Node b = y.broadcastTo(shape);
    int bits = a.type().dtype() == DType.I32 ? 32 : 64;
    Node two = a.filled(2);
    Node weight = a.filled(1);
    Node sum = a.filled(0);
    for (int bit = 0; bit < bits; bit++) {
      Node lowA = a.floorMod(two);
      Node lowB = b.floorMod(two);
      sum = sum.plus(lowA.times(lowB).times(weight));
      a = a.minus(lowA).over(two);
      b = b.minus(lowB).over(two);
      weight = weight.plus(weight);
    }
    return sum;
  }
}
