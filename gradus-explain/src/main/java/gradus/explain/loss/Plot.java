package gradus.explain.loss;

import gradus.explain.render.Html;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/// Functions of the logit drawn as SVG, their values cut off at the frame.
///
/// @param title what it shows
/// @param low the first logit
/// @param high the last one
/// @param lines the functions by name, drawn in the page's classes `line0`, `line1`, …
record Plot(String title, double low, double high, List<Line> lines) {

  private static final int WIDTH = 520;
  private static final int HEIGHT = 280;
  private static final int LEFT = 56;
  private static final int RIGHT = 60;
  private static final int TOP = 34;
  private static final int BOTTOM = 34;
  private static final int POINTS = 241;

  Plot {
    lines = List.copyOf(lines);
  }

  /// One function.
  ///
  /// @param name its name
  /// @param function its values
  record Line(String name, DoubleUnaryOperator function) {}

  String svg() {
    double least = 0;
    double most = 0;
    for (Line line : lines) {
      for (int i = 0; i < POINTS; i++) {
        double value = line.function().applyAsDouble(a(i));
        if (Double.isFinite(value)) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
    }
    most = most > least ? most : least + 1;
    double step = step(most - least);
    least = Math.floor(least / step + 1e-9) * step;
    most = Math.ceil(most / step - 1e-9) * step;
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\"><text class=\"title\" x=\"%d\" y=\"18\">%s</text>"
            .formatted(WIDTH, HEIGHT, Html.escape(title), LEFT, Html.escape(title)));
    frame(svg, least, most, step);
    for (int i = 0; i < lines.size(); i++) {
      line(svg, i, least, most);
    }
    return svg.append("</svg>").toString();
  }

  private double a(int i) {
    return low + (high - low) * i / (POINTS - 1);
  }

  private double x(double a) {
    return LEFT + (a - low) / (high - low) * (WIDTH - LEFT - RIGHT);
  }

  private static double y(double value, double least, double most) {
    return TOP + (most - value) / (most - least) * (HEIGHT - TOP - BOTTOM);
  }

  /// A round distance between three to seven ticks: 1, 2 or 5 times a power of ten.
  private static double step(double span) {
    double ten = Math.pow(10, Math.floor(Math.log10(span / 3)));
    double times = span / 3 / ten;
    return ten * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
  }

  private void frame(StringBuilder svg, double least, double most, double step) {
    for (long i = Math.round(least / step); i <= Math.round(most / step); i++) {
      double y = y(i * step, least, most);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/><text"
                  + " class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
              i == 0 ? "zero" : "grid",
              LEFT,
              WIDTH - RIGHT,
              y,
              y,
              LEFT - 6,
              y + 4,
              tick(i * step)));
    }
    for (int i = 0; i <= 4; i++) {
      double a = low + (high - low) * i / 4;
      svg.append(
          String.format(
              Locale.ROOT,
              "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
              x(a),
              HEIGHT - BOTTOM + 18,
              tick(a)));
    }
  }

  /// `0.25`, `−4`, `3e5`: no more digits than it has.
  private static String tick(double value) {
    BigDecimal short_ = BigDecimal.valueOf(value).round(new MathContext(6)).stripTrailingZeros();
    boolean plain = value == 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e5);
    return (plain ? short_.toPlainString() : short_.toString().replace("E+", "e").replace('E', 'e'))
        .replace('-', '−');
  }

  private void line(StringBuilder svg, int number, double least, double most) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < POINTS; i++) {
      double value = lines.get(number).function().applyAsDouble(a(i));
      if (Double.isFinite(value)) {
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(a(i)), y(value, least, most)));
      }
    }
    double last = lines.get(number).function().applyAsDouble(high);
    double end = Double.isFinite(last) ? last : least;
    svg.append(
        "<polyline class=\"line%d\" points=\"%s\"/>".formatted(number, points.toString().strip()));
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"line%d\" x=\"%d\" y=\"%.1f\">%s</text>",
            number,
            WIDTH - RIGHT + 6,
            y(end, least, most) + 4 - 14 * number,
            Html.escape(lines.get(number).name())));
  }
}
