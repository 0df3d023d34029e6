package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Tiles.LANES;
import static gradus.runtime.kernel.simd.Tiles.WIDTH;
import static jdk.incubator.vector.FloatVector.fromArray;

import gradus.runtime.kernel.ConvolutionShape;
import java.util.Arrays;
import jdk.incubator.vector.VectorMask;

/// Results of a convolution that share their taps: which weights they meet, where they read the
/// laid-out planes, and where they go.
///
/// Results stand side by side as the planes do (`pitch` apart from line to line), so that a tile
/// takes in the few positions between lines that belong to no result. Where that would waste too
/// much, the results are packed without gaps, and their windows gathered.
final class Sweep {

  /// How results stand side by side.
  enum Lie {
    /// As the planes do.
    GAPS,
    /// Without gaps.
    DENSE,
    /// As the one or the other, where tiles waste less.
    CHEAP
  }

  /// Rows of a tile whose multiply-adds take as long as gathering its windows one by one.
  private static final int DEAR = 16;

  final Slide.Comb z;
  final Slide.Comb y;
  final Slide.Comb x;

  /// Where step `k` reads, from the first channel of the group and the place of the result.
  final int[] table;

  /// The kernel position, as it lies in `w`, of every tap.
  final int[] weights;

  final boolean gathers;

  /// With `gathers`, where the results of all images read; else empty.
  final int[] places;

  private final int gathering;
  private final int furthest;
  private final int nearestLine;
  private final int furthestLine;
  private final int linePitch;
  private final int slicePitch;
  private final int imagePitch;

  Sweep(
      ConvolutionShape shape,
      Planes planes,
      int channels,
      int rows,
      Lie lie,
      Slide.Comb z,
      Slide.Comb y,
      Slide.Comb x) {
    this.z = z;
    this.y = y;
    this.x = x;
    weights = weights(shape, z, y, x);
    table = table(planes, channels, z, y, x);
    furthest = Arrays.stream(table).max().orElse(0);
    nearestLine = Arrays.stream(y.shifts).min().orElse(0);
    furthestLine = Arrays.stream(y.shifts).max().orElse(0);
    int wide = Math.ceilDiv(span(planes), WIDTH) * WIDTH;
    int narrow = Math.ceilDiv(planes.images * results(), WIDTH) * WIDTH;
    int pieces = Math.min(DEAR, Math.ceilDiv(WIDTH, Math.max(1, x.count)) + 1);
    boolean cheaper = terms() == 0 || (long) wide * rows > (long) narrow * (rows + pieces);
    gathers = lie == Lie.DENSE || (lie == Lie.CHEAP && cheaper);
    gathering = gathers ? pieces : 0;
    places = gathers ? places(planes) : new int[0];
    linePitch = gathers ? x.count : planes.width.size;
    slicePitch = linePitch * (gathers ? y.count : planes.height.size);
    imagePitch = gathers ? results() : planes.plane;
  }

  /// Results of one image.
  int results() {
    return z.count * y.count * x.count;
  }

  /// Whether places follow each other without gaps, each a result.
  boolean isDense() {
    return linePitch == x.count
        && (slicePitch == x.count * y.count || z.count == 1)
        && imagePitch == results();
  }

  /// Whether the results are all places, one by one, of a plane whose lines are `line` long.
  boolean fillsPlanes(int line) {
    return z.count == 1
        && z.start == 0
        && y.start == 0
        && y.stride == 1
        && x.stride == 1
        && x.count == line;
  }

  /// Places from line to line.
  int linePitch() {
    return linePitch;
  }

  /// How many of `most` lines end before the place `to`, the first of which starts at `place`.
  int lines(int place, int most, int to) {
    int room = to - place - x.count;
    return room < 0 ? 0 : Math.min(most, room / linePitch + 1);
  }

  /// Rows of a tile whose multiply-adds take as long as gathering its windows.
  int gathering() {
    return gathering;
  }

  /// The furthest that any step reads from a place.
  int furthest() {
    return furthest;
  }

  /// How many of `most` places, from `place` on, read neighbours.
  int run(int place, int most) {
    int count = Math.min(1, most);
    while (count < most && places[place + count] == places[place] + count) {
      count++;
    }
    return count;
  }

  /// Terms of each sum.
  int terms() {
    return table.length;
  }

