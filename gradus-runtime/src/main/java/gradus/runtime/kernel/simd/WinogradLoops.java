package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.Winograd.TILE;
import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import gradus.runtime.kernel.Epilogue;
import jdk.incubator.vector.FloatVector;

/// The transforms of {@link gradus.runtime.kernel.Winograd} by vectors, whose lanes are channels.
///
/// Both directions of a transform stand in one method, which is too long for C2 to inline: inlined,
/// with all that lies around them, the loops of a layer were more than it takes in at once, and it
/// called some operations of vectors with an object for each (W3 took a quarter longer).
final class WinogradLoops {

  private static final float SIXTH = 1f / 6;
  private static final float TWELFTH = 1f / 12;
  private static final float THIRD = 1f / 3;
  private static final float TWENTY_FOURTH = 1f / 24;

  private WinogradLoops() {}

  /// Transforms the tiles of a row, whose lines lie `pitch` apart from `work[from]` on: `Bᵀ d B` of
  /// 6 × 6 elements, or `A y Aᵀ` of 4 × 4. Tile `t` goes to `to + t · toNext`, its elements `point`
  /// apart.
  ///
  /// @param seen whether tiles are 6 × 6, some columns of which belong to the next tile, too
  /// @param tile results of a tile along an axis
  /// @param half where the tiles lie once their columns are transformed
  static void tiles(
      boolean seen,
      int tile,
      float[] work,
      int from,
      int pitch,
      int tiles,
      int half,
      int to,
      int toNext,
      int point) {
    FloatVector two = broadcast(FLOATS, 2);
    FloatVector four = broadcast(FLOATS, 4);
    FloatVector eight = broadcast(FLOATS, 8);
    FloatVector minusTwo = broadcast(FLOATS, -2);
    FloatVector minusFour = broadcast(FLOATS, -4);
    FloatVector minusFive = broadcast(FLOATS, -5);
    for (int i = -1; i < 6; i++) {
      boolean columns = i < 0; // then each of the six lines
      int first = columns ? from : half + i * pitch;
      int next = columns ? LANES : tile * LANES;
      int step = columns ? pitch : LANES;
      int count = columns ? pitch / LANES : tiles;
      int target = columns ? half : to + 6 * i * point;
      int targetNext = columns ? LANES : toNext;
      int targetStep = columns ? pitch : point;
      if (seen) {
        for (int n = 0; n < count; n++) {
          int at = first + n * next;
          FloatVector d0 = fromArray(FLOATS, work, at);
          FloatVector d1 = fromArray(FLOATS, work, at + step);
          FloatVector d2 = fromArray(FLOATS, work, at + 2 * step);
          FloatVector d3 = fromArray(FLOATS, work, at + 3 * step);
          FloatVector d4 = fromArray(FLOATS, work, at + 4 * step);
          FloatVector d5 = fromArray(FLOATS, work, at + 5 * step);
          FloatVector p = minusFour.fma(d2, d4);
          FloatVector q = minusFour.fma(d1, d3);
          FloatVector r = d4.sub(d2);
          FloatVector s = d3.sub(d1);
          int place = target + n * targetNext;
          four.fma(d0, minusFive.fma(d2, d4)).intoArray(work, place);
          p.add(q).intoArray(work, place + targetStep);
          p.sub(q).intoArray(work, place + 2 * targetStep);
          two.fma(s, r).intoArray(work, place + 3 * targetStep);
          minusTwo.fma(s, r).intoArray(work, place + 4 * targetStep);
          four.fma(d1, minusFive.fma(d3, d5)).intoArray(work, place + 5 * targetStep);
        }
      } else {
        for (int n = 0; n < count; n++) {
          int at = first + n * next;
          FloatVector y0 = fromArray(FLOATS, work, at);
          FloatVector y1 = fromArray(FLOATS, work, at + step);
          FloatVector y2 = fromArray(FLOATS, work, at + 2 * step);
          FloatVector y3 = fromArray(FLOATS, work, at + 3 * step);
          FloatVector e = y0.add(y2);
          FloatVector o = y1.add(y3);
          FloatVector p = four.fma(y2, y0);
          FloatVector q = eight.fma(y3, y1.add(y1));
          int place = target + n * targetNext;
          y0.intoArray(work, place);
          e.add(o).intoArray(work, place + targetStep);
          e.sub(o).intoArray(work, place + 2 * targetStep);
          p.add(q).intoArray(work, place + 3 * targetStep);
          p.sub(q).intoArray(work, place + 4 * targetStep);
          y3.intoArray(work, place + 5 * targetStep);
        }
      }
    }
  }

