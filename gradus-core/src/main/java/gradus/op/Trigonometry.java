package gradus.op;

/// Circular and hyperbolic functions of nodes that are compositions, chosen so that no digits
/// cancel: within a few units in the last place over their whole range, with derivatives that are
/// finite wherever the mathematics is.
///
/// Sine, cosine, arctangent and the hyperbolic tangent are operations of their own: {@link
/// Arithmetic}.
public sealed interface Trigonometry permits Node {

  /// From here on `√(1 + x²)` is x to all digits of a double, and a float's square is still finite.
  double LARGE = 1e9;

  private Node self() {
    return (Node) this;
  }

  /// Tangent, `sin x / cos x`.
  default Node tan() {
    return self().sin().over(self().cos());
  }

  /// Arcsine, `arctan(x / √((1 − x)(1 + x)))`; ±1 give ±π/2, beyond is NaN.
  default Node asin() {
    Node x = self();
    return x.over(x.filled(1).minus(x).times(x.plus(1)).sqrt()).atan();
  }

  /// Arccosine, `2 arctan √((1 − x) / (1 + x))`; 1 gives 0, −1 gives π, beyond is NaN.
  default Node acos() {
    Node x = self();
    return x.filled(1).minus(x).over(x.plus(1)).sqrt().atan().times(2);
  }

  /// Hyperbolic sine, `(u − v)((u + v)/2 + 1)` with `u = e^(x/2) − 1` and `v = e^(−x/2) − 1`:
  /// halved, so that it is ∞ only where sinh x is too large.
  default Node sinh() {
    Node half = self().times(0.5);
    Node u = half.expm1();
    Node v = half.negated().expm1();
    return u.minus(v).times(u.plus(v).times(0.5).plus(1));
  }

  /// Hyperbolic cosine, `(p² + q²) / 2` with `p = e^(x/2)` and `q = e^(−x/2)`.
  default Node cosh() {
    Node half = self().times(0.5);
    Node p = half.exp();
    Node q = half.negated().exp();
    return p.times(p.times(0.5)).plus(q.times(q.times(0.5)));
  }

  /// Inverse of the hyperbolic sine: of the size of x, `ln(1 + t (1 + t/(1 + √(1 + t²))))`, and `ln
  /// t
  /// + ln 2` where t is large.
  default Node asinh() {
    Node x = self();
    Node below = x.less(x.filled(0));
    Node t = below.choose(x.negated(), x); // not |x|, whose derivative at 0 is 0
    Node small = t.min(t.filled(LARGE));
    Node root = small.times(small).plus(1).sqrt();
    Node near = small.times(small.over(root.plus(1)).plus(1)).log1p();
    Node y = t.greater(t.filled(LARGE)).choose(logOfTwice(t), near);
    return below.choose(y.negated(), y);
  }

  /// Inverse of the hyperbolic cosine, `ln(1 + d + √d √(d + 2))` with `d = x − 1`, and `ln x + ln
  /// 2` where x is large; below 1 is NaN.
  default Node acosh() {
    Node x = self();
    Node d = x.min(x.filled(LARGE)).minus(1);
    Node near = d.plus(d.sqrt().times(d.plus(2).sqrt())).log1p();
    return x.greater(x.filled(LARGE)).choose(logOfTwice(x), near);
  }

  /// Inverse of the hyperbolic tangent, `(ln(1 + x) − ln(1 − x)) / 2`: the two have one sign. ±1
  /// give ±∞, beyond is NaN.
  default Node atanh() {
    Node x = self();
    return x.log1p().minus(x.negated().log1p()).times(0.5);
  }

  /// `ln 2t` for large t, also where 2t is too large; elsewhere a number without a slope, because
  /// the branch that is not chosen must not put a 0 · ∞ into the derivative.
  private static Node logOfTwice(Node t) {
    return t.max(t.filled(LARGE)).log().plus(0.6931471805599453);
  }
}
