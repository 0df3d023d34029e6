package gradus.nn.optim;

import gradus.op.Node;
import gradus.tensor.DType;

/// Sums in which the past fades, `keep · past + fresh`, and is forgotten in the end.
///
/// Without fresh values (a unit that is dead) such a sum shrinks to the smallest numbers of its
/// type and stays there for ever, since 0.9 times four of the smallest rounds to four of them.
/// Below the normal numbers each operation takes some processors a hundred cycles and more: Adam's
/// step was four times as slow. So 64 times the smallest normal number is taken off each sum, and
/// what is less becomes 0. From 2²⁴ times as much on, 2⁻⁹⁶ for `f32`, this changes no bit.
final class Fading {

  private Fading() {}

  /// The sum after a step.
  ///
  /// @param past its value before
  /// @param keep how much of that remains, from 0 to below 1
  /// @param fresh what is added
  static Node sum(Node past, double keep, Node fresh) {
    Node sum = past.times(keep).plus(fresh);
    double least = least(sum.type().dtype());
    return sum.minus(sum.clip(-least, least));
  }

  /// 64 times the smallest normal number: 2⁻¹²⁰ for `f32`, 2⁻¹⁰¹⁶ for `f64`.
  private static double least(DType dtype) {
    return 64 * (dtype == DType.F64 ? Double.MIN_NORMAL : Float.MIN_NORMAL);
  }
}
