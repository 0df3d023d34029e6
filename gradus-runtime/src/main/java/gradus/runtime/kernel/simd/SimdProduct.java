package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Tiles.ROWS;
import static gradus.runtime.kernel.simd.Tiles.WIDTH;

import gradus.runtime.kernel.Epilogue;
import gradus.runtime.kernel.Product;
import gradus.runtime.kernel.ProductShape;
import gradus.runtime.kernel.scalar.ScalarProduct;
import gradus.runtime.thread.Partition;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The matrix product by register tiles. For each chunk of `k`: all rows of `A` are packed; then
/// for each panel of columns `B` is packed (or read in place, if few rows would use the packed
/// copy), and tiles run down the rows.
///
/// Other types than f32 run in plain loops.
final class SimdProduct implements Product {

  /// Rows of `A` that are packed at a time: 2 MB of a full chunk.
  private static final int BLOCK = 1008;

  /// The most rows, where a short block would be left over: each block packs all of `B`.
  private static final int MOST = BLOCK + BLOCK / 4;

  private final ProductShape shape;
  private final ScalarProduct plain;
  private final int[] inPlace;
  private final @Nullable TurnedProduct turned;

  SimdProduct(ProductShape shape) {
    this.shape = shape;
    plain = new ScalarProduct(shape);
    boolean fewRows = shape.m() <= 2 * ROWS;
    inPlace = fewRows && !shape.transposeB() ? Panels.steps(shape.ldb()) : new int[0];
    turned = TurnedProduct.serves(shape) ? new TurnedProduct(shape) : null;
  }

  @Override
  public ProductShape shape() {
    return shape;
  }

  @Override
  public int parts(int threads) {
    return shape.parts(threads);
  }

