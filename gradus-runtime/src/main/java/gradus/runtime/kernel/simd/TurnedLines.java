package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static jdk.incubator.vector.FloatVector.fromArray;

import gradus.runtime.kernel.Epilogue;
import jdk.incubator.vector.FloatVector;

/// Results whose lanes are channels, a vector for each place, on their way to planes of channels.
final class TurnedLines {

  private TurnedLines() {}

  /// Zeroes `count` floats, a multiple of a vector's length.
  static void clear(float[] z, int at, int count) {
    FloatVector zero = FloatVector.zero(Lanes.FLOATS);
    for (int i = 0; i < count; i += LANES) {
      zero.intoArray(z, at + i);
    }
  }

  /// Floats of scratch space for lines of so many places.
  static int scratch(int count) {
    return LANES * pitch(count);
  }

  private static int pitch(int count) {
    return Math.ceilDiv(count, LANES) * LANES;
  }

  /// What an epilogue does to each of `count` channels: what it subtracts from them, then by what
  /// it multiplies them, then what it adds to them.
  static void numbers(Epilogue epilogue, int channel, int count, float[] work, int at) {
    for (int lane = 0; lane < count; lane++) {
      work[at + lane] = epilogue.minus(channel + lane);
      work[at + count + lane] = epilogue.times(channel + lane);
      work[at + 2 * count + lane] = epilogue.plus(channel + lane);
    }
  }

  /// All of an epilogue but what is added, and the rectifier after it, for `count` vectors.
  ///
  /// @param numbers where the numbers of the first lane lie, which are `apart` from each other
  static void finish(Epilogue e, float[] z, int at, int count, int numbers, int apart) {
    if (e == Epilogue.NONE) {
      return;
    }
    FloatVector minus = fromArray(FLOATS, z, numbers);
    FloatVector times = fromArray(FLOATS, z, numbers + apart);
    FloatVector plus = fromArray(FLOATS, z, numbers + 2 * apart);
    if (e.rectifies() && !e.adds()) {
      for (int i = at; i < at + count * LANES; i += LANES) {
        ElementaryLanes.relu(fromArray(FLOATS, z, i).sub(minus).mul(times).add(plus))
            .intoArray(z, i);
      }
    } else {
      for (int i = at; i < at + count * LANES; i += LANES) {
        fromArray(FLOATS, z, i).sub(minus).mul(times).add(plus).intoArray(z, i);
      }
    }
  }

  /// Turns a line of `count` results, `step` apart, so that places are lanes, and stores it, with
  /// what an epilogue adds. Up to a vector's places more are read.
  ///
  /// @param place of the line's first result in the first lane's channel, from `targetOffset` on
  /// @param plane from a channel's results to the next one's
  static void store(
      float[] work,
      int from,
      int step,
      int count,
      float[] target,
      int targetOffset,
      int place,
      int plane,
      int scratch,
      Epilogue epilogue) {
    int to = targetOffset + place;
    if (!epilogue.adds() && count >= LANES) {
      for (int x = 0; x < count; x += LANES) {
        int at = Math.min(x, count - LANES);
        Transposes.block(work, from + at * step, step, LANES - 1, target, to + at, plane);
      }
      return;
    }
    int pitch = pitch(count);
    for (int x = 0; x < count; x += LANES) {
      Transposes.block(work, from + x * step, step, LANES - 1, work, scratch + x, pitch);
    }
    for (int lane = 0; lane < LANES; lane++) {
      int line = scratch + lane * pitch;
      int at = to + lane * plane;
      if (epilogue.adds()) {
        int rest = epilogue.restAt() + place + lane * plane;
        EpilogueLoops.line(epilogue, work, line, rest, target, at, count);
      } else {
        Outlet.line(work, line, count, target, at, 1);
      }
    }
  }
}
