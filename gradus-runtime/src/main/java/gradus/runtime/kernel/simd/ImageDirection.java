package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.Product.CHUNK;
import static gradus.runtime.kernel.simd.Lanes.LANES;

import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.Epilogue;
import gradus.runtime.thread.Partition;

/// A convolution's forward direction without padding, or its direction back to the input, of which
/// whole vectors of images lie side by side: no lane is lost to gaps between lines, all vectors are
/// aligned, and back to the input lines and columns of the kernel that meet padding alone are left
/// out, which changes no bit where {@link gradus.runtime.kernel.ImageSums} says so. What is left
/// over, and weights that are not all finite, go through the {@link Correlation} (decision 0049).
///
/// A part's workspace holds the packed weights, the images side by side, and their results.
final class ImageDirection implements Direction {

  /// The most images side by side.
  private static final int MOST = 2 * LANES;

  /// Multiply-adds that take as long as turning an element.
  private static final int TURN = 12;

  private final Correlation few;
  private final int batch;
  private final int channels;
  private final int rows;
  private final ImagePlanes planes;
  private final Slide lines;
  private final Slide columns;
  private final Slide.Comb y;
  private final Slide.Comb x;

  /// How many places from a result each step reads, if it reads within the image.
  private final int[] table;

  /// Steps of a line of the kernel.
  private final int lineSteps;

  /// Rows of a tile.
  private final int height;

  private final int most;
  private final int targetPlane;
  private final ImageWeights packing;
  private final int imagesAt;
  private final int resultsAt;
  private final int floats;

  private ImageDirection(ConvolutionShape s, boolean forward, Correlation few) {
    this.few = few;
    batch = s.batch();
    channels = forward ? s.inChannels() : s.outChannels();
    rows = forward ? s.outChannels() : s.inChannels();
    lines = forward ? Slide.forward(s.height()) : Slide.backward(s.height());
    columns = forward ? Slide.forward(s.width()) : Slide.backward(s.width());
    y = lines.combs.getFirst();
    x = columns.combs.getFirst();
    planes = new ImagePlanes(Slide.whole(lines.length), columns, channels);
    lineSteps = x.taps.length * channels;
    table = new int[y.taps.length * lineSteps];
    for (int k = 0; k < table.length; k++) {
      int shift = lines.low + y.shifts[k / lineSteps];
      table[k] = k % channels * planes.plane + planes.at(shift, x.shifts[k % lineSteps / channels]);
    }
    height = height(rows);
    packing = new ImageWeights(s, forward, y, x, height);
    most = Math.min(MOST, batch / LANES * LANES);
    targetPlane = y.count * x.count;
    imagesAt = Panels.whole(packing.floats());
    resultsAt = imagesAt + Panels.whole(planes.floats(most));
    floats = resultsAt + packing.rows() * targetPlane * most;
  }

  static Direction forward(ConvolutionShape s) {
    boolean padded =
        s.height().padBefore() + s.height().padAfter() > 0
            || s.width().padBefore() + s.width().padAfter() > 0;
    Correlation few = Correlation.forward(s);
    return serves(s.outChannels(), s) && !padded ? best(new ImageDirection(s, true, few)) : few;
  }

  static Direction backward(ConvolutionShape s) {
    Correlation few = Correlation.backward(s);
    return serves(s.inChannels(), s) ? best(new ImageDirection(s, false, few)) : few;
  }

  /// Whether there are registers, images and rows for its tiles, and no more terms than a chunk
  /// has.
  private static boolean serves(int rows, ConvolutionShape s) {
    int terms = Math.max(s.inChannels(), s.outChannels()) * s.kernelPlane();
    int places = Math.min(s.width().in(), s.width().out());
    return WideTiles.exist()
        && s.batch() >= LANES
        && terms <= CHUNK
        && places * LANES >= ImageTiles.width(height(rows));
  }

  /// The one that takes less time, by multiply-adds that are performed.
  private static Direction best(ImageDirection images) {
    return images.performed() < images.few.performed() ? images : images.few;
  }

  private static int height(int rows) {
    return Math.ceilDiv(rows, 8) * 8 <= Math.ceilDiv(rows, 6) * 6 ? 8 : 6;
  }

  /// Multiply-adds of an image, or what takes as long.
  private long performed() {
    long taps = 0;
    for (int line = 0; line < y.count; line++) {
      taps += end(y, lines, line) - first(y, lines, line);
    }
    long turned = (long) channels * lines.length * columns.length + (long) rows * targetPlane;
    return taps * x.count * lineSteps * packing.rows() + TURN * turned;
  }

  @Override
  public int workspace() {
    return Math.max(few.workspace(), floats + Panels.SLACK);
  }

