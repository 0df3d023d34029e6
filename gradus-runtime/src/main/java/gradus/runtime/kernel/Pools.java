package gradus.runtime.kernel;

/// Pooling over one to three axes, with adjoints. Outputs are overwritten, and must not overlap
/// inputs. Part `p` of `parts` handles a block of planes of its own; nothing needs a workspace.
///
/// *Maximum*: padding never wins; of equal values the first in the window's row-major order wins,
/// NaN wins over every number, the first NaN over later ones. −0 and +0 are equal. A window that
/// sees padding only gives −∞, and the index −1. An index is the flat, row-major position within
/// the input plane.
///
/// *Average*: the elements of a window are added in row-major order, from the first one, then
/// divided by their number; with `includePad` by the number of positions within the input and its
/// declared padding (what hangs over beyond that, in ceil mode, does not count). A window that sees
/// nothing to count gives 0 / 0, NaN; one that sees only padding to count gives 0.
///
/// *Adjoints* add up in the row-major order of the windows, from +0.
public interface Pools {

  /// How many parts are worth running with that many threads.
  default int parts(PoolShape shape, int threads) {
    long work = (long) shape.planes() * (shape.inPlane() + shape.outPlane());
    return (int) Math.max(1, Math.min(Math.min(threads, shape.planes()), work / 131_072));
  }

  /// The maximum of every window.
  void maxPool(
      PoolShape shape, int part, int parts, float[] x, int xOffset, float[] y, int yOffset);

  /// The maximum of every window, f64.
  void maxPool(
      PoolShape shape, int part, int parts, double[] x, int xOffset, double[] y, int yOffset);

  /// Where in its plane the maximum of every window lies.
  void maxPoolIndices(
      PoolShape shape, int part, int parts, float[] x, int xOffset, long[] indices, int iOffset);

  /// Where in its plane the maximum of every window lies, f64.
  void maxPoolIndices(
      PoolShape shape, int part, int parts, double[] x, int xOffset, long[] indices, int iOffset);

  /// `x̄`: every `ȳ` is added where its index says; index −1 drops it.
  void maxPoolBackward(
      PoolShape shape,
      int part,
      int parts,
      float[] yBar,
      int yOffset,
      long[] indices,
      int iOffset,
      float[] xBar,
      int xOffset);

  /// `x̄`: every `ȳ` is added where its index says, f64.
  void maxPoolBackward(
      PoolShape shape,
      int part,
      int parts,
      double[] yBar,
      int yOffset,
      long[] indices,
      int iOffset,
      double[] xBar,
      int xOffset);

  /// `x̄` with the maxima found again from `x`: the same bits as with indices, and no buffer of
  /// them.
  void maxPoolBackward(
      PoolShape shape,
      int part,
      int parts,
      float[] yBar,
      int yOffset,
      float[] x,
      int xOffset,
      float[] xBar,
      int xBarOffset);

  /// `x̄` with the maxima found again from `x`, f64.
  void maxPoolBackward(
      PoolShape shape,
      int part,
      int parts,
      double[] yBar,
      int yOffset,
      double[] x,
      int xOffset,
      double[] xBar,
      int xBarOffset);

  /// The mean of every window.
  void averagePool(
      PoolShape shape,
      boolean includePad,
      int part,
      int parts,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset);

  /// The mean of every window, f64.
  void averagePool(
      PoolShape shape,
      boolean includePad,
      int part,
      int parts,
      double[] x,
      int xOffset,
      double[] y,
      int yOffset);

  /// `x̄`: every element gets `ȳ / count` of each window that sees it.
  void averagePoolBackward(
      PoolShape shape,
      boolean includePad,
      int part,
      int parts,
      float[] yBar,
      int yOffset,
      float[] xBar,
      int xOffset);

  /// `x̄`: every element gets `ȳ / count` of each window that sees it, f64.
  void averagePoolBackward(
      PoolShape shape,
      boolean includePad,
      int part,
      int parts,
      double[] yBar,
      int yOffset,
      double[] xBar,
      int xOffset);
}
