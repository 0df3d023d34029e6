package gradus.explain.loss;

import gradus.explain.loss.LossAnalysis.Interval;
import gradus.explain.loss.LossAnalysis.Kink;
import gradus.explain.loss.LossAnalysis.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// One walk along a curve that notes where its curvature changes its sign and where its slope
/// jumps.
final class Reading {

  /// A jump of the slope less than this is none.
  private static final double JUMP = 1e-6;

  /// Far out, where what approaches a limit has come near it; its square is looked at too.
  private static final double FAR = 1e3;

  /// What becomes larger by this factor between the two has no limit.
  private static final double GROWTH = 1.2;

  private final LossCurve curve;
  private final double range;
  private final double step;
  private final List<Point> inflections = new ArrayList<>();
  private final List<Kink> kinks = new ArrayList<>();
  private final List<Interval> convex = new ArrayList<>();
  private final List<Point> candidates = new ArrayList<>();
  private final List<Double> breaks = new ArrayList<>();
  private double from = Double.NEGATIVE_INFINITY;
  private double last;
  private double sign;
  private boolean wasDefined;
  private boolean begun;

  Reading(LossCurve curve, double range, double step) {
    this.curve = curve;
    this.range = range;
    this.step = step;
  }

  LossAnalysis analysis() {
    last = -range;
    sign = curvature(last);
    wasDefined = !Double.isNaN(sign);
    begun = wasDefined;
    double before = slope(last);
    for (double a = -range + step; a <= range; a += step) {
      double after = slope(a);
      kink(new Kink(a - step, before, after), a);
      bend(a);
      before = after;
    }
    if (sign >= 0) {
      convex.add(new Interval(from, Double.POSITIVE_INFINITY));
    }
    Point left = point(-range);
    Point right = point(range);
    candidates.addAll(inflections);
    candidates.addAll(List.of(left, right));
    Point steepest =
        candidates.stream()
            .filter(it -> !Double.isNaN(it.slope()))
            .max(Comparator.comparingDouble(it -> Math.abs(it.slope())))
            .orElse(left);
    List<Double> ordered = breaks.stream().sorted().distinct().toList();
    double bound = breaks.isEmpty() ? bound(Math.abs(steepest.slope())) : Double.POSITIVE_INFINITY;
    return new LossAnalysis(
        curve, inflections, kinks, ordered, convex, steepest, bound, left, right);
  }

  /// The least upper bound of the slope's size: what was seen, or what it comes near far out;
  /// infinite where it still grows there.
  private double bound(double seen) {
    double most = seen;
    for (double side : List.of(-1.0, 1.0)) {
      double far = Math.abs(slope(side * FAR));
      double farther = Math.abs(slope(side * FAR * FAR));
      double last = Double.isNaN(farther) ? far : farther;
      if (last > GROWTH * Math.max(seen, far) || far > LossAnalysis.STEEP) {
        return Double.POSITIVE_INFINITY;
      }
      most = last > most ? last : most;
    }
    return isBounded(most) ? most : Double.POSITIVE_INFINITY;
  }

  private void bend(double a) {
    double next = curvature(a);
    boolean defined = !Double.isNaN(next);
    if (defined != wasDefined) {
      edge(a, defined);
      sign = next;
      last = a;
    } else if (next != 0 && sign != 0 && next != sign && defined) {
      turn(LossAnalysis.bisected(curve.curvature(), last, a));
    }
    wasDefined = defined;
    begun |= defined;
    if (next != 0) {
      sign = next;
      last = a;
    }
  }

  /// The curvature changes its sign: at an inflection, or across a pole.
  private void turn(double at) {
    if (sign > 0) {
      convex.add(new Interval(from, at));
    }
    from = at;
    Point point = point(at);
    if (isBounded(point.slope())) {
      inflections.add(point);
    } else {
      breaks.add(rounded(at));
    }
  }

  /// An end of where the curve is defined, between this place and the one before.
  private void edge(double a, boolean defined) {
    double inside = defined ? end(a, a - step) : end(a - step, a);
    double at = rounded(inside);
    candidates.add(point(inside));
    if (!defined && sign >= 0) {
      convex.add(new Interval(from, at));
    }
    if (defined) {
      from = at;
      if (begun) {
        breaks.add(at); // it was defined further left, and is not in between
      }
    }
  }

  /// The last place towards one where it is not defined.
  private double end(double inside, double outside) {
    double in = inside;
    double out = outside;
    for (int i = 0; i < 60; i++) {
      double middle = in + (out - in) / 2;
      if (Double.isNaN(curvature(middle))) {
        out = middle;
      } else {
        in = middle;
      }
    }
    return in;
  }

  private static boolean isBounded(double slope) {
    return Math.abs(slope) < LossAnalysis.STEEP;
  }

  private static double rounded(double at) {
    return Math.rint(at * 1e12) / 1e12;
  }

  /// Whether the slope jumps between two places, however near they are brought.
  ///
  /// @param first the lower place, with the slopes at both
  /// @param upper the upper place
  private void kink(Kink first, double upper) {
    double low = first.a();
    double high = upper;
    double before = first.before();
    double after = first.after();
    double jump = after - before;
    while (Math.abs(after - before) > Math.max(JUMP, Math.abs(jump) / 4)) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high || high - low < 1e-13) {
        note(high, before, after);
        return;
      }
      double slope = slope(middle);
      if (Math.abs(slope - before) > Math.abs(after - slope)) {
        high = middle;
        after = slope;
      } else {
        low = middle;
        before = slope;
      }
    }
  }

  private void note(double at, double before, double after) {
    double rounded = rounded(at);
    if (!isBounded(before) || !isBounded(after)) {
      breaks.add(rounded);
      if (sign >= 0) {
        convex.add(new Interval(from, rounded));
        from = rounded;
      }
      return;
    }
    if (!kinks.isEmpty() && Math.abs(kinks.getLast().a() - rounded) < 1e-9) {
      // half of the jump was read before the place and half after it
      before = kinks.removeLast().before();
    } else if (sign >= 0 && before > after) {
      convex.add(new Interval(from, rounded));
      from = rounded;
    }
    kinks.add(new Kink(rounded, before, after));
    double value = curve.value().applyAsDouble(rounded);
    candidates.add(new Point(rounded, value, Math.abs(before) > Math.abs(after) ? before : after));
  }

  private double slope(double a) {
    return curve.slope().applyAsDouble(a);
  }

  private double curvature(double a) {
    return Double.isNaN(curve.value().applyAsDouble(a))
        ? Double.NaN
        : Math.signum(curve.curvature().applyAsDouble(a));
  }

  private Point point(double a) {
    double value = curve.value().applyAsDouble(a);
    return new Point(a, value, Double.isNaN(value) ? Double.NaN : slope(a));
  }
}