  /// Transforms products back to the results of a row of tiles, `Aᵀ m A`, and finishes them. Tile
  /// `t` has its elements at `work[from + t · next]`, `point` apart; its 4 × 4 or 3 × 3 results go
  /// to lines, each of which has a vector for each place.
  ///
  /// @param tile results of a tile along an axis
  /// @param half where the tiles lie once their columns are transformed
  /// @param numbers what {@link TurnedLines#finish} reads, `apart` from each other
  static void results(
      int tile,
      float[] work,
      int from,
      int next,
      int point,
      int tiles,
      int half,
      int to,
      Epilogue epilogue,
      int numbers,
      int apart) {
    FloatVector two = broadcast(FLOATS, 2);
    FloatVector four = broadcast(FLOATS, 4);
    FloatVector eight = broadcast(FLOATS, 8);
    int pitch = tiles * LANES;
    for (int i = -6; i < tile; i++) {
      boolean columns = i < 0; // of all tiles the same; then each of the lines
      int first = columns ? from + (i + 6) * point : half + 6 * i * pitch;
      int firstNext = columns ? next : LANES;
      int step = columns ? 6 * point : pitch;
      int target = columns ? half + (i + 6) * pitch : to + tile * i * pitch;
      int targetNext = columns ? LANES : tile * LANES;
      int targetStep = columns ? 6 * pitch : LANES;
      if (tile == TILE) {
        for (int n = 0; n < tiles; n++) {
          int at = first + n * firstNext;
          FloatVector m0 = fromArray(FLOATS, work, at);
          FloatVector m1 = fromArray(FLOATS, work, at + step);
          FloatVector m2 = fromArray(FLOATS, work, at + 2 * step);
          FloatVector m3 = fromArray(FLOATS, work, at + 3 * step);
          FloatVector m4 = fromArray(FLOATS, work, at + 4 * step);
          FloatVector m5 = fromArray(FLOATS, work, at + 5 * step);
          FloatVector s = m1.add(m2);
          FloatVector d = m1.sub(m2);
          FloatVector p = m3.add(m4);
          FloatVector q = m3.sub(m4);
          int place = target + n * targetNext;
          m0.add(s).add(p).intoArray(work, place);
          two.fma(q, d).intoArray(work, place + targetStep);
          four.fma(p, s).intoArray(work, place + 2 * targetStep);
          eight.fma(q, d).add(m5).intoArray(work, place + 3 * targetStep);
        }
      } else {
        for (int n = 0; n < tiles; n++) {
          int at = first + n * firstNext;
          FloatVector m0 = fromArray(FLOATS, work, at);
          FloatVector m1 = fromArray(FLOATS, work, at + step);
          FloatVector m2 = fromArray(FLOATS, work, at + 2 * step);
          FloatVector m3 = fromArray(FLOATS, work, at + 3 * step);
          FloatVector m4 = fromArray(FLOATS, work, at + 4 * step);
          FloatVector m5 = fromArray(FLOATS, work, at + 5 * step);
          FloatVector s = m1.add(m2);
          FloatVector d = m1.sub(m2);
          FloatVector p = m3.add(m4);
          FloatVector q = m3.sub(m4);
          int place = target + n * targetNext;
          m0.add(s).add(p).intoArray(work, place);
          two.fma(q, d).intoArray(work, place + targetStep);
          four.fma(p, s).add(m5).intoArray(work, place + 2 * targetStep);
        }
      }
    }
    TurnedLines.finish(epilogue, work, to, tile * tile * tiles, numbers, apart);
  }

