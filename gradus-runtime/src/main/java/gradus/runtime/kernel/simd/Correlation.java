package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.Product.CHUNK;
import static gradus.runtime.kernel.simd.Tiles.ROWS;
import static gradus.runtime.kernel.simd.Tiles.WIDTH;

import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.thread.Partition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A convolution's forward direction, or its direction back to the input, as a matrix product whose
/// right side is never laid out: the weights are packed once, the source is copied with its
/// padding, and the tiles read the windows in place. Results are channels ("rows") by places.
///
/// A part's workspace holds, one after the other: the packed weights, the copy of some images, a
/// block of results, a tile, and a panel for gathered windows.
final class Correlation {

  /// From so many rows on windows that could be read in place are copied first: the copy is aligned
  /// and without gaps, and each tile down the rows reads it.
  private static final int MANY_ROWS = 4 * ROWS;

  private final Planes planes;
  private final Sweep[] sweeps;
  private final int batch;
  private final int groups;
  private final int channels;
  private final int rows;
  private final int sourceImage;
  private final int targetPlane;
  private final int targetHeight;
  private final int targetWidth;
  private final int kernelPlane;
  private final int groupWeights;
  private final int rowStride;
  private final int channelStride;

  /// Places that are computed before they are written out: the block stays in the nearest caches.
  private final int pitch;

  private final int copyAt;
  private final int blockAt;
  private final int tileAt;
  private final int panelAt;

  private Correlation(ConvolutionShape s, boolean forward, Slide depth, Slide height, Slide width) {
    batch = s.batch();
    groups = s.groups();
    channels = forward ? s.groupIn() : s.groupOut();
    rows = forward ? s.groupOut() : s.groupIn();
    sourceImage = groups * channels * depth.length * height.length * width.length;
    targetPlane = forward ? s.outPlane() : s.inPlane();
    targetHeight = forward ? s.height().out() : s.height().in();
    targetWidth = forward ? s.width().out() : s.width().in();
    kernelPlane = s.kernelPlane();
    rowStride = forward ? s.groupIn() * kernelPlane : kernelPlane;
    channelStride = forward ? kernelPlane : s.groupIn() * kernelPlane;
    planes = new Planes(depth, height, width, groups * channels, fold(depth, height, width));
    List<Sweep> all = new ArrayList<>();
    int weightFloats = 0;
    for (Slide.Comb z : depth.combs) {
      for (Slide.Comb y : height.combs) {
        for (Slide.Comb x : width.combs) {
          Sweep sweep = new Sweep(s, planes, channels, rows, z, y, x);
          all.add(sweep);
          weightFloats += Tiles.paddedRows(rows) * sweep.terms();
        }
      }
    }
    sweeps = all.toArray(Sweep[]::new);
    pitch = Math.clamp(8192 / (Tiles.paddedRows(rows) * WIDTH), 1, 16) * WIDTH;
    groupWeights = weightFloats;
    copyAt = Panels.whole(groups * groupWeights);
    blockAt = copyAt + Panels.whole(planes.floats());
    tileAt = blockAt + Panels.whole(Tiles.paddedRows(rows) * pitch);
    panelAt = tileAt + ROWS * WIDTH;
  }

  static Correlation forward(ConvolutionShape s) {
    return new Correlation(
        s, true, Slide.forward(s.depth()), Slide.forward(s.height()), Slide.forward(s.width()));
  }

  static Correlation backward(ConvolutionShape s) {
    return new Correlation(
        s, false, Slide.backward(s.depth()), Slide.backward(s.height()), Slide.backward(s.width()));
  }

  /// How many images to lay side by side: the number that wastes least of the tiles.
  private int fold(Slide depth, Slide height, Slide width) {
    if (height.combs.isEmpty()) {
      return 1;
    }
    int plane = depth.size * height.size * width.size;
    int lost = (height.size - height.combs.getFirst().count) * width.size;
    int best = 1;
    for (int images = 2; images <= Math.min(batch, 16); images++) {
      long tiles = Math.ceilDiv(images * plane - lost, WIDTH);
      if (tiles * best < (long) Math.ceilDiv(best * plane - lost, WIDTH) * images) {
        best = images;
      }
    }
    return best;
  }

  /// Floats of workspace for one part.
  int workspace() {
    return panelAt + CHUNK * WIDTH + Panels.SLACK;
  }

