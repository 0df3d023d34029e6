package gradus.explain.render;

import java.util.List;
import java.util.Locale;

/// Lines over a number that counts, as SVG.
///
/// @param title what they show
/// @param abscissa what counts: `epoch`
/// @param series the lines; values that are not finite are left out
public record Curves(String title, String abscissa, List<Series> series) {

  private static final int WIDTH = 520;
  private static final int HEIGHT = 260;
  private static final int LEFT = 70;
  private static final int RIGHT = 12;
  private static final int TOP = 34;
  private static final int BOTTOM = 40;

  public Curves {
    series = List.copyOf(series);
  }

  /// One line.
  ///
  /// @param name what it is
  /// @param values its values at 1, 2, …
  public record Series(String name, List<Double> values) {
    public Series {
      values = List.copyOf(values);
    }
  }

  /// The picture; its colours come from the page's classes `line0`, `line1`, ….
  public String svg() {
    double low = bound(Double.POSITIVE_INFINITY, Math::min);
    double high = bound(Double.NEGATIVE_INFINITY, Math::max);
    if (!(high > low)) {
      double middle = Double.isFinite(low) ? low : 0;
      low = middle - 0.5;
      high = middle + 0.5;
    }
    int count = series.stream().mapToInt(line -> line.values().size()).max().orElse(0);
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
            .formatted(WIDTH, HEIGHT, Html.escape(title)));
    svg.append(
        "<text class=\"title\" x=\"%d\" y=\"18\">%s</text>".formatted(LEFT, Html.escape(title)));
    grid(svg, low, high, count);
    for (int i = 0; i < series.size(); i++) {
      line(svg, i, low, high, count);
    }
    return svg.append("</svg>").toString();
  }

  private double bound(double start, java.util.function.DoubleBinaryOperator better) {
    return series.stream()
        .flatMap(line -> line.values().stream())
        .filter(Double::isFinite)
        .mapToDouble(Double::doubleValue)
        .reduce(start, better);
  }

  private static double x(int index, int count) {
    double share = count <= 1 ? 0.5 : (double) index / (count - 1);
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private static double y(double value, double low, double high) {
    return TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM);
  }

  private void grid(StringBuilder svg, double low, double high, int count) {
    for (int i = 0; i <= 4; i++) {
      double value = low + (high - low) * i / 4;
      double y = y(value, low, high);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
              LEFT,
              WIDTH - RIGHT,
              y,
              y));
      svg.append(
          String.format(
              Locale.ROOT,
              "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.3g</text>",
              LEFT - 6,
              y + 4,
              value));
    }
    int step = Math.max(1, Math.ceilDiv(count, 10));
    for (int i = 0; i < count; i += step) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>",
              x(i, count),
              HEIGHT - BOTTOM + 16,
              i + 1));
    }
    svg.append(
        "<text class=\"tick\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
            .formatted(WIDTH - RIGHT, HEIGHT - 6, Html.escape(abscissa)));
  }

  private void line(StringBuilder svg, int number, double low, double high, int count) {
    Series line = series.get(number);
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < line.values().size(); i++) {
      double value = line.values().get(i);
      if (Double.isFinite(value)) {
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i, count), y(value, low, high)));
      }
    }
    svg.append(
        "<polyline class=\"line%d\" points=\"%s\"/>".formatted(number, points.toString().strip()));
    if (line.values().size() == 1 && !points.isEmpty()) {
      String[] point = points.toString().strip().split(",", -1);
      svg.append(
          "<circle class=\"line%d\" cx=\"%s\" cy=\"%s\" r=\"3\"/>"
              .formatted(number, point[0], point[1]));
    }
    svg.append(
        "<text class=\"line%d\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
            .formatted(number, WIDTH - RIGHT, 18 + 14 * number, Html.escape(line.name())));
  }
}
