package gradus.explain.render;

import gradus.nn.data.Dataset;
import gradus.nn.data.Target;
import gradus.nn.loss.Head;
import gradus.nn.loss.LogOdds;
import gradus.nn.metric.ClassScores;
import gradus.nn.metric.Scored;
import gradus.nn.run.Session;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What a model made of the test examples: confusion, some right and wrong ones, or predictions
/// against truth.
final class Outcomes {

  private static final int SHOWN = 16;
  private static final int MOST_DOTS = 2000;

  private Outcomes() {}

  static void append(StringBuilder page, Session session, Scored test) {
    Dataset set = session.data().test();
    if (test.scores() instanceof ClassScores scores) {
      confusion(page, scores, session.head().names());
      examples(page, set, session.head(), test);
    } else if (set.target() instanceof Target.Reals reals && reals.width() == 1) {
      scatter(page, session, reals, test);
    }
  }

  private static void confusion(StringBuilder page, ClassScores scores, List<String> names) {
    if (names.size() > 40) {
      return;
    }
    page.append(
        "<h2>Confusion</h2><p class=\"soft\">Rows are true classes, columns predicted ones.</p>");
    page.append("<div class=\"wide\"><table class=\"confusion\"><thead><tr><th></th>");
    names.forEach(name -> page.append("<th>").append(Html.escape(name)).append("</th>"));
    page.append("</tr></thead><tbody>");
    for (int row = 0; row < names.size(); row++) {
      List<Integer> counts = scores.confusion().get(row);
      int total = Math.max(1, counts.stream().mapToInt(Integer::intValue).sum());
      page.append("<tr><th>").append(Html.escape(names.get(row))).append("</th>");
      for (int column = 0; column < names.size(); column++) {
        double share = (double) counts.get(column) / total;
        double strength = row == column ? 0.35 * share : Math.min(0.8, 4 * share);
        page.append(
            String.format(
                Locale.ROOT,
                "<td style=\"background:rgba(var(--%s),%.3f)\">%s</td>",
                row == column ? "good" : "bad",
                strength,
                counts.get(column) == 0 ? "" : counts.get(column)));
      }
      page.append("</tr>");
    }
    page.append("</tbody></table></div>");
  }

  /// An example with what was said of it.
  private record Case(int row, int truth, int said, double confidence) {}

  private static void examples(StringBuilder page, Dataset set, Head head, Scored test) {
    Shape shape = set.shape();
    boolean picture = shape.rank() == 3 && (shape.size(0) == 1 || shape.size(0) == 3);
    if (!picture) {
      return;
    }
    List<Case> right = new ArrayList<>();
    List<Case> wrong = new ArrayList<>();
    for (int row = 0; row < set.size(); row++) {
      Case seen = seen(set, head, test, row);
      (seen.truth() == seen.said() ? right : wrong).add(seen);
    }
    wrong.sort(Comparator.comparingDouble(Case::confidence).reversed());
    figures(page, "Wrong, the surest first", wrong, set, head);
    right.sort(Comparator.comparingDouble(Case::confidence));
    figures(page, "Right, the least sure first", right, set, head);
  }

  private static Case seen(Dataset set, Head head, Scored test, int row) {
    int width = test.outputs().width();
    int truth =
        switch (set.target()) {
          case Target.Classes classes -> classes.label(row);
          case Target.Binary binary -> binary.label(row);
          case Target.MultiLabel _, Target.Reals _ -> -1;
        };
    if (head instanceof Head.Binary) {
      LogOdds odds = new LogOdds(test.outputs().at().value(row, 0));
      double surer = Math.max(odds.probability(), odds.complement());
      return new Case(row, truth, odds.exceeds(0.5) ? 1 : 0, surer);
    }
    int said = 0;
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < width; k++) {
      if (test.outputs().at().value(row, k) > max) {
        max = test.outputs().at().value(row, k);
        said = k;
      }
    }
    double sum = 0;
    for (int k = 0; k < width; k++) {
      sum += StrictMath.exp(test.outputs().at().value(row, k) - max);
    }
    return new Case(row, truth, said, 1 / sum);
  }

  private static void figures(
      StringBuilder page, String title, List<Case> cases, Dataset set, Head head) {
    page.append("<h2>").append(title).append(" <span class=\"soft\">(").append(cases.size());
    page.append(")</span></h2><div class=\"examples\">");
    Shape shape = set.shape();
    for (Case seen : cases.subList(0, Math.min(SHOWN, cases.size()))) {
      String truth = Html.escape(head.names().get(seen.truth()));
      String said = Html.escape(head.names().get(seen.said()));
      page.append(
          "<figure><img alt=\"an example of %s\" src=\"%s\">"
              .formatted(
                  truth,
                  Html.image(
                      set.example(seen.row()), shape.size(0), shape.size(1), shape.size(2))));
      page.append(
          String.format(
              Locale.ROOT,
              "<figcaption>%s<br><span class=\"soft\">said %s, %.1f"
                  + " %%</span></figcaption></figure>",
              truth,
              said,
              100 * seen.confidence()));
    }
    page.append("</div>");
  }

  private static void scatter(
      StringBuilder page, Session session, Target.Reals reals, Scored test) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    int step = Math.max(1, Math.ceilDiv(reals.size(), MOST_DOTS));
    List<double[]> dots = new ArrayList<>();
    for (int row = 0; row < reals.size(); row += step) {
      float[] said = {(float) test.outputs().at().value(row, 0)};
      session.preparation().targets().restore(said, 0, 1);
      double truth = reals.value(row, 0);
      dots.add(new double[] {truth, said[0]});
      low = Math.min(low, Math.min(truth, said[0]));
      high = Math.max(high, Math.max(truth, said[0]));
    }
    double span = high > low ? high - low : 1;
    page.append(
        "<h2>Predicted against true</h2><div class=\"curves\"><svg viewBox=\"0 0 320 320\""
            + " role=\"img\"");
    page.append(" aria-label=\"predicted values against true values\">");
    page.append("<line class=\"grid\" x1=\"10\" y1=\"310\" x2=\"310\" y2=\"10\"/>");
    for (double[] dot : dots) {
      page.append(
          String.format(
              Locale.ROOT,
              "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"/>",
              10 + 300 * (dot[0] - low) / span,
              310 - 300 * (dot[1] - low) / span));
    }
    page.append("</svg></div>");
    page.append(
        String.format(
            Locale.ROOT,
            "<p class=\"soft\">Both axes from %.4g to %.4g; on the line a prediction is exact.</p>",
            low,
            high));
  }
}
