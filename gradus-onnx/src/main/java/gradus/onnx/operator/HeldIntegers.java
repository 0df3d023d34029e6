package gradus.onnx.operator;

import gradus.onnx.model.ElementType;
import gradus.op.Node;
import gradus.tensor.DType;

/// Arithmetic of integers that Gradus holds in wider ones (decision 0032).
///
/// Those of up to 16 bits are i32, `uint32` is i64, each with its own value. `uint64` is i64 with
/// the same bits: sums and products are right as they stand, and what depends on the order, a
/// quotient or the value as a float goes by the functions here.
final class HeldIntegers {

  private HeldIntegers() {}

  /// The value modulo 2ᵇ, where the type has b bits, in the type's range.
  static Node wrapped(Node x, ElementType element) {
    if (element == ElementType.UINT64) {
      return x;
    }
    double size = Math.scalb(1.0, element.bits());
    Node modulus = x.filled(size);
    if (element.isUnsigned()) {
      return x.floorMod(modulus);
    }
    Node half = x.filled(size / 2);
    return x.plus(half).floorMod(modulus).minus(half);
  }

  /// Bits of `uint64` as numbers of i64 in the same order, and back.
  static Node turned(Node x) {
    return x.plus(x.filled(Long.MIN_VALUE));
  }

  /// `⌊x / y⌋` of bits of `uint64`.
  static Node quotient(Node x, Node y) {
    var shape = x.type().shape().broadcastWith(y.type().shape());
    Node a = x.broadcastTo(shape);
    Node b = y.broadcastTo(shape);
    Node one = a.filled(1);
    Node zero = a.filled(0);
    // with half of it the quotient lacks one at the most
    Node near = halved(a).over(b.max(one));
    near = near.plus(near);
    Node rest = a.minus(near.times(b));
    Node small = turned(rest).less(turned(b)).choose(near, near.plus(one));
    Node large = turned(a).less(turned(b)).choose(zero, one);
    return b.less(zero).choose(large, small);
  }

  static Node remainder(Node x, Node y) {
    return x.minus(quotient(x, y).times(y));
  }

  /// `⌊x / 2⌋` of bits of `uint64`.
  private static Node halved(Node x) {
    Node even = x.minus(x.floorMod(x.filled(2))).over(x.filled(2));
    return x.less(x.filled(0)).choose(turned(even), even);
  }

  /// The value of bits of `uint64` as a float of a type, rounded once.
  static Node real(Node x, DType type) {
    // the last bit is kept in the one before, so that a tie is still none
    Node odd = x.floorMod(x.filled(2));
    Node half = halved(x);
    Node sticky = half.plus(odd.times(x.filled(1).minus(half.floorMod(x.filled(2)))));
    return x.less(x.filled(0)).choose(sticky.as(type).times(2), x.as(type));
  }

  /// Bits of `uint64` of floats, which lose their fractions.
  static Node bits(Node x) {
    Node wide = x.as(DType.F64);
    Node top = wide.filled(0x1p63);
    Node large = turned(wide.minus(top).as(DType.I64));
    return wide.less(top).choose(wide.as(DType.I64), large);
  }

  /// `x · 2ʸ`, whose upper bits may be wrong; 0 where y is not less than the type's bits.
  ///
  /// @param y of the shape of `x`
  static Node shiftedLeft(Node x, Node y, ElementType element) {
    Node power = IntegerPower.of(y.filled(2), y);
    return inWidth(y, element).choose(x.times(power), y.filled(0));
  }

  /// `⌊x / 2ʸ⌋` of an unsigned type; 0 where y is not less than the type's bits.
  ///
  /// @param y of the shape of `x`
  static Node shiftedRight(Node x, Node y, ElementType element) {
    Node power = IntegerPower.of(y.filled(2), y);
    Node some = inWidth(y, element).choose(power, y.filled(1));
    Node shifted = element == ElementType.UINT64 ? quotient(x, some) : x.over(some);
    return inWidth(y, element).choose(shifted, y.filled(0));
  }

  private static Node inWidth(Node y, ElementType element) {
    return y.less(y.filled(element.bits())).and(y.less(y.filled(0)).not());
  }
}
