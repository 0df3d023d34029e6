package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static jdk.incubator.vector.FloatVector.fromArray;

import gradus.runtime.kernel.Epilogue;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// Where the results of a convolution go: planes of channels, image after image.
final class Outlet {

  /// Elements up to which a call of the JVM's own copy takes longer than the copy.
  private static final int SHORT = 128;

  /// Elements of one channel.
  final int plane;

  private final int height;
  private final int width;
  private final int channels;

  /// @param channels of an image
  Outlet(int channels, int depth, int height, int width) {
    this.channels = channels;
    this.plane = depth * height * width;
    this.height = height;
    this.width = width;
  }

  /// Elements of an image.
  int image() {
    return channels * plane;
  }

  /// Copies a block of results to where they belong.
  ///
  /// @param images how many images the sweep goes over
  /// @param from the place of the block's first result
  /// @param to one past the place of its last
  /// @param rows channels, `pitch` apart in the block
  /// @param first where the first of these channels begins in the first image
  /// @param restShift from a place in the target to that in what the epilogue adds
  void write(
      Sweep sweep,
      int images,
      int from,
      int to,
      int rows,
      float[] work,
      int block,
      int pitch,
      float[] target,
      int first,
      Epilogue epilogue,
      int restShift) {
    boolean whole = isWhole(sweep);
    int lines = whole ? 1 : sweep.z.count * sweep.y.count;
    int length = whole ? plane : sweep.x.count;
    boolean simple = !whole && sweep.fillsPlanes(width) && !epilogue.adds();
    int line = whole ? from / plane : sweep.lineBefore(from);
    for (int ready; line < lines * images; line += Math.max(1, ready)) {
      int start = whole ? line * plane : sweep.place(line / lines, line % lines);
      if (start >= to) {
        return;
      }
      int begin = Math.max(start, from);
      int count = Math.min(start + length, to) - begin;
      int at = first + line / lines * image() + (whole ? begin - start : 0);
      ready = simple && start >= from ? sweep.lines(start, lines - line % lines, to) : 0;
      if (ready > 0) {
        int source = block + start - from;
        int place = at + line % lines * width;
        for (int row = 0; row < rows; row++) {
          lines(sweep, ready, work, source + row * pitch, target, place + row * plane);
        }
        continue;
      }
      if (!whole) {
        int z = sweep.z.start + line % lines / sweep.y.count * sweep.z.stride;
        int y = sweep.y.start + line % lines % sweep.y.count * sweep.y.stride;
        at += (z * height + y) * width + sweep.x.start + (begin - start) * sweep.x.stride;
      }
      for (int row = 0; row < rows && count > 0; row++) {
        int source = block + row * pitch + begin - from;
        int place = at + row * plane;
        if (epilogue.adds()) {
          EpilogueLoops.line(epilogue, work, source, place + restShift, target, place, count);
        } else {
          line(work, source, count, target, place, sweep.x.stride);
        }
      }
    }
  }

  /// Whether the places of an image are those of its plane, one by one.
  private boolean isWhole(Sweep sweep) {
    return sweep.isDense() && sweep.results() == plane;
  }

  /// Copies lines that follow each other in the target.
  private static void lines(
      Sweep sweep, int lines, float[] work, int from, float[] target, int to) {
    int length = sweep.x.count;
    int pitch = sweep.linePitch();
    int end = to + lines * length;
    int source = from;
    int place = to;
    if (length < LANES) {
      // what a vector writes beyond its line is written again with the lines to come
      for (; place <= end - LANES; place += length, source += pitch) {
        fromArray(FLOATS, work, source).intoArray(target, place);
      }
    } else if (length <= 2 * LANES) {
      int last = length - LANES;
      for (; place < end; place += length, source += pitch) {
        fromArray(FLOATS, work, source).intoArray(target, place);
        fromArray(FLOATS, work, source + last).intoArray(target, place + last);
      }
    }
    for (; place < end; place += length, source += pitch) {
      line(work, source, length, target, place, 1);
    }
  }

  /// Copies `count` results, to places `stride` apart.
  static void line(float[] work, int from, int count, float[] target, int to, int stride) {
    if (stride > 1) {
      for (int i = 0; i < count; i++) {
        target[to + i * stride] = work[from + i];
      }
    } else if (count < LANES) {
      VectorMask<Float> inside = FLOATS.indexInRange(0, count);
      FloatVector.fromArray(FLOATS, work, from, inside).intoArray(target, to, inside);
    } else if (count <= SHORT) {
      for (int i = 0; i < count; i += LANES) {
        int at = Math.min(i, count - LANES); // the last vector may copy some once more
        fromArray(FLOATS, work, from + at).intoArray(target, to + at);
      }
    } else {
      System.arraycopy(work, from, target, to, count);
    }
  }
}