  @Override
  public int packedSize() {
    return imagesAt + few.packedSize() + Panels.SLACK;
  }

  @Override
  public void pack(float[] w, int wOffset, float[] packed, int packedOffset) {
    int at = Panels.align(packedOffset);
    packing.pack(w, wOffset, packed, at);
    few.pack(w, wOffset, packed, at + imagesAt);
  }

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
    int from = Partition.start(batch, part, parts);
    int to = Partition.start(batch, part + 1, parts);
    int base = Panels.align(workOffset);
    int next = from;
    if (takes(to - from, epilogue)) {
      packing.pack(w, wOffset, work, base);
      next =
          images(
              from,
              to,
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
    few.runImages(
        next,
        to,
        source,
        sourceOffset,
        w,
        wOffset,
        false,
        target,
        targetOffset,
        work,
        workOffset,
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
    int from = Partition.start(batch, part, parts);
    int to = Partition.start(batch, part + 1, parts);
    int at = Panels.align(packedOffset);
    int base = Panels.align(workOffset);
    int next = from;
    if (takes(to - from, epilogue)) {
      next =
          images(
              from,
              to,
              source,
              sourceOffset,
              packed,
              at,
              target,
              targetOffset,
              work,
              base,
              epilogue);
    }
    few.runImages(
        next,
        to,
        source,
        sourceOffset,
        packed,
        at + imagesAt,
        true,
        target,
        targetOffset,
        work,
        workOffset,
        epilogue);
  }

  private static boolean takes(int images, Epilogue epilogue) {
    return images >= LANES && !epilogue.adds();
  }

  /// Computes as many images as fill vectors, if the weights allow, and says which is the next.
  private int images(
      int from,
      int to,
      float[] source,
      int sourceOffset,
      float[] weights,
      int weightsAt,
      float[] target,
      int targetOffset,
      float[] work,
      int base,
      Epilogue epilogue) {
    if (!packing.areFinite(weights, weightsAt)) {
      return from;
    }
    int image = from;
    int in = channels * lines.length * columns.length;
    int out = rows * targetPlane;
    for (int lanes; to - image >= LANES; image += lanes) {
      lanes = Math.min(most, (to - image) / LANES * LANES);
      int at = sourceOffset + image * in;
      planes.turn(source, at, in, lanes, lanes, 0, channels, work, base + imagesAt);
      for (int line = 0; line < y.count; line++) {
        line(line, lanes, weights, weightsAt, work, base, epilogue);
      }
      for (int row = 0; row < rows; row++) {
        int results = base + resultsAt + row * targetPlane * lanes;
        int first = targetOffset + image * out + row * targetPlane;
        ImagePlanes.back(work, results, targetPlane, lanes, target, first, out);
      }
    }
    return image;
  }

  /// Computes a line of results. The last tile ends where the line does.
  private void line(
      int line,
      int lanes,
      float[] weights,
      int weightsAt,
      float[] work,
      int base,
      Epilogue epilogue) {
    int firstLine = first(y, lines, line);
    int endLine = end(y, lines, line);
    int total = x.count * lanes;
    int width = ImageTiles.width(height);
    int pitch = targetPlane * lanes;
    int results = base + resultsAt + line * total;
    int images = base + imagesAt + planes.at(line, 0) * lanes;
    for (int place = 0; place < total; place += width) {
      int at = Math.min(place, total - width);
      int left = at / lanes;
      int right = (at + width - 1) / lanes;
      int from = Math.min(first(x, columns, left), first(x, columns, right)) * channels;
      int steps = Math.max(end(x, columns, left), end(x, columns, right)) * channels - from;
      for (int row = 0; row < rows; row += height) {
        int a = weightsAt + row * table.length;
        int c = results + row * pitch + at;
        ImageTiles.run(
            height,
            weights,
            a,
            work,
            images + at,
            lanes,
            table,
            firstLine,
            endLine,
            lineSteps,
            from,
            steps,
            work,
            c,
            pitch);
      }
    }
    EpilogueLoops.rows(epilogue, 0, work, results, pitch, rows, total);
  }

  /// The first tap with which a place reads within an axis.
  private static int first(Slide.Comb comb, Slide axis, int place) {
    int tap = 0;
    while (tap < comb.shifts.length && !isInside(comb.shifts[tap], axis, place)) {
      tap++;
    }
    return tap;
  }

  /// One past the last tap with which a place reads within an axis.
  private static int end(Slide.Comb comb, Slide axis, int place) {
    int tap = comb.shifts.length;
    while (tap > 0 && !isInside(comb.shifts[tap - 1], axis, place)) {
      tap--;
    }
    return tap;
  }

  private static boolean isInside(int shift, Slide axis, int place) {
    int at = axis.low + shift + place;
    return at >= 0 && at < axis.length;
  }
}