  /// Places from the first result of the first image to the last of the last of `images`.
  int places(int images) {
    return (images - 1) * imagePitch
        + (z.count - 1) * slicePitch
        + (y.count - 1) * linePitch
        + x.count;
  }

  /// The place of the first result of a line.
  int place(int image, int line) {
    return image * imagePitch + line / y.count * slicePitch + line % y.count * linePitch;
  }

  /// The last line, counted over images, that starts at or before a place.
  int lineBefore(int place) {
    int rest = place % imagePitch;
    int line = Math.min(rest / slicePitch, z.count - 1) * y.count;
    line += Math.min((rest - line / y.count * slicePitch) / linePitch, y.count - 1);
    return place / imagePitch * z.count * y.count + line;
  }

  /// The first line of the laid-out planes, of one slice, that a place or a later one reads.
  int firstLine(int place) {
    return lineBefore(place) + nearestLine;
  }

  /// The last line that a place or an earlier one reads.
  int lastLine(int place) {
    return lineBefore(place) + furthestLine;
  }

  /// Lays out what a tile's width of results from `place` on reads in the steps `from` to `to`.
  /// Pieces of neighbours are copied as whole vectors, of which later pieces overwrite the rest.
  void gather(
      int from, int to, int place, int images, float[] source, int copy, float[] work, int panel) {
    int width = Math.min(WIDTH, images * results() - place);
    boolean beyond = copy + places[place + width - 1] + furthest + LANES > source.length;
    for (int i = 0; i < width; ) {
      int count = beyond ? 1 : Math.min(run(place + i, width - i), LANES);
      int window = copy + places[place + i];
      if (beyond) {
        element(from, to, source, window, work, panel + i);
      } else if (i + LANES <= WIDTH) {
        piece(from, to, source, window, work, panel + i);
      } else {
        lastPiece(from, to, source, window, WIDTH - i, work, panel + i);
      }
      i += count;
    }
  }

  private void element(int from, int to, float[] source, int window, float[] work, int target) {
    for (int k = from; k < to; k++) {
      work[target + (k - from) * WIDTH] = source[window + table[k]];
    }
  }

  private void piece(int from, int to, float[] source, int window, float[] work, int target) {
    for (int k = from; k < to; k++) {
      fromArray(FLOATS, source, window + table[k]).intoArray(work, target + (k - from) * WIDTH);
    }
  }

  /// A piece whose vector would reach into the next step, of which so many numbers belong to it.
  private void lastPiece(
      int from, int to, float[] source, int window, int room, float[] work, int target) {
    VectorMask<Float> inside = FLOATS.indexInRange(0, room);
    for (int k = from; k < to; k++) {
      fromArray(FLOATS, source, window + table[k])
          .intoArray(work, target + (k - from) * WIDTH, inside);
    }
  }

  private int span(Planes planes) {
    return (planes.images - 1) * planes.plane
        + planes.at(z.count - 1, y.count - 1, x.count - 1)
        + 1;
  }

  private int[] places(Planes planes) {
    int[] all = new int[planes.images * results()];
    for (int i = 0; i < all.length; i++) {
      int rest = i % results();
      all[i] =
          i / results() * planes.plane
              + planes.at(rest / (y.count * x.count), rest / x.count % y.count, rest % x.count);
    }
    return all;
  }

  private static int[] weights(ConvolutionShape shape, Slide.Comb z, Slide.Comb y, Slide.Comb x) {
    int[] weights = new int[z.taps.length * y.taps.length * x.taps.length];
    int t = 0;
    for (int jz : z.taps) {
      for (int jy : y.taps) {
        for (int jx : x.taps) {
          int window = (jz * shape.height().kernel() + jy) * shape.width().kernel() + jx;
          weights[t++] = shape.weightPosition(window);
        }
      }
    }
    return weights;
  }

  private static int[] table(
      Planes planes, int channels, Slide.Comb z, Slide.Comb y, Slide.Comb x) {
    int[] table = new int[z.taps.length * y.taps.length * x.taps.length * channels];
    int k = 0;
    for (int tz = 0; tz < z.taps.length; tz++) {
      for (int ty = 0; ty < y.taps.length; ty++) {
        for (int tx = 0; tx < x.taps.length; tx++) {
          for (int c = 0; c < channels; c++) {
            table[k++] = c * planes.channelStride() + planes.tap(z, tz, y, ty, x, tx);
          }
        }
      }
    }
    return table;
  }
}
