package gradus.nn.data;

import java.util.ArrayList;
import java.util.List;

/// One movement of the pen: a smooth curve through knots, with a sharp turn where a knot is a
/// corner.
///
/// Coordinates are percent of a digit's box, x to the right and y downwards.
record Stroke(List<Knot> knots) {
  private static final int STEPS = 6;

  /// A point that the pen passes.
  record Knot(double x, double y, boolean corner) {}

  Stroke {
    knots = List.copyOf(knots);
  }

  /// Reads `x,y x,y! …`, where `!` marks a corner.
  static Stroke of(String points) {
    List<Knot> knots = new ArrayList<>();
    for (String point : points.trim().split(" +", -1)) {
      boolean corner = point.endsWith("!");
      int comma = point.indexOf(',');
      int end = corner ? point.length() - 1 : point.length();
      double x = Double.parseDouble(point.substring(0, comma));
      double y = Double.parseDouble(point.substring(comma + 1, end));
      knots.add(new Knot(x, y, corner));
    }
    return new Stroke(knots);
  }

  /// The curve as a chain of points `x0, y0, x1, y1, …`: Catmull-Rom splines between corners.
  double[] chain() {
    int spans = knots.size() - 1;
    double[] chain = new double[2 * (spans * STEPS + 1)];
    int at = 0;
    for (int span = 0; span < spans; span++) {
      for (int step = 0; step < STEPS; step++) {
        double t = step / (double) STEPS;
        chain[at++] = spline(span, t, true);
        chain[at++] = spline(span, t, false);
      }
    }
    chain[at++] = knots.getLast().x();
    chain[at] = knots.getLast().y();
    return chain;
  }

  private double spline(int span, double t, boolean horizontal) {
    Knot from = knots.get(span);
    Knot to = knots.get(span + 1);
    double p1 = value(from, horizontal);
    double p2 = value(to, horizontal);
    // at a corner or an end the neighbour is mirrored, so that the curve leaves straight
    double p0 = span == 0 || from.corner() ? 2 * p1 - p2 : value(knots.get(span - 1), horizontal);
    double p3 =
        span + 2 == knots.size() || to.corner()
            ? 2 * p2 - p1
            : value(knots.get(span + 2), horizontal);
    return 0.5
        * (2 * p1
            + t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0))));
  }

  private static double value(Knot knot, boolean horizontal) {
    return horizontal ? knot.x() : knot.y();
  }
}
