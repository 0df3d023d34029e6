package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.LANES;

/// Some images side by side: the elements of one place of all of them are neighbours. Layout:
/// `[channel, height, width, image]`, with the padding that two {@link Slide}s have.
final class ImagePlanes {

  final Slide height;
  final Slide width;

  /// Elements of one channel of an image.
  final int plane;

  private final int channels;

  ImagePlanes(Slide height, Slide width, int channels) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    plane = height.size * width.size;
  }

  /// Floats of so many images; a line may be written a vector of places beyond its end.
  int floats(int images) {
    return (channels * plane + LANES) * images;
  }

  /// The place in a channel.
  int at(int y, int x) {
    return y * width.size + x;
  }

  /// Lays out the channels `from` to `to` of `images` images, `lanes` beside each other; what the
  /// lanes beyond hold does not matter.
  ///
  /// @param image elements of an image of the source
  void turn(
      float[] source,
      int first,
      int image,
      int images,
      int lanes,
      int from,
      int to,
      float[] target,
      int start) {
    int channel = height.length * width.length;
    if (isWhole(height) && isWhole(width)) {
      line(
          source,
          first + from * channel,
          image,
          images,
          lanes,
          (to - from) * channel,
          target,
          start + from * channel * lanes);
      return;
    }
    int left = Math.max(0, -width.low);
    int at = start + from * plane * lanes;
    for (int c = from; c < to; c++) {
      for (int q = 0; q < height.size; q++) {
        int y = height.low + q;
        int row = first + c * channel + y * width.length + Math.max(0, width.low);
        int count = Math.min(width.size - left, width.length - Math.max(0, width.low));
        boolean inside = y >= 0 && y < height.length && count > 0;
        if (inside) {
          Planes.clear(target, at, left * lanes);
          line(source, row, image, images, lanes, count, target, at + left * lanes);
        }
        int used = inside ? left + count : 0;
        Planes.clear(target, at + used * lanes, (width.size - used) * lanes);
        at += width.size * lanes;
      }
    }
  }

  private static boolean isWhole(Slide axis) {
    return axis.low == 0 && axis.size == axis.length;
  }

  /// Turns `count` neighbours of each image; with fewer than a vector has, some beyond are written.
  private static void line(
      float[] source,
      int from,
      int image,
      int images,
      int lanes,
      int count,
      float[] target,
      int to) {
    if (from + (images - 1) * image + LANES > source.length) {
      for (int i = 0; i < count; i++) {
        for (int n = 0; n < images; n++) {
          target[to + i * lanes + n] = source[from + n * image + i];
        }
      }
      return;
    }
    for (int n = 0; n < images; n += LANES) {
      int last = Math.min(LANES, images - n) - 1;
      for (int i = 0; i < count; i += LANES) {
        int at = Math.max(0, Math.min(i, count - LANES));
        Transposes.block(
            source, from + n * image + at, image, last, target, to + at * lanes + n, lanes);
      }
    }
  }

  /// Makes +0 of the lanes from `images` on of `count` places.
  static void clear(float[] target, int at, int count, int lanes, int images) {
    for (int i = 0; i < count; i++) {
      for (int n = images; n < lanes; n++) {
        target[at + i * lanes + n] = 0;
      }
    }
  }

  /// Turns `count` places of `lanes` images, as many as a vector has at least, back to lines of
  /// their own, `image` apart.
  static void back(
      float[] source, int from, int count, int lanes, float[] target, int to, int image) {
    for (int n = 0; n < lanes; n += LANES) {
      for (int i = 0; i < count; i += LANES) {
        int at = Math.min(i, count - LANES);
        int start = to + n * image + at;
        Transposes.block(source, from + at * lanes + n, lanes, LANES - 1, target, start, image);
      }
    }
  }
}
