package gradus.nn.data;

/// Draws round-ended lines on a small square of paper.
///
/// Mutable: it holds the picture while it is drawn. Each pixel takes the darkest ink that any line
/// leaves there: full inside the line's radius, none outside, and a soft edge between, computed
/// from the distance between the pixel's centre and the line.
final class Pen {
  private final int side;
  private final double[] ink;

  Pen(int side) {
    this.side = side;
    this.ink = new double[side * side];
  }

  double[] ink() {
    return ink;
  }

  /// Draws from (x0, y0) with radius r0 to (x1, y1) with radius r1; `soft` is the width of the
  /// edge.
  void line(
      double x0, double y0, double r0, double x1, double y1, double r1, double soft, double dark) {
    double reach = Math.max(r0, r1) + soft;
    int top = Math.max(0, (int) StrictMath.floor(Math.min(y0, y1) - reach));
    int bottom = Math.min(side - 1, (int) StrictMath.ceil(Math.max(y0, y1) + reach));
    int left = Math.max(0, (int) StrictMath.floor(Math.min(x0, x1) - reach));
    int right = Math.min(side - 1, (int) StrictMath.ceil(Math.max(x0, x1) + reach));
    double dx = x1 - x0;
    double dy = y1 - y0;
    double length2 = dx * dx + dy * dy;
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double along = length2 == 0 ? 0 : ((x - x0) * dx + (y - y0) * dy) / length2;
        double t = Math.min(1, Math.max(0, along));
        double ex = x - (x0 + t * dx);
        double ey = y - (y0 + t * dy);
        double distance = StrictMath.sqrt(ex * ex + ey * ey);
        double inside = (r0 + t * (r1 - r0) - distance) / soft + 0.5;
        if (inside > 0) {
          double cover = inside >= 1 ? 1 : inside * inside * (3 - 2 * inside);
          ink[y * side + x] = Math.max(ink[y * side + x], dark * cover);
        }
      }
    }
  }
}
