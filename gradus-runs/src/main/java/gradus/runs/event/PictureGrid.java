package gradus.runs.event;

import gradus.nn.data.Dataset;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.Optional;

/// Images side by side, with a line of one pixel between them, grown so that small ones can be
/// seen.
///
/// The smallest of all values is black and the largest white; three channels are a colour, of any
/// other number each channel is an image of its own, side by side in a row.
final class PictureGrid {

  private static final int COLUMNS = 8;
  private static final int MOST = 64;
  private static final int WANTED = 32;
  private static final int LINE = 0x404040;

  private final float[] values;
  private final int channels;
  private final int height;
  private final int width;
  private final int count;
  private final float black;
  private final float white;

  private PictureGrid(float[] values, int count, Shape shape) {
    this.values = values;
    this.count = count;
    this.channels = shape.size(0);
    this.height = shape.size(1);
    this.width = shape.size(2);
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      if (Float.isFinite(value)) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    this.black = least;
    this.white = most;
  }

  /// The first examples of a set, if they are images: `[channels, height, width]`.
  static Optional<Picture> of(Dataset set, int most) {
    int count = Math.min(most, set.size());
    if (set.shape().rank() != 3 || count == 0) {
      return Optional.empty();
    }
    float[] values = new float[count * set.exampleSize()];
    for (int i = 0; i < count; i++) {
      set.copy(i, values, i * set.exampleSize());
    }
    return Optional.of(new PictureGrid(values, count, set.shape()).picture());
  }

  /// The first kernels of a convolution over images, `[outputs, channels, height, width]`.
  static Picture of(Tensor kernels) {
    Shape shape = kernels.shape();
    int count = Math.min(MOST, shape.size(0));
    Shape one = shape.slice(1, 4);
    float[] all = kernels.toFloats();
    float[] values = java.util.Arrays.copyOf(all, count * one.elements());
    return new PictureGrid(values, count, one).picture();
  }

  private Picture picture() {
    boolean colour = channels == 3;
    int tiles = colour ? 1 : Math.min(channels, COLUMNS);
    int columns = tiles > 1 ? tiles : Math.min(COLUMNS, count);
    int rows = tiles > 1 ? count : Math.ceilDiv(count, columns);
    int grown = Math.max(1, WANTED / Math.max(height, width));
    int stepX = width * grown + 1;
    int stepY = height * grown + 1;
    BufferedImage image =
        new BufferedImage(
            columns * stepX - 1,
            rows * stepY - 1,
            colour ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int row = y / stepY;
        int column = x / stepX;
        int example = tiles > 1 ? row : row * columns + column;
        boolean within = y % stepY < height * grown && x % stepX < width * grown;
        int rgb =
            within && example < count
                ? pixel(example, tiles > 1 ? column : 0, y % stepY / grown, x % stepX / grown)
                : LINE;
        if (colour) {
          image.setRGB(x, y, rgb);
        } else {
          image.getRaster().setSample(x, y, 0, rgb & 0xff);
        }
      }
    }
    return Picture.of(image);
  }

  private int pixel(int example, int channel, int y, int x) {
    if (channels != 3) {
      return level(example, channel, y, x);
    }
    return level(example, 0, y, x) << 16 | level(example, 1, y, x) << 8 | level(example, 2, y, x);
  }

  private int level(int example, int channel, int y, int x) {
    float value = values[((example * channels + channel) * height + y) * width + x];
    if (!(white > black) || Float.isNaN(value)) {
      return 0x80;
    }
    return Math.round(255 * Math.clamp((value - black) / (white - black), 0f, 1f));
  }
}