  /// Floats of all weights, packed.
  int packedSize() {
    return groups * groupWeights + Panels.SLACK;
  }

  /// Packs all weights, for {@link #runPacked}.
  void pack(float[] w, int wOffset, float[] packed, int packedOffset) {
    packWeights(0, groups * rows, w, wOffset, packed, Panels.align(packedOffset));
  }

  /// Computes one part: some images, or where there are fewer images than parts, some channels.
  void run(
      int part,
      int parts,
      float[] source,
      int sourceOffset,
      float[] w,
      int wOffset,
      float[] target,
      int targetOffset,
      float[] work,
      int workOffset) {
    int from = batch >= parts ? 0 : cut(part, parts);
    int to = batch >= parts ? groups * rows : cut(part + 1, parts);
    int base = Panels.align(workOffset);
    if (from < to) {
      packWeights(from, to, w, wOffset, work, base);
    }
    images(
        part, parts, source, sourceOffset, work, base, target, targetOffset, work, base + copyAt);
  }

  /// As {@link #run}, from packed weights.
  void runPacked(
      int part,
      int parts,
      float[] source,
      int sourceOffset,
      float[] packed,
      int packedOffset,
      float[] target,
      int targetOffset,
      float[] work,
      int workOffset) {
    int weights = Panels.align(packedOffset);
    int copy = Panels.align(workOffset) + copyAt;
    images(part, parts, source, sourceOffset, packed, weights, target, targetOffset, work, copy);
  }

  /// The first channel of a part of a small batch: a multiple of a tile's rows within its group.
  private int cut(int part, int parts) {
    int channel = Partition.start(groups * rows, part, parts);
    return channel == groups * rows ? channel : channel - channel % rows % ROWS;
  }

  private void images(
      int part,
      int parts,
      float[] source,
      int sourceOffset,
      float[] weights,
      int weightsAt,
      float[] target,
      int targetOffset,
      float[] work,
      int copy) {
    boolean byImage = batch >= parts;
    int all = groups * rows;
    int from = byImage ? 0 : cut(part, parts);
    int to = byImage ? all : cut(part + 1, parts);
    int imageTo = byImage ? Partition.start(batch, part + 1, parts) : batch;
    for (int i = byImage ? Partition.start(batch, part, parts) : 0;
        i < imageTo && from < to;
        i += planes.images) {
      int images = Math.min(planes.images, imageTo - i);
      for (int n = 0; n < images; n++) {
        planes.copy(
            source,
            sourceOffset + (i + n) * sourceImage,
            from / rows * channels,
            Math.ceilDiv(to, rows) * channels,
            n,
            work,
            copy);
      }
      int first = targetOffset + i * all * targetPlane;
      sweepGroups(images, from, to, target, first, weights, weightsAt, work, copy);
    }
  }

  /// Packs the weights of some channels, each to its place among all.
  private void packWeights(int from, int to, float[] w, int wOffset, float[] packed, int packedAt) {
    for (int group = from / rows; group * rows < to; group++) {
      int rowTo = Math.min(rows, to - group * rows);
      int first = wOffset + group * rows * channels * kernelPlane;
      int at = packedAt + group * groupWeights;
      for (Sweep sweep : sweeps) {
        for (int row = Math.max(0, from - group * rows); row < rowTo; ) {
          int height = Tiles.height(rows - row);
          int valid = Math.min(height, rows - row);
          int place = at + row * sweep.terms();
          packRows(sweep, w, first + row * rowStride, valid, height, packed, place);
          row += height;
        }
        at += Tiles.paddedRows(rows) * sweep.terms();
      }
    }
  }

  private void packRows(
      Sweep sweep, float[] w, int first, int valid, int height, float[] work, int start) {
    int at = start;
    for (int position : sweep.weights) {
      for (int c = 0; c < channels; c++) {
        int from = first + c * channelStride + position;
        for (int r = 0; r < height; r++) {
          work[at++] = r < valid ? w[from + r * rowStride] : 0;
        }
      }
    }
  }

