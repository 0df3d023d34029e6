package gradus.runtime.kernel.scalar;

import gradus.runtime.kernel.Epilogue;
import gradus.runtime.kernel.Product;
import gradus.runtime.kernel.ProductShape;
import gradus.runtime.thread.Partition;
import java.util.Arrays;

/// The matrix product in plain loops: for each row and each chunk of `k`, a line of sums in `C`.
public record ScalarProduct(ProductShape shape) implements Product {

  @Override
  public int parts(int threads) {
    return shape.parts(threads);
  }

  @Override
  public int workspace() {
    return shape.n();
  }

  @Override
  public void multiply(
      int part,
      int parts,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      float[] workspace,
      int workspaceOffset) {
    boolean byRows = shape.splitsRows();
    int columnFrom = byRows ? 0 : Partition.start(shape.n(), part, parts);
    int columnTo = byRows ? shape.n() : Partition.start(shape.n(), part + 1, parts);
    int rowFrom = byRows ? Partition.start(shape.m(), part, parts) : 0;
    int rowTo = byRows ? Partition.start(shape.m(), part + 1, parts) : shape.m();
    int width = columnTo - columnFrom;
    for (int i = rowFrom; i < rowTo; i++) {
      int row = cOffset + i * shape.ldc() + columnFrom;
      Arrays.fill(c, row, row + width, 0);
      for (int from = 0; from < shape.k(); from += CHUNK) {
        if (from == 0) {
          chunk(a, aOffset, i, b, bOffset, columnFrom, width, from, c, row);
        } else {
          Arrays.fill(workspace, workspaceOffset, workspaceOffset + width, 0);
          chunk(a, aOffset, i, b, bOffset, columnFrom, width, from, workspace, workspaceOffset);
          for (int j = 0; j < width; j++) {
            c[row + j] += workspace[workspaceOffset + j];
          }
        }
      }
    }
  }

  @Override
  public void finish(int part, int parts, float[] c, int cOffset, int place, Epilogue epilogue) {
    boolean byRows = shape.splitsRows();
    int columnFrom = byRows ? 0 : Partition.start(shape.n(), part, parts);
    int columnTo = byRows ? shape.n() : Partition.start(shape.n(), part + 1, parts);
    int rowFrom = byRows ? Partition.start(shape.m(), part, parts) : 0;
    int rowTo = byRows ? Partition.start(shape.m(), part + 1, parts) : shape.m();
    for (int i = rowFrom; i < rowTo; i++) {
      int at = i * shape.ldc() + columnFrom;
      epilogue.applyAcross(columnFrom, c, cOffset + at, place + at, columnTo - columnFrom);
    }
  }

  /// Adds to `sum` the terms of one chunk of `k`, for one row and a block of columns.
  private void chunk(
      float[] a,
      int aOffset,
      int i,
      float[] b,
      int bOffset,
      int column,
      int width,
      int from,
      float[] sum,
      int sumOffset) {
    int to = Math.min(shape.k(), from + CHUNK);
    for (int k = from; k < to; k++) {
      float factor = a[aOffset + (shape.transposeA() ? k * shape.lda() + i : i * shape.lda() + k)];
      int start =
          bOffset + (shape.transposeB() ? column * shape.ldb() + k : k * shape.ldb() + column);
      if (shape.transposeB()) {
        for (int j = 0; j < width; j++) {
          sum[sumOffset + j] = Math.fma(factor, b[start + j * shape.ldb()], sum[sumOffset + j]);
        }
      } else {
        for (int j = 0; j < width; j++) {
          sum[sumOffset + j] = Math.fma(factor, b[start + j], sum[sumOffset + j]);
        }
      }
    }
  }

  @Override
  public void multiply(
      int part,
      int parts,
      double[] a,
      int aOffset,
      double[] b,
      int bOffset,
      double[] c,
      int cOffset,
      double[] workspace,
      int workspaceOffset) {
    boolean byRows = shape.splitsRows();
    int columnFrom = byRows ? 0 : Partition.start(shape.n(), part, parts);
    int columnTo = byRows ? shape.n() : Partition.start(shape.n(), part + 1, parts);
    int rowFrom = byRows ? Partition.start(shape.m(), part, parts) : 0;
    int rowTo = byRows ? Partition.start(shape.m(), part + 1, parts) : shape.m();
    int width = columnTo - columnFrom;
    for (int i = rowFrom; i < rowTo; i++) {
      int row = cOffset + i * shape.ldc() + columnFrom;
      Arrays.fill(c, row, row + width, 0);
      for (int from = 0; from < shape.k(); from += CHUNK) {
        if (from == 0) {
          chunk(a, aOffset, i, b, bOffset, columnFrom, width, from, c, row);
        } else {
          Arrays.fill(workspace, workspaceOffset, workspaceOffset + width, 0);
          chunk(a, aOffset, i, b, bOffset, columnFrom, width, from, workspace, workspaceOffset);
          for (int j = 0; j < width; j++) {
            c[row + j] += workspace[workspaceOffset + j];
          }
        }
      }
    }
  }

