package gradus.explain.loss;

import gradus.explain.render.Html;
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
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\"><text class=\"title\" x=\"%d\" y=\"18\">%s</text>"
            .formatted(WIDTH, HEIGHT, Html.escape(title), LEFT, Html.escape(title)));
    frame(svg, least, most);
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

  private void frame(StringBuilder svg, double least, double most) {
    for (int i = 0; i <= 4; i++) {
      double value = least + (most - least) * i / 4;
      double y = y(value, least, most);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/><text"
                  + " class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.3g</text>",
              LEFT,
              WIDTH - RIGHT,
              y,
              y,
              LEFT - 6,
              y + 4,
              value));
      double a = low + (high - low) * i / 4;
      svg.append(
          String.format(
              Locale.ROOT,
              "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.3g</text>",
              x(a),
              HEIGHT - BOTTOM + 18,
              a));
    }
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
