package gradus.onnx.operator;

import gradus.op.Node;

/// Powers of integers, exact but for overflow: by squaring, one step a bit of the exponent.
final class IntegerPower {

  private IntegerPower() {}

  /// `xʸ`; for y < 0 it is 1 or −1 for x = ±1 and 0 else. Operands are broadcast.
  static Node of(Node x, Node y) {
    var shape = x.type().shape().broadcastWith(y.type().shape());
    Node base = x.broadcastTo(shape);
    Node rest = y.broadcastTo(shape);
    Node zero = base.filled(0);
    Node one = base.filled(1);
    Node isNegative = rest.less(zero);
    Node isOdd = odd(rest);
    Node minusOne = base.filled(-1);
    Node ofUnits =
        base.equal(one).choose(one, base.equal(minusOne).choose(isOdd.choose(minusOne, one), zero));
    Node power = one;
    Node square = base;
    rest = rest.max(zero);
    // an exponent of 2⁶ and more overflows 64 bits unless x is 0, 1 or −1, whose squares stay
    for (int bit = 0; bit < 6; bit++) {
      power = odd(rest).choose(power.times(square), power);
      square = square.times(square);
      rest = rest.over(rest.filled(2));
    }
    Node large = rest.greater(zero);
    Node wide = isOdd.choose(base, base.times(base));
    Node trivial = base.equal(zero).or(base.equal(one)).or(base.equal(minusOne));
    power = large.and(trivial).choose(wide, large.choose(zero, power));
    return isNegative.choose(ofUnits, power);
  }

  private static Node odd(Node x) {
    Node two = x.filled(2);
    return x.minus(x.over(two).times(two)).equal(x.filled(0)).not();
  }
}