  /// Adds to `sum` the terms of one chunk of `k`, for one row and a block of columns.
  private void chunk(
      double[] a,
      int aOffset,
      int i,
      double[] b,
      int bOffset,
      int column,
      int width,
      int from,
      double[] sum,
      int sumOffset) {
    int to = Math.min(shape.k(), from + CHUNK);
    for (int k = from; k < to; k++) {
      double factor = a[aOffset + (shape.transposeA() ? k * shape.lda() + i : i * shape.lda() + k)];
      int start =
          bOffset + (shape.transposeB() ? column * shape.ldb() + k : k * shape.ldb() + column);
      if (shape.transposeB()) {
        for (int j = 0; j < width; j++) {
          sum[sumOffset + j] = Math.fma(factor, b[start + j * shape.ldb()], sum[sumOffset + j]);
        }
      } else {
        for (int j = 0; j < width; j++) {
          sum[sumOffset + j] = Math.fma(factor, b[start + j], sum[sumOffset + j]);
        }
      }
    }
  }

  @Override
  public void multiply(
      int part, int parts, int[] a, int aOffset, int[] b, int bOffset, int[] c, int cOffset) {
    int aRow = shape.transposeA() ? 1 : shape.lda();
    int aStep = shape.transposeA() ? shape.lda() : 1;
    int bStep = shape.transposeB() ? 1 : shape.ldb();
    int bColumn = shape.transposeB() ? shape.ldb() : 1;
    int rowTo = Partition.start(shape.m(), part + 1, parts);
    for (int i = Partition.start(shape.m(), part, parts); i < rowTo; i++) {
      int row = cOffset + i * shape.ldc();
      Arrays.fill(c, row, row + shape.n(), 0);
      for (int k = 0; k < shape.k(); k++) {
        int factor = a[aOffset + i * aRow + k * aStep];
        for (int j = 0; j < shape.n(); j++) {
          c[row + j] += factor * b[bOffset + k * bStep + j * bColumn];
        }
      }
    }
  }

  @Override
  public void multiply(
      int part, int parts, long[] a, int aOffset, long[] b, int bOffset, long[] c, int cOffset) {
    int aRow = shape.transposeA() ? 1 : shape.lda();
    int aStep = shape.transposeA() ? shape.lda() : 1;
    int bStep = shape.transposeB() ? 1 : shape.ldb();
    int bColumn = shape.transposeB() ? shape.ldb() : 1;
    int rowTo = Partition.start(shape.m(), part + 1, parts);
    for (int i = Partition.start(shape.m(), part, parts); i < rowTo; i++) {
      int row = cOffset + i * shape.ldc();
      Arrays.fill(c, row, row + shape.n(), 0);
      for (int k = 0; k < shape.k(); k++) {
        long factor = a[aOffset + i * aRow + k * aStep];
        for (int j = 0; j < shape.n(); j++) {
          c[row + j] += factor * b[bOffset + k * bStep + j * bColumn];
        }
      }
    }
  }

  @Override
  public int packedSize() {
    return shape.k() * shape.n();
  }

  @Override
  public void packB(float[] b, int bOffset, float[] packed, int packedOffset) {
    int n = shape.n();
    int alongK = shape.transposeB() ? 1 : shape.ldb();
    int alongN = shape.transposeB() ? shape.ldb() : 1;
    int to = packedOffset;
    for (int k = 0; k < shape.k(); k++) {
      for (int j = 0; j < n; j++) {
        packed[to++] = b[bOffset + k * alongK + j * alongN];
      }
    }
  }

  @Override
  public void multiplyPacked(
      int part,
      int parts,
      float[] a,
      int aOffset,
      float[] packed,
      int packedOffset,
      float[] c,
      int cOffset,
      float[] workspace,
      int workspaceOffset) {
    ScalarProduct plain = new ScalarProduct(shape.withPackedB());
    plain.multiply(
        part, parts, a, aOffset, packed, packedOffset, c, cOffset, workspace, workspaceOffset);
  }
}