  private void sweepGroups(
      int images,
      int from,
      int to,
      float[] target,
      int first,
      float[] weights,
      int weightsAt,
      float[] work,
      int copyStart) {
    int base = copyStart - copyAt;
    for (int group = from / rows; group * rows < to; group++) {
      int rowFrom = Math.max(0, from - group * rows);
      int count = Math.min(rows, to - group * rows) - rowFrom;
      int plane = first + (group * rows + rowFrom) * targetPlane;
      int copy = copyStart + group * channels * planes.channelStride();
      int at = weightsAt + group * groupWeights;
      for (Sweep sweep : sweeps) {
        int own = at + rowFrom * sweep.terms();
        int places = sweep.results() == 0 ? 0 : sweep.places(images);
        for (int place = 0; place < places; place += pitch) {
          int end = Math.min(places, place + pitch);
          block(sweep, count, place, end, images, weights, own, work, base, copy);
          writeOut(sweep, place, end, count, work, base + blockAt, target, plane);
        }
        at += Tiles.paddedRows(rows) * sweep.terms();
      }
    }
  }

  /// Computes a block of places for all rows.
  private void block(
      Sweep sweep,
      int count,
      int from,
      int to,
      int images,
      float[] weights,
      int weightsAt,
      float[] work,
      int base,
      int copy) {
    int block = base + blockAt;
    if (sweep.terms() == 0) {
      Arrays.fill(work, block, block + Tiles.paddedRows(count) * pitch, 0);
    }
    for (int k = 0; k < sweep.terms(); k += CHUNK) {
      int end = Math.min(sweep.terms(), k + CHUNK);
      for (int place = from; place < to; place += WIDTH) {
        int target = block + place - from;
        if (sweep.gathers || count >= MANY_ROWS) {
          int panel = base + panelAt;
          if (sweep.gathers) {
            sweep.gather(k, end, place, images, work, copy, panel);
          } else {
            Panels.copyWindows(work, copy + place, sweep.table, k, end, work, panel);
          }
          rows(
              sweep,
              count,
              k,
              0,
              end - k,
              weights,
              weightsAt,
              work,
              panel,
              Panels.PACKED,
              base,
              target);
        } else {
          rows(
              sweep,
              count,
              k,
              k,
              end,
              weights,
              weightsAt,
              work,
              copy + place,
              sweep.table,
              base,
              target);
        }
      }
    }
  }

  /// Runs the tiles of one width of places down the rows, for the chunk that starts at `k`.
  private void rows(
      Sweep sweep,
      int count,
      int k,
      int tableFrom,
      int tableTo,
      float[] weights,
      int weightsAt,
      float[] work,
      int source,
      int[] table,
      int base,
      int target) {
    int a = weightsAt;
    for (int row = 0; row < count; ) {
      int height = Tiles.height(count - row);
      int to = target + row * pitch;
      if (k == 0) {
        Tiles.run(height, weights, a, work, source, table, tableFrom, tableTo, work, to, pitch);
      } else {
        int tile = base + tileAt;
        int from = a + k * height;
        Tiles.run(
            height, weights, from, work, source, table, tableFrom, tableTo, work, tile, WIDTH);
        Panels.merge(false, work, tile, height, WIDTH, work, to, pitch);
      }
      a += height * sweep.terms();
      row += height;
    }
  }

  /// Copies the results of a block to where they belong, line by line.
  private void writeOut(
      Sweep sweep,
      int from,
      int to,
      int count,
      float[] work,
      int block,
      float[] target,
      int plane) {
    int lines = sweep.z.count * sweep.y.count;
    for (int u = sweep.lineBefore(from); u < lines * planes.images; u++) {
      int start = sweep.place(u / lines, u % lines);
      if (start >= to) {
        return;
      }
      int first = Math.max(start, from);
      int length = Math.min(start + sweep.x.count, to) - first;
      int z = sweep.z.start + u % lines / sweep.y.count * sweep.z.stride;
      int y = sweep.y.start + u % lines % sweep.y.count * sweep.y.stride;
      int x = sweep.x.start + (first - start) * sweep.x.stride;
      int at = plane + u / lines * groups * rows * targetPlane;
      at += (z * targetHeight + y) * targetWidth + x;
      for (int row = 0; row < count; row++) {
        int source = block + row * pitch + first - from;
        writeLine(work, source, length, target, at + row * targetPlane, sweep.x.stride);
      }
    }
  }

  private static void writeLine(
      float[] work, int from, int length, float[] target, int to, int stride) {
    if (stride == 1 && length > 0) {
      System.arraycopy(work, from, target, to, length);
    } else {
      for (int i = 0; i < length; i++) {
        target[to + i * stride] = work[from + i];
      }
    }
  }
}
