package gradus.explain.loss;

import gradus.explain.render.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A comparison of losses as text.
public final class LossText {

  private static final List<String> HEADER =
      List.of("a", "g", "CE", "CE′", "CE″", "MSE", "MSE′", "MSE″", "MSE′/CE′");

  /// More places than these are counted, not listed.
  private static final int MOST_PARTS = 4;

  private LossText() {}

  /// All of it.
  public static List<String> lines(LossComparisonReport report) {
    List<String> lines = new ArrayList<>();
    for (double y : report.rows().stream().map(LossComparisonReport.Row::y).distinct().toList()) {
      lines.add("label y = " + LossCurve.label(y));
      lines.addAll(table(report, y).lines());
      lines.add("");
    }
    lines.addAll(shapes(report.analyses()).lines());
    lines.add("");
    lines.add("gradient descent on the logit from a = −10, y = 1, learning rate 1");
    lines.addAll(race(report.races()).lines());
    lines.add("");
    lines.addAll(report.verdict());
    return lines;
  }

  static Table table(LossComparisonReport report, double y) {
    List<List<String>> rows = new ArrayList<>();
    for (LossComparisonReport.Row row : report.rows()) {
      if (row.y() == y) {
        List<String> cells = new ArrayList<>(List.of(number(row.a()), number(row.g())));
        row.ce().forEach(it -> cells.add(number(it)));
        row.mse().forEach(it -> cells.add(number(it)));
        cells.add(number(row.ratio()));
        rows.add(cells);
      }
    }
    return new Table(HEADER, Collections.nCopies(HEADER.size(), true), rows);
  }

  static Table shapes(List<LossAnalysis> analyses) {
    List<List<String>> rows = new ArrayList<>();
    for (LossAnalysis analysis : analyses) {
      rows.add(
          List.of(
              analysis.curve().name() + ", y = " + LossCurve.label(analysis.curve().label()),
              joined(analysis.convex().stream().map(LossText::interval)),
              joined(
                  analysis.inflections().stream()
                      .map(
                          it -> "a = %s, loss %s".formatted(precise(it.a()), precise(it.value())))),
              joined(
                  Stream.concat(
                      analysis.breaks().stream()
                          .map(it -> "a = %s, no bound".formatted(precise(it))),
                      analysis.kinks().stream()
                          .map(
                              it ->
                                  "a = %s, slope %s to %s"
                                      .formatted(
                                          precise(it.a()),
                                          number(it.before()),
                                          number(it.after()))))),
              !analysis.isUnbounded()
                  ? (analysis.isSteepestAtAnEnd() ? "→ " : "") + precise(analysis.bound())
                  : "no bound",
              "%s … %s"
                  .formatted(number(analysis.left().slope()), number(analysis.right().slope()))));
    }
    return new Table(
        List.of(
            "loss", "convex for a in", "inflection", "kink", "max |slope|", "slope at −30 … 30"),
        List.of(false, false, false, false, false, false),
        rows);
  }

  static Table race(List<DescentRace> races) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < DescentRace.STEPS.size(); i++) {
      int at = i;
      List<String> cells = new ArrayList<>(List.of(String.valueOf(DescentRace.STEPS.get(i))));
      races.forEach(race -> cells.add(place(race, at)));
      rows.add(cells);
    }
    List<String> header = new ArrayList<>(List.of("steps"));
    races.forEach(race -> header.add("a by " + race.curve().name()));
    return new Table(header, Collections.nCopies(header.size(), true), rows);
  }

  private static String joined(Stream<String> all) {
    List<String> parts = all.toList();
    String shown = String.join("; ", parts.subList(0, Math.min(MOST_PARTS, parts.size())));
    return parts.isEmpty()
        ? "none"
        : parts.size() <= MOST_PARTS ? shown : "%s; … (%d)".formatted(shown, parts.size());
  }

  /// Where a runner stands, who may be far away, or may have been nowhere from the start.
  private static String place(DescentRace race, int at) {
    double a = race.after().get(at);
    if (Double.isNaN(a)) {
      boolean undefined = Double.isNaN(race.curve().value().applyAsDouble(race.start()));
      return undefined ? "undefined" : "diverged";
    }
    return minus(
        Math.abs(a) < 1e6
            ? String.format(Locale.ROOT, "%.4f", a)
            : String.format(Locale.ROOT, "%.3g", a).replace("Infinity", "∞"));
  }

  /// The same words with a minus, not a hyphen, before their numbers.
  static String minus(String words) {
    return words.replaceAll("(?<![\\p{L}\\p{N}])-(?=[0-9∞])", "−");
  }

  private static String interval(LossAnalysis.Interval it) {
    boolean open = Double.isInfinite(it.from());
    boolean endless = Double.isInfinite(it.to());
    return "%s, %s"
        .formatted(open ? "(−∞" : "[" + number(it.from()), endless ? "∞)" : number(it.to()) + "]");
  }

  static String number(double value) {
    double size = Math.abs(value);
    if (Double.isNaN(value)) {
      return "undefined";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    return size == 0
        ? "0"
        : String.format(Locale.ROOT, size < 1e-3 || size >= 1e5 ? "%.3g" : "%.5f", value)
            .replace('-', '−');
  }

  private static String precise(double value) {
    return Math.abs(value) < 1e6
        ? String.format(Locale.ROOT, "%.10f", value).replace('-', '−')
        : number(value);
  }
}
