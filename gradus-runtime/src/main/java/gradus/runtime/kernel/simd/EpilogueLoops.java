package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static jdk.incubator.vector.FloatVector.fromArray;

import gradus.runtime.kernel.Elementary;
import gradus.runtime.kernel.Epilogue;

/// The loops of an {@link Epilogue}: what depends on the channel alone in the block of results,
/// while it is in the nearest cache, and the rest where the results go.
final class EpilogueLoops {

  private EpilogueLoops() {}

  /// All but what is added, and the rectifier after it. Rows are channels from `channel` on,
  /// `pitch` apart; whole vectors are changed, so up to a vector beyond `count`.
  static void rows(Epilogue e, int channel, float[] block, int at, int pitch, int rows, int count) {
    if (e == Epilogue.NONE) {
      return;
    }
    boolean last = e.rectifies() && !e.adds();
    for (int r = 0; r < rows; r++) {
      int c = channel + r;
      if (last) {
        rectified(block, at + r * pitch, count, e.minus(c), e.times(c), e.plus(c));
      } else {
        affine(block, at + r * pitch, count, e.minus(c), e.times(c), e.plus(c));
      }
    }
  }

  private static void affine(float[] z, int at, int count, float minus, float times, float plus) {
    for (int i = 0; i < count; i += LANES) {
      fromArray(FLOATS, z, at + i).sub(minus).mul(times).add(plus).intoArray(z, at + i);
    }
  }

  private static void rectified(
      float[] z, int at, int count, float minus, float times, float plus) {
    for (int i = 0; i < count; i += LANES) {
      ElementaryLanes.relu(fromArray(FLOATS, z, at + i).sub(minus).mul(times).add(plus))
          .intoArray(z, at + i);
    }
  }

  /// Writes a line of results with what is added, of which the line begins at `restAt`.
  static void line(Epilogue e, float[] x, int xo, int restAt, float[] z, int zo, int n) {
    if (e.rectifies()) {
      addRectified(x, xo, e.rest(), restAt, z, zo, n);
    } else {
      BinaryLoops.add(x, xo, e.rest(), restAt, z, zo, n);
    }
  }

  /// Adds and rectifies in place `n` results of neighbouring channels, from `channel` on; the first
  /// one is number `place` of all.
  static void across(Epilogue e, int channel, float[] z, int at, int place, int n) {
    float[] plus = e.plusValues();
    if (plus.length > 0) {
      int from = e.plusAt() + channel;
      if (e.rectifies() && !e.adds()) {
        addRectified(z, at, plus, from, z, at, n);
        return;
      }
      BinaryLoops.add(z, at, plus, from, z, at, n);
    }
    if (e.adds()) {
      line(e, z, at, e.restAt() + place, z, at, n);
    } else if (e.rectifies()) {
      UnaryLoops.relu(z, at, z, at, n);
    }
  }

  private static void addRectified(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ElementaryLanes.relu(fromArray(FLOATS, x, xo + i).add(fromArray(FLOATS, y, yo + i)))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Elementary.relu(x[xo + i] + y[yo + i]);
    }
  }
}
