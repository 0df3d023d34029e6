package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.Product.CHUNK;
import static gradus.runtime.kernel.simd.Tiles.ROWS;
import static gradus.runtime.kernel.simd.Tiles.WIDTH;

import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.Epilogue;
import gradus.runtime.thread.Partition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A convolution's forward direction, or its direction back to the input, as a matrix product whose
/// right side is never laid out: the weights are packed once, the source is copied with its padding
/// where it has any, and the tiles read the windows in place or from panels of a few. Results are
/// channels ("rows") by places.
///
/// A part's workspace holds, one after the other: the packed weights, the copy of some images, a
/// block of results, a tile, and panels for the windows of a block.
final class Correlation {

  /// From so many rows on windows that could be read in place are copied first: the copy is aligned
  /// and without gaps, and each tile down the rows reads it.
  private static final int MANY_ROWS = 4 * ROWS;

  /// Floats of a block's results and panels: they stay in the second-level cache, and large
  /// weights, which do not, are read once for each block.
  private static final int NEAR = 64 * 1024;

  private final Planes planes;
  private final Sweep[] sweeps;
  private final int batch;
  private final int groups;
  private final int channels;
  private final int rows;
  private final int sourceImage;
  private final Outlet outlet;
  private final boolean reads;
  private final WeightPacking packing;

  /// Places that are computed before they are written out: the block stays in the nearest caches.
  private final int pitch;

  private final int copyAt;
  private final int blockAt;
  private final int tileAt;
  private final int panelAt;
  private final int panelFloats;

  private Correlation(ConvolutionShape s, boolean forward, Slide depth, Slide height, Slide width) {
    batch = s.batch();
    groups = s.groups();
    channels = forward ? s.groupIn() : s.groupOut();
    rows = forward ? s.groupOut() : s.groupIn();
    sourceImage = groups * channels * depth.length * height.length * width.length;
    outlet =
        forward
            ? new Outlet(s.outChannels(), s.depth().out(), s.height().out(), s.width().out())
            : new Outlet(s.inChannels(), s.depth().in(), s.height().in(), s.width().in());
    planes = Planes.folded(depth, height, width, groups * channels, batch);
    List<Sweep> all = new ArrayList<>();
    int terms = 1;
    int places = 1;
    for (Slide.Comb z : depth.combs) {
      for (Slide.Comb y : height.combs) {
        for (Slide.Comb x : width.combs) {
          Sweep sweep = new Sweep(s, planes, channels, rows, z, y, x);
          all.add(sweep);
          terms = Math.max(terms, Math.min(CHUNK, sweep.terms()));
          places = Math.max(places, sweep.places(planes.images));
        }
      }
    }
    sweeps = all.toArray(Sweep[]::new);
    reads = planes.isSource();
    int most = Math.min(16, Math.ceilDiv(places, WIDTH));
    pitch = Math.clamp(NEAR / ((Tiles.paddedRows(rows) + terms) * WIDTH), 1, most) * WIDTH;
    packing = new WeightPacking(s, forward, sweeps);
    copyAt = Panels.whole(groups * packing.group());
    blockAt = copyAt + (reads ? 0 : Panels.whole(planes.floats()));
    tileAt = blockAt + Panels.whole(Tiles.paddedRows(rows) * pitch);
    panelAt = tileAt + ROWS * WIDTH;
    panelFloats = terms * pitch;
  }

  static Correlation forward(ConvolutionShape s) {
    return new Correlation(
        s, true, Slide.forward(s.depth()), Slide.forward(s.height()), Slide.forward(s.width()));
  }

  static Correlation backward(ConvolutionShape s) {
    return new Correlation(
        s, false, Slide.backward(s.depth()), Slide.backward(s.height()), Slide.backward(s.width()));
  }

  /// Floats of workspace for one part.
  int workspace() {
    return panelAt + panelFloats + Panels.SLACK;
  }

  /// Floats of all weights, packed.
  int packedSize() {
    return groups * packing.group() + Panels.SLACK;
  }

  /// Packs all weights, for {@link #runPacked}.
  void pack(float[] w, int wOffset, float[] packed, int packedOffset) {
    packing.pack(0, groups * rows, w, wOffset, packed, Panels.align(packedOffset));
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
      int workOffset,
      Epilogue epilogue) {
    int from = batch >= parts ? 0 : cut(part, parts);
    int to = batch >= parts ? groups * rows : cut(part + 1, parts);
    int base = Panels.align(workOffset);
    if (from < to) {
      packing.pack(from, to, w, wOffset, work, base);
    }
    images(
        part, parts, source, sourceOffset, work, base, target, targetOffset, work, base, epilogue);
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
      int workOffset,
      Epilogue epilogue) {
    int weights = Panels.align(packedOffset);
    int base = Panels.align(workOffset);
    images(
        part,
        parts,
        source,
        sourceOffset,
        packed,
        weights,
        target,
        targetOffset,
        work,
        base,
        epilogue);
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
      int base,
      Epilogue epilogue) {
    boolean byImage = batch >= parts;
    int from = byImage ? 0 : cut(part, parts);
    int to = byImage ? groups * rows : cut(part + 1, parts);
    int imageTo = byImage ? Partition.start(batch, part + 1, parts) : batch;
    int restShift = epilogue.restAt() - targetOffset;
    for (int i = byImage ? Partition.start(batch, part, parts) : 0;
        i < imageTo && from < to;
        i += planes.images) {
      int images = Math.min(planes.images, imageTo - i);
      int at = sourceOffset + i * sourceImage;
      for (int n = 0; n < images && !reads; n++) {
        int firstChannel = from / rows * channels;
        int lastChannel = Math.ceilDiv(to, rows) * channels;
        int image = at + n * sourceImage;
        planes.copy(source, image, firstChannel, lastChannel, n, work, base + copyAt);
      }
      sweepGroups(
          images,
          from,
          to,
          reads ? source : work,
          reads ? at : base + copyAt,
          weights,
          weightsAt,
          work,
          base,
          target,
          targetOffset + i * outlet.image(),
          epilogue,
          restShift);
    }
  }

