package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/// The copy of some images with their padding, in which a tile reads any tap of neighbouring
/// results as neighbours. Layout: `[channel, phase, image, depth, height, width]`.
final class Planes {

  private static final VectorShuffle<Float> EVEN = VectorShuffle.makeUnzip(FLOATS, 0);

  final Slide depth;
  final Slide height;
  final Slide width;
  final int channels;
  final int images;

  /// Elements of one image of one phase of one channel.
  final int plane;

  /// `channels` channels of up to `images` images at a time.
  Planes(Slide depth, Slide height, Slide width, int channels, int images) {
    this.depth = depth;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.images = images;
    plane = depth.size * height.size * width.size;
  }

  /// The same for up to `batch` images at a time: as many as waste least of the tiles.
  static Planes folded(Slide depth, Slide height, Slide width, int channels, int batch) {
    return new Planes(depth, height, width, channels, fold(batch, depth, height, width));
  }

  private static int fold(int batch, Slide depth, Slide height, Slide width) {
    if (height.combs.isEmpty()) {
      return 1;
    }
    int plane = depth.size * height.size * width.size;
    int lost = (height.size - height.combs.getFirst().count) * width.size;
    int best = 1;
    for (int images = 2; images <= Math.min(batch, 16); images++) {
      long tiles = Math.ceilDiv(images * plane - lost, Tiles.WIDTH);
      if (tiles * best < (long) Math.ceilDiv(best * plane - lost, Tiles.WIDTH) * images) {
        best = images;
      }
    }
    return best;
  }

  /// Floats of the copy; tiles may read up to one tile's width beyond what they use.
  int floats() {
    return channels * channelStride() + Tiles.WIDTH;
  }

  /// Whether the copy would be the source itself, so that none is needed.
  boolean isSource() {
    return images == 1 && isSource(depth) && isSource(height) && isSource(width);
  }

  private static boolean isSource(Slide axis) {
    return axis.low == 0 && axis.step == 1 && axis.phases == 1 && axis.size == axis.length;
  }

  int channelStride() {
    return phaseStride() * depth.phases * height.phases * width.phases;
  }

  int phaseStride() {
    return images * plane;
  }

  /// Where, from the start of a channel, the first result of three combs reads three of their taps.
  int tap(Slide.Comb z, int tz, Slide.Comb y, int ty, Slide.Comb x, int tx) {
    int phase = (z.phases[tz] * height.phases + y.phases[ty]) * width.phases + x.phases[tx];
    return phase * phaseStride() + at(z.shifts[tz], y.shifts[ty], x.shifts[tx]);
  }

  /// The offset of a position within a plane.
  int at(int z, int y, int x) {
    return (z * height.size + y) * width.size + x;
  }

  /// Copies the channels `from` to `to` of one image into place `image`.
  void copy(
      float[] source, int imageOffset, int from, int to, int image, float[] target, int offset) {
    copy(source, imageOffset, from, to, image, 0, height.size, target, offset);
  }

  /// As `copy`, of the lines `first` to `end` of each slice alone.
  void copy(
      float[] source,
      int imageOffset,
      int from,
      int to,
      int image,
      int first,
      int end,
      float[] target,
      int offset) {
    int sourcePlane = depth.length * height.length * width.length;
    for (int c = from; c < to && plane > 0; c++) {
      int start = offset + c * channelStride() + image * plane;
      for (int fz = 0; fz < depth.phases; fz++) {
        for (int fy = 0; fy < height.phases; fy++) {
          for (int fx = 0; fx < width.phases; fx++) {
            int channel = imageOffset + c * sourcePlane;
            copyPhase(source, channel, fz, fy, fx, first, end, target, start);
            start += phaseStride();
          }
        }
      }
    }
  }

  private void copyPhase(
      float[] source,
      int channel,
      int fz,
      int fy,
      int fx,
      int first,
      int end,
      float[] target,
      int start) {
    int left = width.low + fx;
    int from = Math.clamp(Math.ceilDiv(-left, width.step), 0, width.size);
    int to = Math.clamp(Math.ceilDiv(width.length - left, width.step), from, width.size);
    for (int qz = 0; qz < depth.size; qz++) {
      int z = depth.low + qz * depth.step + fz;
      int at = start + at(qz, first, 0);
      for (int qy = first; qy < end; qy++) {
        int y = height.low + qy * height.step + fy;
        if (z >= 0 && z < depth.length && y >= 0 && y < height.length) {
          int row = channel + (z * height.length + y) * width.length + left;
          copyRow(source, row, from, to, target, at);
        } else {
          clear(target, at, width.size);
        }
        at += width.size;
      }
    }
  }

  private void copyRow(float[] source, int row, int from, int to, float[] target, int at) {
    clear(target, at, from);
    if (width.step == 1) {
      Outlet.line(source, row + from, to - from, target, at + from, 1);
    } else if (width.step == 2) {
      everySecond(source, row + 2 * from, to - from, target, at + from);
    } else {
      for (int q = from; q < to; q++) {
        target[at + q] = source[row + q * width.step];
      }
    }
    clear(target, at + to, width.size - to);
  }

  /// Zeroes `count` floats, mostly fewer than a vector has.
  static void clear(float[] target, int at, int count) {
    FloatVector zero = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      zero.intoArray(target, at + i);
    }
    if (i < count) {
      zero.intoArray(target, at + i, FLOATS.indexInRange(i, count));
    }
  }

  /// Where there is one image, whole vectors are written: what is beyond the line is written later.
  private void everySecond(float[] source, int from, int count, float[] target, int at) {
    int whole = images == 1 ? count : count - LANES + 1;
    int i = 0;
    for (; i < whole && from + 2 * (i + LANES) <= source.length; i += LANES) {
      FloatVector low = fromArray(FLOATS, source, from + 2 * i);
      FloatVector high = fromArray(FLOATS, source, from + 2 * i + LANES);
      low.rearrange(EVEN, high).intoArray(target, at + i);
    }
    for (; i < count; i++) {
      target[at + i] = source[from + 2 * i];
    }
  }
}
