package gradus.runtime.kernel;

/// Reductions of the middle of `[outer, n, inner]`, and rows of the softmax family.
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

  /// The log-softmax of each of `rows` rows of `n`: `(x − max) − log(sum of e^(x − max))`. Edges as
  /// {@link #softmax}; −∞ gives −∞. `z` may not be `x`.
  void logSoftmax(float[] x, int xo, int rows, int n, float[] z, int zo);

  /// The softmax's vjp, for each of `rows` rows of `n` of the softmax `p`: `z = p · (v − ⟨p, v⟩)`,
  /// the inner product by multiply-adds in 16 lanes. `z` may be `v`.
  void softmaxVjp(float[] p, int po, float[] v, int vo, int rows, int n, float[] z, int zo);
}