  private void sweepGroups(
      int images,
      int from,
      int to,
      float[] source,
      int sourceAt,
      float[] weights,
      int weightsAt,
      float[] work,
      int base,
      float[] target,
      int first,
      Epilogue epilogue,
      int restShift) {
    int block = base + blockAt;
    for (int group = from / rows; group * rows < to; group++) {
      int rowFrom = Math.max(0, from - group * rows);
      int count = Math.min(rows, to - group * rows) - rowFrom;
      int channel = group * rows + rowFrom;
      int plane = first + channel * outlet.plane;
      int copy = sourceAt + group * channels * planes.channelStride();
      int at = weightsAt + group * packing.group();
      for (Sweep sweep : sweeps) {
        int own = at + rowFrom * sweep.terms();
        int places = sweep.results() == 0 ? 0 : sweep.places(images);
        for (int place = 0; place < places; place += pitch) {
          int end = Math.min(places, place + pitch);
          block(sweep, count, place, end, images, weights, own, source, copy, work, base);
          EpilogueLoops.rows(epilogue, channel, work, block, pitch, count, end - place);
          outlet.write(
              sweep, images, place, end, count, work, block, pitch, target, plane, epilogue,
              restShift);
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
      float[] source,
      int copy,
      float[] work,
      int base) {
    int block = base + blockAt;
    if (sweep.terms() == 0) {
      Arrays.fill(work, block, block + Tiles.paddedRows(count) * pitch, 0);
    }
    boolean copies = sweep.gathers || reads || count >= MANY_ROWS;
    for (int k = 0; k < sweep.terms(); k += CHUNK) {
      if (copies) {
        panels(sweep, k, from, to, images, source, copy, work, base + panelAt);
        fromPanels(sweep, count, k, from, to, weights, weightsAt, work, base);
      } else {
        for (int place = from; place < to; place += WIDTH) {
          int target = block + place - from;
          inPlace(sweep, count, k, weights, weightsAt, source, copy + place, work, base, target);
        }
      }
    }
  }

  /// Lays out what the tiles of a block read in the chunk that starts at `k`, tile after tile.
  private static void panels(
      Sweep sweep,
      int k,
      int from,
      int to,
      int images,
      float[] source,
      int copy,
      float[] work,
      int panels) {
    int end = Math.min(sweep.terms(), k + CHUNK);
    for (int place = from; place < to; place += WIDTH) {
      int panel = panels + (place - from) * (end - k);
      if (sweep.gathers) {
        sweep.gather(k, end, place, images, source, copy, work, panel);
      } else {
        int valid = sweep.places(images) - place;
        Panels.copyWindows(source, copy + place, sweep.table, k, end, valid, work, panel);
      }
    }
  }

  /// Runs all tiles of a block from its panels: each tile's height of weights, which may be far
  /// away, goes through all panels, which are near.
  private void fromPanels(
      Sweep sweep,
      int count,
      int k,
      int from,
      int to,
      float[] weights,
      int weightsAt,
      float[] work,
      int base) {
    int steps = Math.min(sweep.terms(), k + CHUNK) - k;
    int a = weightsAt;
    for (int row = 0; row < count; ) {
      int height = Tiles.height(count - row);
      int target = base + blockAt + row * pitch;
      int own = a + k * height;
      for (int place = from; place < to; place += WIDTH) {
        int panel = base + panelAt + (place - from) * steps;
        int at = target + place - from;
        tile(height, k, weights, own, work, panel, Panels.PACKED, 0, steps, work, base, at);
      }
      a += height * sweep.terms();
      row += height;
    }
  }

  /// Runs the tiles of one width of places down the rows, with the windows read in place.
  private void inPlace(
      Sweep sweep,
      int count,
      int k,
      float[] weights,
      int weightsAt,
      float[] source,
      int window,
      float[] work,
      int base,
      int target) {
    int end = Math.min(sweep.terms(), k + CHUNK);
    int a = weightsAt;
    for (int row = 0; row < count; ) {
      int height = Tiles.height(count - row);
      int own = a + k * height;
      int at = target + row * pitch;
      tile(height, k, weights, own, source, window, sweep.table, k, end, work, base, at);
      a += height * sweep.terms();
      row += height;
    }
  }

  /// Runs one tile and stores it, or adds it to the chunks before.
  private void tile(
      int height,
      int k,
      float[] weights,
      int a,
      float[] source,
      int window,
      int[] table,
      int from,
      int to,
      float[] work,
      int base,
      int target) {
    if (k == 0) {
      Tiles.run(height, weights, a, source, window, table, from, to, work, target, pitch);
    } else {
      int tile = base + tileAt;
      Tiles.run(height, weights, a, source, window, table, from, to, work, tile, WIDTH);
      Panels.merge(false, work, tile, height, WIDTH, work, target, pitch);
    }
  }
}
