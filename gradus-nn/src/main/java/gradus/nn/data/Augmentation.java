package gradus.nn.data;

import gradus.tensor.Shape;

/// Random small changes to an image that leave its meaning: moved, turned, scaled, mirrored.
///
/// Each draw is uniform between minus and plus the given bound, and depends on the seed, the epoch
/// and the example's number alone. Pixels are taken bilinearly from the old image; outside it is 0.
///
/// @param shift pixels, along both axes
/// @param rotate degrees, about the centre
/// @param scale share of the size: 0.1 gives sizes from 0.9 to 1.1
/// @param flip whether half of the images are mirrored left to right
public record Augmentation(double shift, double rotate, double scale, boolean flip) {
  /// No change at all.
  public static final Augmentation NONE = new Augmentation(0, 0, 0, false);

  /// Checks the bounds.
  public Augmentation {
    requireBound("shift", shift, 1024);
    requireBound("rotate", rotate, 180);
    requireBound("scale", scale, 0.9);
  }

  private static void requireBound(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException(
          "Augmentation(%s=%s): expected a bound from 0 to %s, found %s. Give 0 to leave it out."
              .formatted(name, value, most, value));
    }
  }

  /// Whether images stay as they are.
  public boolean isNone() {
    return shift == 0 && rotate == 0 && scale == 0 && !flip;
  }

  /// Refuses examples that are no images.
  void requireImages(Shape shape) {
    if (!isNone() && shape.rank() != 3) {
      throw new IllegalArgumentException(
          "Augmentation: expected images of shape [channels, height, width], found examples of shape %s. Leave augmentation out for this data."
              .formatted(shape));
    }
  }

  /// Changes one image in place; `copy` is room for one channel.
  void apply(Draws draws, Shape shape, float[] x, int offset, float[] copy) {
    int height = shape.size(1);
    int width = shape.size(2);
    double right = draws.between(-shift, shift);
    double down = draws.between(-shift, shift);
    double turn = StrictMath.toRadians(draws.between(-rotate, rotate));
    double size = 1 + draws.between(-scale, scale);
    double mirror = flip && draws.chance(0.5) ? -1 : 1;
    // where in the old image the pixel (column, row) of the new one lies
    double cos = StrictMath.cos(turn) / size;
    double sin = StrictMath.sin(turn) / size;
    double centreX = (width - 1) / 2.0;
    double centreY = (height - 1) / 2.0;
    for (int channel = 0; channel < shape.size(0); channel++) {
      int at = offset + channel * height * width;
      System.arraycopy(x, at, copy, 0, height * width);
      for (int row = 0; row < height; row++) {
        double v = row - centreY - down;
        for (int column = 0; column < width; column++) {
          double u = column - centreX - right;
          double oldX = centreX + mirror * (cos * u + sin * v);
          double oldY = centreY + cos * v - sin * u;
          x[at++] = pick(copy, height, width, oldX, oldY);
        }
      }
    }
  }

  private static float pick(float[] image, int height, int width, double x, double y) {
    if (x <= -1 || x >= width || y <= -1 || y >= height) {
      return 0;
    }
    int left = (int) (x + 1) - 1;
    int top = (int) (y + 1) - 1;
    float right = (float) (x - left);
    float below = (float) (y - top);
    float upper =
        pixel(image, height, width, left, top) * (1 - right)
            + pixel(image, height, width, left + 1, top) * right;
    float lower =
        pixel(image, height, width, left, top + 1) * (1 - right)
            + pixel(image, height, width, left + 1, top + 1) * right;
    return upper * (1 - below) + lower * below;
  }

  private static float pixel(float[] image, int height, int width, int x, int y) {
    return x < 0 || x >= width || y < 0 || y >= height ? 0 : image[y * width + x];
  }
}
