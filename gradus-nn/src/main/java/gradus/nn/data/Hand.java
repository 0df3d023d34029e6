package gradus.nn.data;

import java.util.ArrayList;
import java.util.List;

/// The hand that writes one digit: how it slants, presses, trembles and misses.
///
/// Everything is drawn once from the example's own draws; units are pixels unless said otherwise.
final class Hand {
  private final Draws draws;
  private final double width;
  private final double height;
  private final double slant;
  private final double cos;
  private final double sin;
  private final double centreX;
  private final double centreY;
  private final double[] waves = new double[8];
  private final double radius;
  private final double soft;
  private final double dark;

  Hand(Draws draws, int side) {
    this.draws = draws;
    this.height = side * draws.between(0.58, 0.8);
    this.width = height * draws.between(0.58, 1);
    this.slant = 0.06 + 0.2 * limited(1.8);
    double turn = 0.12 * limited(2);
    this.cos = StrictMath.cos(turn);
    this.sin = StrictMath.sin(turn);
    this.centreX = (side - 1) / 2.0 + 1.3 * limited(2);
    this.centreY = (side - 1) / 2.0 + 1.1 * limited(2);
    for (int i = 0; i < waves.length; i++) {
      waves[i] = draws.uniform();
    }
    this.radius = draws.between(0.7, 1.75);
    this.soft = draws.between(0.9, 1.7);
    this.dark = draws.between(0.7, 1);
  }

  /// Writes the glyph with this hand.
  void write(Glyph glyph, Pen pen) {
    for (Stroke stroke : glyph.strokes()) {
      double[] chain = trembling(stroke).chain();
      place(chain);
      double start = radius * draws.between(0.8, 1.15);
      double end = radius * draws.between(0.55, 1.1);
      int last = chain.length / 2 - 1;
      for (int i = 0; i < last; i++) {
        double here = start + (end - start) * i / last;
        double next = start + (end - start) * (i + 1) / last;
        pen.line(
            chain[2 * i],
            chain[2 * i + 1],
            here,
            chain[2 * i + 2],
            chain[2 * i + 3],
            next,
            soft,
            dark);
      }
    }
  }

  /// Leaves a few specks and scratches that mean nothing.
  void smudge(Pen pen, int side) {
    int count = draws.chance(0.5) ? 0 : 1 + draws.below(3);
    for (int i = 0; i < count; i++) {
      double x = draws.between(1, side - 2);
      double y = draws.between(1, side - 2);
      double size = draws.between(0.2, 0.7);
      double ink = draws.between(0.2, 0.75);
      pen.line(x, y, size, x + 1.6 * limited(2), y + 1.6 * limited(2), size, 1, ink);
    }
  }

  /// The stroke with every knot a little off, and its ends too short or too long.
  private Stroke trembling(Stroke stroke) {
    List<Stroke.Knot> knots = new ArrayList<>();
    int last = stroke.knots().size() - 1;
    for (int i = 0; i <= last; i++) {
      Stroke.Knot knot = stroke.knots().get(i);
      double x = knot.x() + 3.4 * limited(2.2);
      double y = knot.y() + 3.0 * limited(2.2);
      if (i == 0 || i == last) {
        Stroke.Knot inner = stroke.knots().get(i == 0 ? 1 : last - 1);
        double reach = draws.between(-0.22, 0.22);
        x += reach * (knot.x() - inner.x());
        y += reach * (knot.y() - inner.y());
      }
      knots.add(new Stroke.Knot(x, y, knot.corner()));
    }
    return new Stroke(knots);
  }

  /// Moves percent of the box to pixels: slow waves, then size, slant, turn and place.
  private void place(double[] chain) {
    for (int i = 0; i < chain.length; i += 2) {
      double u = chain[i] / 100;
      double v = chain[i + 1] / 100;
      double x = (u - 0.5 + wave(0, v) + wave(2, u)) * width;
      double y = (v - 0.5 + wave(4, u) + wave(6, v)) * height;
      x -= slant * y;
      chain[i] = centreX + cos * x - sin * y;
      chain[i + 1] = centreY + sin * x + cos * y;
    }
  }

  private double wave(int which, double at) {
    double depth = 0.055 * waves[which];
    return depth * StrictMath.sin(2 * StrictMath.PI * (0.8 * at + waves[which + 1]));
  }

  /// A normal draw, kept within ±limit so that no digit leaves the paper or loses its form.
  private double limited(double limit) {
    return Math.min(limit, Math.max(-limit, draws.normal()));
  }
}
