package gradus.runtime.kernel;

/// Reductions of the middle of `[outer, n, inner]`, and of rows of two, and the softmax of rows.
///
/// Order, and so the bits: along contiguous numbers (`inner` 1) a sum keeps 16 lanes, lane `j`
/// taking elements `j`, `j + 16`, …, in order from +0; the lanes are then added in a fixed tree, 8
/// apart, 4 apart, 2 apart and neighbours. Sums with `inner` above 1, and all products, run along
/// `n` in order. Everything rounds to `float` at each step.
public interface Reductions {

  /// Results number `from` to `to − 1` of the `outer · inner` ones, into `z[zo + from]` on.
  void reduce(
      ReductionOp op, float[] x, int xo, int n, int inner, float[] z, int zo, int from, int to);

  /// The softmax of each of `rows` rows of `n`: `e^(x − max)`, then times 1 / their sum. A row of
  /// −∞, and one that holds +∞ or NaN, becomes NaN. `z` may be `x`.
  void softmax(float[] x, int xo, int rows, int n, float[] z, int zo);

  /// The sums of the products of each of `rows` rows of `n`: what {@link #reduce} gives for `x ·
  /// y`, each product rounded before it is added.
  void sumsOfProducts(float[] x, int xo, float[] y, int yo, int rows, int n, float[] z, int zo);
}
