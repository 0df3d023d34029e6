package gradus.runtime.kernel.scalar;

import gradus.runtime.kernel.PoolShape;
import gradus.runtime.thread.Partition;
import java.util.Arrays;

/// Pooling in f64, in plain loops over planes and windows.
final class DoublePools {

  private DoublePools() {}

  static void max(
      PoolShape s, int part, int parts, double[] x, int xOffset, double[] y, int yOffset) {
    int to = Partition.start(s.planes(), part + 1, parts);
    for (int plane = Partition.start(s.planes(), part, parts); plane < to; plane++) {
      int start = xOffset + plane * s.inPlane();
      for (int o = 0; o < s.outPlane(); o++) {
        int best = maxIn(s, o, x, start);
        y[yOffset + plane * s.outPlane() + o] =
            best < 0 ? Double.NEGATIVE_INFINITY : x[start + best];
      }
    }
  }

  static void indices(
      PoolShape s, int part, int parts, double[] x, int xOffset, long[] indices, int iOffset) {
    int to = Partition.start(s.planes(), part + 1, parts);
    for (int plane = Partition.start(s.planes(), part, parts); plane < to; plane++) {
      for (int o = 0; o < s.outPlane(); o++) {
        indices[iOffset + plane * s.outPlane() + o] = maxIn(s, o, x, xOffset + plane * s.inPlane());
      }
    }
  }

  static void maxBackward(
      PoolShape s,
      int part,
      int parts,
      double[] yBar,
      int yOffset,
      long[] indices,
      int iOffset,
      double[] xBar,
      int xOffset) {
    int to = Partition.start(s.planes(), part + 1, parts);
    for (int plane = Partition.start(s.planes(), part, parts); plane < to; plane++) {
      int start = xOffset + plane * s.inPlane();
      Arrays.fill(xBar, start, start + s.inPlane(), 0);
      for (int o = plane * s.outPlane(); o < (plane + 1) * s.outPlane(); o++) {
        int best = (int) indices[iOffset + o];
        if (best >= 0) {
          xBar[start + best] += yBar[yOffset + o];
        }
      }
    }
  }

  static void maxBackward(
      PoolShape s,
      int part,
      int parts,
      double[] yBar,
      int yOffset,
      double[] x,
      int xOffset,
      double[] xBar,
      int xBarOffset) {
    int to = Partition.start(s.planes(), part + 1, parts);
    for (int plane = Partition.start(s.planes(), part, parts); plane < to; plane++) {
      int start = xBarOffset + plane * s.inPlane();
      Arrays.fill(xBar, start, start + s.inPlane(), 0);
      for (int o = 0; o < s.outPlane(); o++) {
        int best = maxIn(s, o, x, xOffset + plane * s.inPlane());
        if (best >= 0) {
          xBar[start + best] += yBar[yOffset + plane * s.outPlane() + o];
        }
      }
    }
  }

  /// Where in its plane the maximum of window `o` lies, or −1.
  private static int maxIn(PoolShape s, int o, double[] x, int plane) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    int ox = o % s.width().out();
    int oy = o / s.width().out() % s.height().out();
    int oz = o / s.width().out() / s.height().out();
    for (int jz = s.depth().firstInside(oz); jz < s.depth().endInside(oz); jz++) {
      for (int jy = s.height().firstInside(oy); jy < s.height().endInside(oy); jy++) {
        int row = s.depth().position(oz, jz) * s.height().in() + s.height().position(oy, jy);
        for (int jx = s.width().firstInside(ox); jx < s.width().endInside(ox); jx++) {
          int at = row * s.width().in() + s.width().position(ox, jx);
          double value = x[plane + at];
          if (best < 0 || value > most || (Double.isNaN(value) && !Double.isNaN(most))) {
            best = at;
            most = value;
          }
        }
      }
    }
    return best;
  }

  static void average(
      PoolShape s,
      boolean includePad,
      int part,
      int parts,
      double[] x,
      int xOffset,
      double[] y,
      int yOffset) {
    int to = Partition.start(s.planes(), part + 1, parts);
    for (int plane = Partition.start(s.planes(), part, parts); plane < to; plane++) {
      for (int o = 0; o < s.outPlane(); o++) {
        y[yOffset + plane * s.outPlane() + o] =
            sumIn(s, o, x, xOffset + plane * s.inPlane()) / s.count(o, includePad);
      }
    }
  }

  private static double sumIn(PoolShape s, int o, double[] x, int plane) {
    double sum = 0;
    boolean first = true;
    int ox = o % s.width().out();
    int oy = o / s.width().out() % s.height().out();
    int oz = o / s.width().out() / s.height().out();
    for (int jz = s.depth().firstInside(oz); jz < s.depth().endInside(oz); jz++) {
      for (int jy = s.height().firstInside(oy); jy < s.height().endInside(oy); jy++) {
        int row = s.depth().position(oz, jz) * s.height().in() + s.height().position(oy, jy);
        for (int jx = s.width().firstInside(ox); jx < s.width().endInside(ox); jx++) {
          double value = x[plane + row * s.width().in() + s.width().position(ox, jx)];
          sum = first ? value : sum + value;
          first = false;
        }
      }
    }
    return sum;
  }

  static void averageBackward(
      PoolShape s,
      boolean includePad,
      int part,
      int parts,
      double[] yBar,
      int yOffset,
      double[] xBar,
      int xOffset) {
    int to = Partition.start(s.planes(), part + 1, parts);
    for (int plane = Partition.start(s.planes(), part, parts); plane < to; plane++) {
      int start = xOffset + plane * s.inPlane();
      Arrays.fill(xBar, start, start + s.inPlane(), 0);
      for (int o = 0; o < s.outPlane(); o++) {
        double share = yBar[yOffset + plane * s.outPlane() + o] / s.count(o, includePad);
        spread(s, o, share, xBar, start);
      }
    }
  }

  private static void spread(PoolShape s, int o, double share, double[] xBar, int plane) {
    int ox = o % s.width().out();
    int oy = o / s.width().out() % s.height().out();
    int oz = o / s.width().out() / s.height().out();
    for (int jz = s.depth().firstInside(oz); jz < s.depth().endInside(oz); jz++) {
      for (int jy = s.height().firstInside(oy); jy < s.height().endInside(oy); jy++) {
        int row = s.depth().position(oz, jz) * s.height().in() + s.height().position(oy, jy);
        for (int jx = s.width().firstInside(ox); jx < s.width().endInside(ox); jx++) {
          xBar[plane + row * s.width().in() + s.width().position(ox, jx)] += share;
        }
      }
    }
  }
}
