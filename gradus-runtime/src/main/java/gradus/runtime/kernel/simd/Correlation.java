package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.Product.CHUNK;

import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.Epilogue;
import gradus.runtime.thread.Partition;
import java.util.ArrayList;
import java.util.List;

/// A convolution's forward direction, or its direction back to the input, as a matrix product whose
/// right side is never laid out: the weights are packed once, the source is copied with its padding
/// where it has any, and {@link Blocks} of results are computed. Results are channels ("rows") by
/// places.
///
/// A part's workspace holds, one after the other: the packed weights, the copy of some images, and
/// the workspace of a block.
final class Correlation implements Direction {

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

  private final Blocks blocks;

  /// Channels that are not torn apart between parts.
  private final int unit;

  private final int copyAt;
  private final int blockAt;

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
    List<Sweep> lanes = sweeps(s, Sweep.Lie.CHEAP, depth, height, width);
    List<Sweep> gaps = sweeps(s, Sweep.Lie.GAPS, depth, height, width);
    boolean placesAreRows = RowBlocks.pay(rows, lanes, planes.images);
    boolean wide = !placesAreRows && WideBlocks.pay(rows, gaps, lanes, planes.images);
    List<Sweep> rest = wide ? gaps : lanes;
    sweeps =
        (placesAreRows ? sweeps(s, Sweep.Lie.DENSE, depth, height, width) : rest)
            .toArray(Sweep[]::new);
    int terms = 1;
    int places = 1;
    for (Sweep sweep : sweeps) {
      terms = Math.max(terms, Math.min(CHUNK, sweep.terms()));
      places = Math.max(places, sweep.places(planes.images));
    }
    reads = planes.isSource();
    blocks =
        placesAreRows
            ? new RowBlocks(rows, terms, places)
            : wide ? new WideBlocks(rows, places) : new LaneBlocks(rows, reads, terms, places);
    unit = blocks.height(rows);
    packing = new WeightPacking(s, forward, blocks, sweeps);
    copyAt = Panels.whole(groups * packing.group());
    blockAt = copyAt + (reads ? 0 : Panels.whole(planes.floats()));
  }

  private List<Sweep> sweeps(
      ConvolutionShape s, Sweep.Lie lie, Slide depth, Slide height, Slide width) {
    List<Sweep> all = new ArrayList<>();
    for (Slide.Comb z : depth.combs) {
      for (Slide.Comb y : height.combs) {
        for (Slide.Comb x : width.combs) {
          all.add(new Sweep(s, planes, channels, rows, lie, z, y, x));
        }
      }
    }
    return all;
  }

  static Correlation forward(ConvolutionShape s) {
    return new Correlation(
        s, true, Slide.forward(s.depth()), Slide.forward(s.height()), Slide.forward(s.width()));
  }

  static Correlation backward(ConvolutionShape s) {
    return new Correlation(
        s, false, Slide.backward(s.depth()), Slide.backward(s.height()), Slide.backward(s.width()));
  }

  @Override
  public int workspace() {
    return blockAt + Panels.whole(blocks.floats()) + Panels.SLACK;
  }

  @Override
  public int packedSize() {
    return groups * packing.group() + Panels.SLACK;
  }

  @Override
  public void pack(float[] w, int wOffset, float[] packed, int packedOffset) {
    packing.pack(0, groups * rows, w, wOffset, packed, Panels.align(packedOffset));
  }

  /// Multiply-adds of an image that tiles perform.
  long performed() {
    long all = 0;
    for (Sweep sweep : sweeps) {
      int wide = Math.ceilDiv(sweep.places(planes.images), Tiles.WIDTH) * Tiles.WIDTH;
      all += (long) wide * blocks.padded(rows) * sweep.terms();
    }
    return groups * all / planes.images;
  }

  /// Parts are some images each; where there are fewer images than parts, some places of each, or
  /// where the weights are much more than the source, some channels.
  @Override
  public void run(
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
    boolean byImage = batch >= parts;
    int from = byChannel(parts) ? cut(part, parts) : 0;
    int to = byChannel(parts) ? cut(part + 1, parts) : groups * rows;
    int base = Panels.align(workOffset);
    if (from < to) {
      packing.pack(from, to, w, wOffset, work, base);
    }
    images(
        byImage ? Partition.start(batch, part, parts) : 0,
        byImage ? Partition.start(batch, part + 1, parts) : batch,
        from,
        to,
        byPlace(parts) ? part : 0,
        byPlace(parts) ? parts : 1,
        source,
        sourceOffset,
        work,
        base,
        target,
        targetOffset,
        work,
        base,
        epilogue);
  }

  @Override
  public void runPacked(
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
    boolean byImage = batch >= parts;
    images(
        byImage ? Partition.start(batch, part, parts) : 0,
        byImage ? Partition.start(batch, part + 1, parts) : batch,
        byChannel(parts) ? cut(part, parts) : 0,
        byChannel(parts) ? cut(part + 1, parts) : groups * rows,
        byPlace(parts) ? part : 0,
        byPlace(parts) ? parts : 1,
        source,
        sourceOffset,
        packed,
        Panels.align(packedOffset),
        target,
        targetOffset,
        work,
        Panels.align(workOffset),
        epilogue);
  }

  /// Computes the images `first` to `end`.
  ///
  /// @param packed whether the weights are packed
  void runImages(
      int first,
      int end,
      float[] source,
      int sourceOffset,
      float[] w,
      int wOffset,
      boolean packed,
      float[] target,
      int targetOffset,
      float[] work,
      int workOffset,
      Epilogue epilogue) {
    int base = Panels.align(workOffset);
    if (!packed && first < end) {
      packing.pack(0, groups * rows, w, wOffset, work, base);
    }
    images(
        first,
        end,
        0,
        groups * rows,
        0,
        1,
        source,
        sourceOffset,
        packed ? w : work,
        packed ? Panels.align(wOffset) : base,
        target,
        targetOffset,
        work,
        base,
        epilogue);
  }

  /// Whether parts are some places of each image: then each part reads some of the source, which
  /// another layer has just written, and all weights, rather than all of the source and some
  /// weights.
  private boolean byPlace(int parts) {
    return batch < parts && 4L * sourceImage >= (long) groups * packing.group();
  }

  private boolean byChannel(int parts) {
    return batch < parts && !byPlace(parts);
  }

  /// The first channel of a part: a multiple of a tile's channels in its group.
  private int cut(int part, int parts) {
    int all = groups * rows;
    int channel = Partition.start(all, part, parts);
    return channel == all ? channel : channel - channel % rows % unit;
  }

  /// Computes the channels `from` to `to` of the images `first` to `end`: one of `parts` parts of
  /// the places of each.
  private void images(
      int first,
      int end,
      int from,
      int to,
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
    int restShift = epilogue.restAt() - targetOffset;
    for (int i = first; i < end && from < to; i += planes.images) {
      int images = Math.min(planes.images, end - i);
      int at = sourceOffset + i * sourceImage;
      for (int n = 0; n < images && !reads; n++) {
        int firstChannel = from / rows * channels;
        int lastChannel = Math.ceilDiv(to, rows) * channels;
        int image = at + n * sourceImage;
        int line = firstLine(part, parts);
        int endLine = endLine(part, parts);
        planes.copy(
            source, image, firstChannel, lastChannel, n, line, endLine, work, base + copyAt);
      }
      sweepGroups(
          images,
          from,
          to,
          part,
          parts,
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

  /// Whether a part of the places needs some lines of the laid-out source alone.
  private boolean byLine(int parts) {
    return parts > 1 && planes.images == 1 && planes.depth.size == 1;
  }

  /// The first line of the laid-out source that a part of the places reads.
  private int firstLine(int part, int parts) {
    int line = planes.height.size;
    for (int i = 0; i < sweeps.length && byLine(parts); i++) {
      int place = place(sweeps[i], 1, part, parts);
      line = Math.min(line, sweeps[i].results() == 0 ? line : sweeps[i].firstLine(place));
    }
    return byLine(parts) ? line : 0;
  }

  /// One past the last line that it reads.
  private int endLine(int part, int parts) {
    int end = 0;
    for (int i = 0; i < sweeps.length && byLine(parts); i++) {
      int last = place(sweeps[i], 1, part + 1, parts) - 1;
      end = Math.max(end, last < 0 ? end : sweeps[i].lastLine(last) + 1);
    }
    return byLine(parts) ? end : planes.height.size;
  }

  /// The first place of a part of the places of some images.
  private int place(Sweep sweep, int images, int part, int parts) {
    int all = sweep.results() == 0 ? 0 : sweep.places(images);
    return Partition.start(all, part, parts, blocks.grain());
  }

  private void sweepGroups(
      int images,
      int from,
      int to,
      int part,
      int parts,
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
    int pitch = blocks.pitch();
    for (int group = from / rows; group * rows < to; group++) {
      int rowFrom = Math.max(0, from - group * rows);
      int count = Math.min(rows, to - group * rows) - rowFrom;
      int channel = group * rows + rowFrom;
      int plane = first + channel * outlet.plane;
      int copy = sourceAt + group * channels * planes.channelStride();
      int at = weightsAt + group * packing.group();
      for (Sweep sweep : sweeps) {
        int own = at + rowFrom * sweep.terms();
        int last = place(sweep, images, part + 1, parts);
        int place = place(sweep, images, part, parts);
        for (int end; place < last; place = end) {
          end = Math.min(last, place + blocks.places());
          blocks.compute(sweep, count, place, end, images, weights, own, source, copy, work, block);
          for (int row = 0; row < count; row += blocks.channels()) {
            int some = Math.min(count - row, blocks.channels());
            blocks.lay(row, end - place, work, block);
            EpilogueLoops.rows(epilogue, channel + row, work, block, pitch, some, end - place);
            outlet.write(
                sweep,
                images,
                place,
                end,
                some,
                work,
                block,
                pitch,
                target,
                plane + row * outlet.plane,
                epilogue,
                restShift);
          }
        }
        at += packing.rows() * sweep.terms();
      }
    }
  }
}
