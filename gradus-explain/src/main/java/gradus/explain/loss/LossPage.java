package gradus.explain.loss;

import gradus.explain.render.Html;
import gradus.explain.render.Page;
import gradus.explain.render.Table;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/// A comparison of losses on one page that needs no other file.
public final class LossPage {

  private LossPage() {}

  /// The page.
  public static String of(LossComparisonReport report) {
    StringBuilder body = new StringBuilder();
    body.append("<h1>Cross-entropy or squared error?</h1>");
    body.append(
        "<p class=\"soft\">One logit a, one output g = σ(a), one label y. All numbers by Gradus,"
            + " with the formulas that keep their digits.</p>");
    for (String sentence : report.verdict()) {
      body.append("<p>").append(Html.escape(sentence)).append("</p>");
    }
    for (double y : report.rows().stream().map(LossComparisonReport.Row::y).distinct().toList()) {
      body.append("<h2>Label y = ")
          .append(LossCurve.label(y))
          .append("</h2><div class=\"curves\">");
      body.append(plot("loss", y, LossCurve::value));
      body.append(plot("slope", y, LossCurve::slope));
      body.append(plot("curvature", y, LossCurve::curvature));
      body.append("</div>").append(html(LossText.table(report, y)));
    }
    body.append("<h2>Shapes</h2>").append(html(LossText.shapes(report.analyses())));
    body.append("<h2>Gradient descent from a = −10, y = 1, learning rate 1</h2>");
    body.append(html(LossText.race(report.races())));
    return Page.of("Cross-entropy or squared error?", body.toString());
  }

  private static String plot(
      String title, double y, Function<LossCurve, DoubleUnaryOperator> part) {
    LossCurve ce = LossCurve.crossEntropy(y);
    LossCurve mse = LossCurve.squaredError(y);
    return new Plot(
            title,
            -8,
            8,
            List.of(
                new Plot.Line(ce.name(), part.apply(ce)),
                new Plot.Line(mse.name(), part.apply(mse))))
        .svg();
  }

  private static String html(Table table) {
    return "<div class=\"wide\">" + table.html() + "</div>";
  }
}