  @Override
  public int workspace() {
    int chunk = Math.min(shape.k(), CHUNK);
    int rows = Tiles.paddedRows(Math.min(shape.m(), MOST));
    int tile = Math.max(ROWS, PanelRow.PANELS) * WIDTH;
    int floats = (rows + WIDTH) * chunk + tile + 3 * Panels.SLACK;
    int other =
        turned == null ? plain.workspace() : Math.max(plain.workspace(), turned.workspace());
    return Math.max(floats, other);
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
    if (turned != null && shape.k() > 0) {
      turned.run(part, parts, a, aOffset, b, bOffset, c, cOffset, workspace, workspaceOffset);
    } else {
      run(part, parts, a, aOffset, b, bOffset, false, c, cOffset, workspace, workspaceOffset);
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
    if (shape.m() == 1 && (!shape.transposeA() || shape.lda() == 1)) {
      row(part, parts, a, aOffset, packed, packedOffset, c, cOffset, workspace, workspaceOffset);
      return;
    }
    run(
        part,
        parts,
        a,
        aOffset,
        packed,
        packedOffset,
        true,
        c,
        cOffset,
        workspace,
        workspaceOffset);
  }

  /// One row of `C`: `A` is read in place, and several panels are taken at a time.
  private void row(
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
    int to = Partition.start(shape.n(), part + 1, parts, WIDTH);
    int tile = Panels.align(workspaceOffset);
    if (shape.k() == 0) {
      Arrays.fill(c, cOffset, cOffset + shape.n(), 0);
    }
    int stride = WIDTH * shape.k();
    int column = Partition.start(shape.n(), part, parts, WIDTH);
    while (column < to) {
      // the last panel may be cut off
      int panels = Math.min(PanelRow.PANELS, Math.ceilDiv(to - column, WIDTH));
      int columns = Math.min(panels * WIDTH, to - column);
      for (int k = 0; k < shape.k(); k += CHUNK) {
        int count = Math.min(CHUNK, shape.k() - k);
        int panel = packedOffset + column * shape.k() + k * WIDTH;
        PanelRow.run(panels, a, aOffset + k, count, packed, panel, stride, workspace, tile);
        Panels.mergeRow(k == 0, workspace, tile, columns, c, cOffset + column);
      }
      column += columns;
    }
  }

  private void run(
      int part,
      int parts,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      boolean packed,
      float[] c,
      int cOffset,
      float[] workspace,
      int workspaceOffset) {
    boolean byRows = shape.splitsRows();
    int rowFrom = byRows ? Partition.start(shape.m(), part, parts, ROWS) : 0;
    int rowTo = byRows ? Partition.start(shape.m(), part + 1, parts, ROWS) : shape.m();
    int from = byRows ? 0 : Partition.start(shape.n(), part, parts, WIDTH);
    int to = byRows ? shape.n() : Partition.start(shape.n(), part + 1, parts, WIDTH);
    if (shape.k() == 0) {
      for (int i = rowFrom; i < rowTo; i++) {
        Arrays.fill(c, cOffset + i * shape.ldc() + from, cOffset + i * shape.ldc() + to, 0);
      }
    }
    int rows;
    for (int row = rowFrom; row < rowTo; row += rows) {
      rows = rowTo - row <= MOST ? rowTo - row : BLOCK;
      int cBlock = cOffset + row * shape.ldc();
      for (int k = 0; k < shape.k(); k += CHUNK) {
        int aPanels = Panels.align(workspaceOffset);
        packA(a, aOffset, row, rows, k, workspace, aPanels);
        columns(k, rows, from, to, b, bOffset, packed, c, cBlock, workspace, aPanels);
      }
    }
  }

  @Override
  public void finish(int part, int parts, float[] c, int cOffset, int place, Epilogue epilogue) {
    boolean byRows = shape.splitsRows();
    int rowFrom = byRows ? Partition.start(shape.m(), part, parts, ROWS) : 0;
    int rowTo = byRows ? Partition.start(shape.m(), part + 1, parts, ROWS) : shape.m();
    int from = byRows ? 0 : Partition.start(shape.n(), part, parts, WIDTH);
    int to = byRows ? shape.n() : Partition.start(shape.n(), part + 1, parts, WIDTH);
    for (int i = rowFrom; i < rowTo; i++) {
      int at = i * shape.ldc() + from;
      EpilogueLoops.across(epilogue, from, c, cOffset + at, place + at, to - from);
    }
  }

  /// One chunk of `k` for all columns of the part and the packed rows.
  private void columns(
      int k,
      int rows,
      int from,
      int to,
      float[] b,
      int bOffset,
      boolean packed,
      float[] c,
      int cBlock,
      float[] workspace,
      int aPanels) {
    int count = Math.min(CHUNK, shape.k() - k);
    int bPanel = Panels.align(aPanels + Tiles.paddedRows(rows) * count);
    for (int column = from; column < to; column += WIDTH) {
      int columns = Math.min(WIDTH, to - column);
      int target = cBlock + column;
      if (packed) {
        int panel = bOffset + column * shape.k() + k * WIDTH;
        tiles(k, workspace, aPanels, bPanel, rows, b, panel, Panels.PACKED, columns, c, target);
      } else if (inPlace.length > 0 && columns == WIDTH) {
        int start = bOffset + k * shape.ldb() + column;
        tiles(k, workspace, aPanels, bPanel, rows, b, start, inPlace, columns, c, target);
      } else {
        packPanel(b, bOffset, k, count, column, columns, workspace, bPanel);
        tiles(
            k,
            workspace,
            aPanels,
            bPanel,
            rows,
            workspace,
            bPanel,
            Panels.PACKED,
            columns,
            c,
            target);
      }
    }
  }

  /// Runs the tiles of one panel of columns down the packed rows; the area for tiles that do not
  /// fit `C` lies behind the panel of `B`.
  private void tiles(
      int k,
      float[] workspace,
      int aPanels,
      int bPanel,
      int rows,
      float[] b,
      int bStart,
      int[] table,
      int columns,
      float[] c,
      int cStart) {
    int count = Math.min(CHUNK, shape.k() - k);
    int tile = Panels.align(bPanel + WIDTH * count);
    int aStart = aPanels;
    for (int i = 0; i < rows; ) {
      int height = Tiles.height(rows - i);
      int valid = Math.min(height, rows - i);
      int target = cStart + i * shape.ldc();
      if (k == 0 && valid == height && columns == WIDTH) {
        Tiles.run(
            height, workspace, aStart, height, b, bStart, table, 0, count, c, target, shape.ldc());
      } else {
        Tiles.run(
            height, workspace, aStart, height, b, bStart, table, 0, count, workspace, tile, WIDTH);
        Panels.merge(k == 0, workspace, tile, valid, columns, c, target, shape.ldc());
      }
      aStart += height * count;
      i += height;
    }
  }

  private void packA(float[] a, int aOffset, int row, int rows, int k, float[] target, int start) {
    int count = Math.min(CHUNK, shape.k() - k);
    int at = start;
    for (int i = 0; i < rows; ) {
      int height = Tiles.height(rows - i);
      int valid = Math.min(height, rows - i);
      if (shape.transposeA()) {
        int from = aOffset + k * shape.lda() + row + i;
        Panels.copy(a, from, shape.lda(), valid, count, target, at, height);
      } else {
        int from = aOffset + (row + i) * shape.lda() + k;
        Panels.transpose(a, from, shape.lda(), valid, count, target, at, height);
      }
      at += height * count;
      i += height;
    }
  }

  private void packPanel(
      float[] b, int bOffset, int k, int count, int column, int columns, float[] target, int at) {
    int ldb = shape.ldb();
    if (shape.transposeB()) {
      Panels.transpose(b, bOffset + column * ldb + k, ldb, columns, count, target, at, WIDTH);
    } else {
      Panels.copy(b, bOffset + k * ldb + column, ldb, columns, count, target, at, WIDTH);
    }
  }

  @Override
  public int packedSize() {
    return Math.ceilDiv(shape.n(), WIDTH) * WIDTH * shape.k();
  }

  @Override
  public void packB(float[] b, int bOffset, float[] packed, int packedOffset) {
    for (int column = 0; column < shape.n(); column += WIDTH) {
      int columns = Math.min(WIDTH, shape.n() - column);
      int at = packedOffset + column * shape.k();
      packPanel(b, bOffset, 0, shape.k(), column, columns, packed, at);
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
    plain.multiply(part, parts, a, aOffset, b, bOffset, c, cOffset, workspace, workspaceOffset);
  }

  @Override
  public void multiply(
      int part, int parts, int[] a, int aOffset, int[] b, int bOffset, int[] c, int cOffset) {
    plain.multiply(part, parts, a, aOffset, b, bOffset, c, cOffset);
  }

  @Override
  public void multiply(
      int part, int parts, long[] a, int aOffset, long[] b, int bOffset, long[] c, int cOffset) {
    plain.multiply(part, parts, a, aOffset, b, bOffset, c, cOffset);
  }
}
