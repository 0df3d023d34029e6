package gradus.explain.loss;

import gradus.explain.notation.FormulaMathml;
import gradus.explain.notation.FormulaText;
import gradus.explain.render.Html;
import gradus.explain.render.Page;
import gradus.explain.render.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// The report of one loss as lines, and as a page that needs no other file.
public final class LossReportText {

  private static final List<String> HEADER = List.of("a", "L", "L′", "L″");

  private LossReportText() {}

  /// As lines.
  public static List<String> lines(LossReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("L = " + FormulaText.of(report.formula()));
    lines.add("∂L/∂a = " + FormulaText.of(report.slope()));
    lines.add("");
    for (double y : labels(report)) {
      lines.add(report.isLabelled() ? "label y = " + LossCurve.label(y) : "any label");
      lines.addAll(table(report, y).lines());
      lines.add("");
    }
    lines.addAll(LossText.shapes(report.analyses()).lines());
    lines.add("");
    lines.add("gradient descent on the logit from a = −10, y = 1, learning rate 1");
    lines.addAll(LossText.race(report.races()).lines());
    lines.add("");
    lines.addAll(report.verdict());
    return lines;
  }

  /// As a page.
  public static String page(LossReport report) {
    StringBuilder body = new StringBuilder("<h1>A loss in one logit</h1>");
    body.append(
        "<p><math displaystyle=\"true\"><mrow><mi>L</mi><mo>=</mo>%s</mrow></math></p>"
            .formatted(FormulaMathml.of(report.formula())));
    body.append(
        "<p><math displaystyle=\"true\"><mrow><mfrac><mrow><mo>∂</mo><mi>L</mi></mrow><mrow><mo>∂</mo><mi>a</mi></mrow></mfrac><mo>=</mo>%s</mrow></math></p>"
            .formatted(FormulaMathml.of(report.slope())));
    for (String sentence : report.verdict()) {
      body.append("<p>").append(Html.escape(sentence)).append("</p>");
    }
    for (LossAnalysis analysis : report.analyses()) {
      LossCurve curve = analysis.curve();
      String label =
          report.isLabelled() ? "Label y = " + LossCurve.label(curve.label()) : "Any label";
      body.append("<h2>").append(label).append("</h2>");
      body.append("<div class=\"curves\">").append(plot("loss", "L", curve.value()));
      body.append(plot("slope", "L′", curve.slope()));
      body.append(plot("curvature", "L″", curve.curvature())).append("</div>");
      body.append(wide(table(report, curve.label())));
    }
    body.append("<h2>Shapes</h2>").append(wide(LossText.shapes(report.analyses())));
    body.append("<h2>Gradient descent from a = −10, y = 1, learning rate 1</h2>");
    body.append(wide(LossText.race(report.races())));
    return Page.of("A loss in one logit", body.toString());
  }

  private static List<Double> labels(LossReport report) {
    return report.rows().stream().map(LossReport.Row::y).distinct().toList();
  }

  private static String plot(String title, String name, DoubleUnaryOperator function) {
    return new Plot(title, -8, 8, List.of(new Plot.Line(name, function))).svg();
  }

  private static String wide(Table table) {
    return "<div class=\"wide\">" + table.html() + "</div>";
  }

  private static Table table(LossReport report, double y) {
    List<List<String>> rows = new ArrayList<>();
    for (LossReport.Row row : report.rows()) {
      if (row.y() == y) {
        rows.add(
            List.of(
                LossText.number(row.a()),
                LossText.number(row.value()),
                LossText.number(row.slope()),
                LossText.number(row.curvature())));
      }
    }
    return new Table(HEADER, Collections.nCopies(HEADER.size(), true), rows);
  }
}
