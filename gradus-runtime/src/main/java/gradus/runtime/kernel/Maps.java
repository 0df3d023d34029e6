package gradus.runtime.kernel;

import gradus.formula.Condition.Relation;
import gradus.random.Philox;

/// Elementwise kernels on rows of `float`.
///
/// An operand is an array, the place of its first element, and, where an operation has several
/// operands, its step: 1 walks along the row, 0 repeats one value. The result may be written over
/// an operand that starts in the same place. Each operation rounds as if it stood alone, so fusing
/// a chain of them does not change its bits; all NaN count as one value.
public interface Maps {

  /// `z = op(x)` at `n` elements.
  void unary(UnaryOp op, float[] x, int xo, float[] z, int zo, int n);

  /// `z = op(x, y)` at `n` elements.
  void binary(
      BinaryOp op, float[] x, int xo, int xs, float[] y, int yo, int ys, float[] z, int zo, int n);

  /// `z = 1` where the relation holds and `0` where not, at `n` elements. With NaN it holds only if
  /// it is `≠`; −0 equals +0.
  void compare(
      Relation relation,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys,
      byte[] z,
      int zo,
      int n);

  /// `z = x` where `m` is not 0 and `y` where it is, at `n` elements.
  void select(
      byte[] m,
      int mo,
      int ms,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys,
      float[] z,
      int zo,
      int n);

  /// `z = value` at `n` elements.
  void fill(float value, float[] z, int zo, int n);

  /// `z[i]` is the draw {@link Philox#uniform} of `firstIndex + i`, for `n` elements, by the seed
  /// and the stream of the `Philox`.
  void uniform(long seed, long stream, long firstIndex, float[] z, int zo, int n);

  /// About how many vectors an operation of a {@link FusedLoop} computes with; 0 if these kernels
  /// have no loops that could contain it.
  default int effort(Recipe.Operation operation) {
    return 0;
  }

  /// A new loop, not yet compiled by the JVM; it takes some hundred times as long until it is.
  ///
  /// @param recipe of operations whose {@link #effort} is above 0
  default FusedLoop loop(Recipe recipe) {
    throw new UnsupportedOperationException("these kernels fuse nothing: " + recipe);
  }
}
