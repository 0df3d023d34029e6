package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.Product.CHUNK;
import static gradus.runtime.kernel.simd.Tiles.LANES;

import gradus.runtime.kernel.ProductShape;
import gradus.runtime.thread.Partition;

/// A product of a few rows with a transposed `B`, such as a layer's weights that change at every
/// step, turned round: tiles take the rows of `B` as their scalars, in place, and the rows of `A`,
/// packed, as their lanes. So the large operand is not packed for the few that would read it.
///
/// Sums are the same, term by term: the factors of a multiply-add may change places.
final class TurnedProduct {

  /// Up to so many rows a panel of `B` is read by too few tiles to be worth packing.
  private static final int FEW_ROWS = 64;

  private static final int[] STEPS = Panels.steps(1);

  private final ProductShape shape;
  private final int lanes;
  private final int panels;

  /// Where each row of `B` starts; then zeros for tiles that end later.
  private final int[] rows;

  TurnedProduct(ProductShape shape) {
    this.shape = shape;
    lanes = GatheredTiles.lanes(shape.m());
    panels = Math.ceilDiv(shape.m(), lanes);
    rows = new int[shape.n() + GatheredTiles.ROWS];
    for (int row = 0; row < shape.n(); row++) {
      rows[row] = row * shape.ldb();
    }
  }

  /// Whether rows are few, fill their lanes, and meet rows of `B`.
  static boolean serves(ProductShape s) {
    int lanes = GatheredTiles.lanes(s.m());
    int filled = Math.ceilDiv(s.m(), lanes) * lanes;
    return s.transposeB()
        && !s.transposeA()
        && !s.splitsRows()
        && s.m() <= FEW_ROWS
        && 4 * filled <= 5 * s.m();
  }

  /// Floats of workspace for one part.
  int workspace() {
    int chunk = Math.min(shape.k(), CHUNK);
    return panels * lanes * (chunk + shape.n() + GatheredTiles.ROWS)
        + GatheredTiles.ROWS * lanes
        + Panels.SLACK;
  }

  /// Computes some columns of `C`.
  void run(
      int part,
      int parts,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      float[] work,
      int workOffset) {
    int from = Partition.start(shape.n(), part, parts, Tiles.WIDTH);
    int to = Partition.start(shape.n(), part + 1, parts, Tiles.WIDTH);
    int packed = Panels.align(workOffset);
    int tile = packed + panels * lanes * Math.min(shape.k(), CHUNK);
    int totals = tile + GatheredTiles.ROWS * lanes;
    int stride = (shape.n() + GatheredTiles.ROWS) * lanes;
    for (int k = 0; k < shape.k(); k += CHUNK) {
      int count = Math.min(CHUNK, shape.k() - k);
      for (int panel = 0; panel < panels; panel++) {
        int at = packed + panel * lanes * count;
        int first = aOffset + panel * lanes * shape.lda() + k;
        int valid = Math.min(lanes, shape.m() - panel * lanes);
        Panels.transpose(a, first, shape.lda(), valid, count, work, at, lanes);
      }
      tiles(k, count, from, to, b, bOffset + k, work, packed, tile, totals, stride);
    }
    for (int panel = 0; panel < panels; panel++) {
      turnBack(panel, from, to, work, totals + panel * stride, c, cOffset);
    }
  }

  /// Adds a chunk of the sums to the totals, rows of `B` by rows of `A`.
  private void tiles(
      int k,
      int count,
      int from,
      int to,
      float[] b,
      int bOffset,
      float[] work,
      int packed,
      int tile,
      int totals,
      int stride) {
    for (int row = from; row < to; ) {
      // rows a stride apart take fewer addresses than rows anywhere; their tiles end with the rows
      int strided = StridedTiles.height(to - row);
      boolean isStrided = lanes == Tiles.WIDTH && strided <= to - row;
      int height = isStrided ? strided : GatheredTiles.height(to - row);
      for (int panel = 0; panel < panels; panel++) {
        int at = packed + panel * lanes * count;
        int total = totals + panel * stride + row * lanes;
        int out = k == 0 ? total : tile;
        if (isStrided) {
          int first = bOffset + rows[row];
          StridedTiles.run(height, b, first, shape.ldb(), count, work, at, work, out);
        } else {
          GatheredTiles.run(
              height, lanes, b, bOffset, STEPS, 0, count, rows, row, work, at, work, out);
        }
        if (k > 0) {
          Panels.add(work, tile, height * lanes, total);
        }
      }
      row += height;
    }
  }

  /// Turns the totals of a panel into rows of `C`: whole blocks in registers, what is left one by
  /// one.
  private void turnBack(
      int panel, int from, int to, float[] work, int totals, float[] c, int cOffset) {
    int valid = Math.min(lanes, shape.m() - panel * lanes);
    int first = cOffset + panel * lanes * shape.ldc();
    int whole = from + (to - from) / LANES * LANES;
    int turned = valid / LANES * LANES;
    for (int row = from; row < whole; row += LANES) {
      for (int r = 0; r < turned; r += LANES) {
        int source = totals + row * lanes + r;
        int target = first + r * shape.ldc() + row;
        Transposes.block(work, source, lanes, LANES - 1, c, target, shape.ldc());
      }
    }
    for (int r = 0; r < valid; r++) {
      int target = first + r * shape.ldc();
      for (int row = r < turned ? whole : from; row < to; row++) {
        c[target + row] = work[totals + row * lanes + r];
      }
    }
  }
}