  /// `G g` of `count` lines of three, each: line `n` has its elements at `x[from + n · next + i ·
  /// step]`, and its results go to `z[to + n · toNext + i · toStep]`, a vector each.
  static void weights(
      float[] x,
      int from,
      int next,
      int step,
      int count,
      float[] z,
      int to,
      int toNext,
      int toStep) {
    for (int n = 0; n < count; n++) {
      int at = from + n * next;
      FloatVector g0 = fromArray(FLOATS, x, at);
      FloatVector g1 = fromArray(FLOATS, x, at + step);
      FloatVector g2 = fromArray(FLOATS, x, at + 2 * step);
      FloatVector t = g0.add(g2).mul(-SIXTH);
      FloatVector u = g0.fma(broadcast(FLOATS, TWENTY_FOURTH), g2.mul(SIXTH));
      int place = to + n * toNext;
      g0.mul(0.25f).intoArray(z, place);
      g1.fma(broadcast(FLOATS, -SIXTH), t).intoArray(z, place + toStep);
      g1.fma(broadcast(FLOATS, SIXTH), t).intoArray(z, place + 2 * toStep);
      g1.fma(broadcast(FLOATS, TWELFTH), u).intoArray(z, place + 3 * toStep);
      g1.fma(broadcast(FLOATS, -TWELFTH), u).intoArray(z, place + 4 * toStep);
      g2.intoArray(z, place + 5 * toStep);
    }
  }

  /// `G g` of `count` lines of four, laid out as in {@link #weights}.
  static void fourWeights(
      float[] x,
      int from,
      int next,
      int step,
      int count,
      float[] z,
      int to,
      int toNext,
      int toStep) {
    for (int n = 0; n < count; n++) {
      int at = from + n * next;
      FloatVector g0 = fromArray(FLOATS, x, at);
      FloatVector g1 = fromArray(FLOATS, x, at + step);
      FloatVector g2 = fromArray(FLOATS, x, at + 2 * step);
      FloatVector g3 = fromArray(FLOATS, x, at + 3 * step);
      FloatVector t = g0.add(g2).mul(-SIXTH);
      FloatVector v = g1.add(g3).mul(-SIXTH);
      FloatVector u = g0.fma(broadcast(FLOATS, TWENTY_FOURTH), g2.mul(SIXTH));
      FloatVector w = g1.fma(broadcast(FLOATS, TWELFTH), g3.mul(THIRD));
      int place = to + n * toNext;
      g0.mul(0.25f).intoArray(z, place);
      t.add(v).intoArray(z, place + toStep);
      t.sub(v).intoArray(z, place + 2 * toStep);
      u.add(w).intoArray(z, place + 3 * toStep);
      u.sub(w).intoArray(z, place + 4 * toStep);
      g3.intoArray(z, place + 5 * toStep);
    }
  }

  /// `Gᵀ m` of `count` lines of six, laid out as in {@link #weights}.
  static void weightSums(
      float[] x,
      int from,
      int next,
      int step,
      int count,
      float[] z,
      int to,
      int toNext,
      int toStep) {
    for (int n = 0; n < count; n++) {
      int at = from + n * next;
      FloatVector m1 = fromArray(FLOATS, x, at + step);
      FloatVector m2 = fromArray(FLOATS, x, at + 2 * step);
      FloatVector m3 = fromArray(FLOATS, x, at + 3 * step);
      FloatVector m4 = fromArray(FLOATS, x, at + 4 * step);
      FloatVector s = m1.add(m2).mul(-SIXTH);
      FloatVector p = m3.add(m4);
      FloatVector d = m2.sub(m1).mul(SIXTH);
      int place = to + n * toNext;
      fromArray(FLOATS, x, at)
          .fma(broadcast(FLOATS, 0.25f), p.fma(broadcast(FLOATS, TWENTY_FOURTH), s))
          .intoArray(z, place);
      m3.sub(m4).fma(broadcast(FLOATS, TWELFTH), d).intoArray(z, place + toStep);
      p.fma(broadcast(FLOATS, SIXTH), s)
          .add(fromArray(FLOATS, x, at + 5 * step))
          .intoArray(z, place + 2 * toStep);
    }
  }
}
