package gradus.nn.data;

/// Scales one channel of a picture: each new pixel is the mean of the old ones around its place,
/// weighted by a triangle as wide as the scaling asks for.
///
/// Plain arithmetic in double, so that every machine makes the same picture. Making a picture
/// smaller averages and does not skip; making it larger is bilinear; the same size changes nothing.
final class Resampling {
  private Resampling() {}

  /// A part of a picture.
  record Part(int top, int left, int height, int width) {}

  /// The rows of an image, one at a time: all of a large one would take eight bytes a pixel.
  interface Rows {
    /// A row's pixels, in an array that the next call may use again.
    double[] row(int y);
  }

  /// Scales a part of an image.
  static double[] scale(Rows image, Part part, int toHeight, int toWidth) {
    int height = part.height();
    int width = part.width();
    double[] narrow = new double[height * toWidth];
    double[][] across = weights(width, toWidth);
    for (int row = 0; row < height; row++) {
      double[] pixels = image.row(part.top() + row);
      for (int column = 0; column < toWidth; column++) {
        int first = part.left() + (int) across[column][0];
        double sum = 0;
        for (int i = 1; i < across[column].length; i++) {
          sum += across[column][i] * pixels[first + i - 1];
        }
        narrow[row * toWidth + column] = sum;
      }
    }
    double[] small = new double[toHeight * toWidth];
    double[][] down = weights(height, toHeight);
    for (int row = 0; row < toHeight; row++) {
      int first = (int) down[row][0];
      for (int column = 0; column < toWidth; column++) {
        double sum = 0;
        for (int i = 1; i < down[row].length; i++) {
          sum += down[row][i] * narrow[(first + i - 1) * toWidth + column];
        }
        small[row * toWidth + column] = sum;
      }
    }
    return small;
  }

  /// For each new pixel the number of its first old one, then the weights from there on.
  private static double[][] weights(int from, int to) {
    double[][] all = new double[to][];
    double step = from / (double) to;
    double reach = Math.max(1, step);
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * step - 0.5;
      int first = Math.max(0, (int) StrictMath.ceil(centre - reach));
      int last = Math.min(from - 1, (int) StrictMath.floor(centre + reach));
      double[] weights = new double[last - first + 2];
      weights[0] = first;
      double sum = 0;
      for (int at = first; at <= last; at++) {
        weights[at - first + 1] = 1 - StrictMath.abs(at - centre) / reach;
        sum += weights[at - first + 1];
      }
      for (int at = 1; at < weights.length; at++) {
        weights[at] /= sum;
      }
      all[i] = weights;
    }
    return all;
  }
}
