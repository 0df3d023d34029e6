package gradus.explain.render;

import gradus.explain.summary.Summary;
import gradus.nn.data.AtomicFile;
import gradus.nn.metric.ClassScores;
import gradus.nn.metric.Scored;
import gradus.nn.run.RunRecord;
import gradus.nn.run.Session;
import gradus.nn.train.EpochReport;
import gradus.nn.train.Trained;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `report.html`: what a training was, its curves, and how good the model is, on one page that
/// needs no other file.
public final class RunReport {

  /// The look of every page.
  static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1b1f24; --soft: #667; --paper: #fff; --line: #d8dbe2;
        --a: #0b62a8; --b: #b3541e; --good: 11,98,168; --bad: 190,60,40; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6e8ec; --soft: #9aa3b2; --paper: #14171c;
        --line: #333a45; --a: #6fb3ee; --b: #e8955c; --good: 90,160,230; --bad: 230,110,90; } }
      body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
        max-width: 68rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.6rem; margin: 0 0 .2rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; }
      .soft, .tick { color: var(--soft); fill: var(--soft); } .lead { font-size: 1.25rem; }
      pre, code, td, th { font-variant-numeric: tabular-nums; } pre { overflow-x: auto; font-size: .85rem; }
      table { border-collapse: collapse; } .wide { overflow-x: auto; }
      td, th { padding: .2rem .6rem; text-align: right; } th:first-child, td:first-child { text-align: left; }
      th.number:first-child, td.number:first-child { text-align: right; } th.words, td.words { text-align: left; }
      thead th { border-bottom: 1px solid var(--line); font-weight: 600; }
      .confusion td { min-width: 2.2rem; } .curves { display: flex; flex-wrap: wrap; gap: 1rem; }
      .curves svg { width: min(100%, 32rem); } svg text { font: 12px system-ui, sans-serif; fill: var(--ink); }
      svg .title { font-weight: 600; font-size: 14px; } svg .grid { stroke: var(--line); } svg .zero { stroke: var(--soft); }
      svg polyline { fill: none; stroke-width: 2; } svg .line0 { stroke: var(--a); } svg .line1 { stroke: var(--b); }
      svg circle.line0, svg text.line0 { fill: var(--a); stroke: none; }
      svg circle.line1, svg text.line1 { fill: var(--b); stroke: none; }
      .examples { display: flex; flex-wrap: wrap; gap: .8rem; } figure { margin: 0; width: 6.5rem; font-size: .8rem; }
      figure img { width: 100%; image-rendering: pixelated; border: 1px solid var(--line); border-radius: 4px; }
      .dot { fill: var(--a); opacity: .55; }
      """;

  private RunReport() {}

  /// Writes the report of a finished training into its folder.
  ///
  /// @return the file
  public static Path write(Session session, Trained trained) {
    Path file = session.folder().path().resolve("report.html");
    String page = page(session, trained);
    AtomicFile.write(file, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
    return file;
  }

  private static String page(Session session, Trained trained) {
    RunRecord record = session.record();
    String title =
        "%s on %s".formatted(record.recipe().network().name(), record.recipe().data().source());
    StringBuilder page =
        new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>");
    page.append(Html.escape(title))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body>");
    page.append("<h1>").append(Html.escape(title)).append("</h1>");
    page.append(
        "<p class=\"soft\">%s; %s examples to train, %s to test; seed %d</p>"
            .formatted(
                Html.escape(String.join(" ", record.command())),
                SummaryText.count(session.data().train().size()),
                SummaryText.count(session.data().test().size()),
                record.recipe().training().seed()));
    trained.test().ifPresent(test -> page.append(lead(test)));
    curves(page, trained.checkpoint().history());
    trained
        .test()
        .ifPresent(
            test -> {
              scores(page, test);
              Outcomes.append(page, session, test);
            });
    page.append("<h2>The network</h2><pre>");
    SummaryText.lines(Summary.of(session.network()))
        .forEach(line -> page.append(Html.escape(line)).append('\n'));
    page.append("</pre><p class=\"soft\">weights ");
    page.append(Session.result(trained).weightsSha256()).append("</p></body></html>\n");
    return page.toString();
  }

  private static String lead(Scored test) {
    Map<String, Double> values = test.scores().values();
    return values.containsKey("accuracy")
        ? String.format(
            Locale.ROOT,
            "<p class=\"lead\">Right on <b>%.2f %%</b> of the test examples.</p>",
            100 * values.get("accuracy"))
        : String.format(
            Locale.ROOT,
            "<p class=\"lead\">Root mean squared error <b>%.4g</b>, R² <b>%.4f</b> on the test"
                + " examples.</p>",
            values.getOrDefault("rmse", Double.NaN),
            values.getOrDefault("r2", Double.NaN));
  }

  private static void curves(StringBuilder page, List<EpochReport> history) {
    if (history.isEmpty()) {
      return;
    }
    page.append("<h2>Training</h2><div class=\"curves\">");
    page.append(chart("Loss", history, EpochReport::trainLoss, "loss"));
    if (history.stream().anyMatch(report -> !Double.isNaN(report.trainAccuracy()))) {
      page.append(chart("Accuracy", history, EpochReport::trainAccuracy, "accuracy"));
    }
    page.append(
        new Curves(
                "Learning rate",
                "epoch",
                List.of(
                    new Curves.Series(
                        "at the end of the epoch",
                        history.stream().map(EpochReport::learningRate).toList())))
            .svg());
    page.append("</div>");
  }

  private static String chart(
      String title,
      List<EpochReport> history,
      java.util.function.Function<EpochReport, Double> train,
      String validation) {
    List<Curves.Series> series = new ArrayList<>();
    series.add(new Curves.Series("training", history.stream().map(train).toList()));
    if (history.stream().anyMatch(report -> report.validation().containsKey(validation))) {
      series.add(
          new Curves.Series(
              "validation",
              history.stream()
                  .map(report -> report.validation().getOrDefault(validation, Double.NaN))
                  .toList()));
    }
    return new Curves(title, "epoch", series).svg();
  }

  private static void scores(StringBuilder page, Scored test) {
    page.append("<h2>On the test part</h2><div class=\"wide\"><table><thead><tr>");
    test.scores()
        .values()
        .keySet()
        .forEach(name -> page.append("<th>").append(name).append("</th>"));
    page.append("</tr></thead><tbody><tr>");
    test.scores()
        .values()
        .values()
        .forEach(value -> page.append(String.format(Locale.ROOT, "<td>%.4g</td>", value)));
    page.append("</tr></tbody></table></div>");
    if (test.scores() instanceof ClassScores classes && classes.confusion().size() <= 40) {
      page.append("<p class=\"soft\">Macro precision, recall and F1 are means over classes.</p>");
    }
  }
}
