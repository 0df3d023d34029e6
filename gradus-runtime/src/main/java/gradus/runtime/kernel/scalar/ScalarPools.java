package gradus.runtime.kernel.scalar;

import gradus.runtime.kernel.PoolShape;
import gradus.runtime.kernel.Pools;

/// Pooling in plain loops.
public class ScalarPools implements Pools {

  @Override
  public void maxPool(
      PoolShape shape, int part, int parts, float[] x, int xOffset, float[] y, int yOffset) {
    FloatPools.max(shape, part, parts, x, xOffset, y, yOffset);
  }

  @Override
  public void maxPoolIndices(
      PoolShape shape, int part, int parts, float[] x, int xOffset, long[] indices, int iOffset) {
    FloatPools.indices(shape, part, parts, x, xOffset, indices, iOffset);
  }

  @Override
  public void maxPoolBackward(
      PoolShape shape,
      int part,
      int parts,
      float[] yBar,
      int yOffset,
      long[] indices,
      int iOffset,
      float[] xBar,
      int xOffset) {
    FloatPools.maxBackward(shape, part, parts, yBar, yOffset, indices, iOffset, xBar, xOffset);
  }

  @Override
  public void maxPoolBackward(
      PoolShape shape,
      int part,
      int parts,
      float[] yBar,
      int yOffset,
      float[] x,
      int xOffset,
      float[] xBar,
      int xBarOffset) {
    FloatPools.maxBackward(shape, part, parts, yBar, yOffset, x, xOffset, xBar, xBarOffset);
  }

  @Override
  public void averagePool(
      PoolShape shape,
      boolean includePad,
      int part,
      int parts,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset) {
    FloatPools.average(shape, includePad, part, parts, x, xOffset, y, yOffset);
  }

  @Override
  public void averagePoolBackward(
      PoolShape shape,
      boolean includePad,
      int part,
      int parts,
      float[] yBar,
      int yOffset,
      float[] xBar,
      int xOffset) {
    FloatPools.averageBackward(shape, includePad, part, parts, yBar, yOffset, xBar, xOffset);
  }

  @Override
  public void maxPool(
      PoolShape shape, int part, int parts, double[] x, int xOffset, double[] y, int yOffset) {
    DoublePools.max(shape, part, parts, x, xOffset, y, yOffset);
  }

  @Override
  public void maxPoolIndices(
      PoolShape shape, int part, int parts, double[] x, int xOffset, long[] indices, int iOffset) {
    DoublePools.indices(shape, part, parts, x, xOffset, indices, iOffset);
  }

  @Override
  public void maxPoolBackward(
      PoolShape shape,
      int part,
      int parts,
      double[] yBar,
      int yOffset,
      long[] indices,
      int iOffset,
      double[] xBar,
      int xOffset) {
    DoublePools.maxBackward(shape, part, parts, yBar, yOffset, indices, iOffset, xBar, xOffset);
  }

  @Override
  public void maxPoolBackward(
      PoolShape shape,
      int part,
      int parts,
      double[] yBar,
      int yOffset,
      double[] x,
      int xOffset,
      double[] xBar,
      int xBarOffset) {
    DoublePools.maxBackward(shape, part, parts, yBar, yOffset, x, xOffset, xBar, xBarOffset);
  }

  @Override
  public void averagePool(
      PoolShape shape,
      boolean includePad,
      int part,
      int parts,
      double[] x,
      int xOffset,
      double[] y,
      int yOffset) {
    DoublePools.average(shape, includePad, part, parts, x, xOffset, y, yOffset);
  }

  @Override
  public void averagePoolBackward(
      PoolShape shape,
      boolean includePad,
      int part,
      int parts,
      double[] yBar,
      int yOffset,
      double[] xBar,
      int xOffset) {
    DoublePools.averageBackward(shape, includePad, part, parts, yBar, yOffset, xBar, xOffset);
  }
}
