package gradus.op;

/// Whole numbers near a node's, and remainders of divisions: compositions of {@link
/// Arithmetic#floor} and division. Their derivatives by what is rounded are 0, as the rounding is.
public sealed interface Rounding permits Node {

  private Node self() {
    return (Node) this;
  }

  /// The smallest integer not below x, `−⌊−x⌋`.
  default Node ceil() {
    return self().negated().floor().negated();
  }

  /// The integer next to x on the side of 0.
  default Node trunc() {
    Node x = self();
    return x.less(x.filled(0)).choose(ceil(), x.floor());
  }

  /// The integer nearest to x; the even one of two that are equally near.
  default Node round() {
    Node x = self();
    Node low = x.floor();
    Node above = x.minus(low); // exact
    Node half = x.filled(0.5);
    Node odd = low.minus(low.times(0.5).floor().times(2)).equal(x.filled(1));
    Node up = above.greater(half).or(above.equal(half).and(odd));
    return up.choose(low.plus(1), low);
  }

  /// `x − q y` with `q` the quotient cut towards 0, as Java's `%` for integers: it has the sign of
  /// x. Of floats it is exact while the quotient has fewer digits than a float.
  default Node remainder(Node y) {
    Node quotient = self().over(y);
    Node whole = quotient.type().dtype().isFloat() ? quotient.trunc() : quotient;
    return self().minus(whole.times(y));
  }

  /// `x − q y` with `q` the quotient rounded down, as `Math.floorMod`: it has the sign of y.
  default Node floorMod(Node y) {
    Node rest = remainder(y);
    Node zero = rest.filled(0);
    Node wrong = rest.less(zero).and(y.greater(zero)).or(rest.greater(zero).and(y.less(zero)));
    return wrong.choose(rest.plus(y), rest);
  }
}
