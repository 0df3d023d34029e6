package gradus.cli;

import gradus.explain.render.Html;
import gradus.explain.render.Page;
import gradus.explain.render.Table;
import gradus.runs.sweep.Effect;
import gradus.runs.sweep.Effects;
import gradus.runs.sweep.Outcome;
import gradus.runs.sweep.Search;
import gradus.runs.sweep.SweepFolder;
import gradus.runs.sweep.SweepResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How the result of a sweep is told: as lines, as an object, as a page.
final class SweepText {

  private SweepText() {}

  static List<String> lines(SweepResult result, SweepFolder folder) {
    List<String> lines = new ArrayList<>(trials(result).lines());
    lines.add("");
    lines.add("What mattered");
    lines.addAll(method(result));
    lines.add("");
    lines.addAll(effects(Effects.of(result)).lines());
    lines.add("");
    lines.add(verdict(result));
    result
        .best()
        .ifPresent(
            best -> {
              lines.add("model   " + folder.run(best.trial()));
              lines.add("report  " + folder.path().resolve("report.html"));
            });
    return lines;
  }

  static String page(SweepResult result) {
    String title = "Sweep of " + result.plan().file();
    return Page.of(
        title,
        "<h1>%s</h1><p class=\"lead\">%s</p><h2>Trials</h2><div class=\"wide\">%s</div><h2>What mattered</h2><p>%s</p><div class=\"wide\">%s</div>"
            .formatted(
                Html.escape(title),
                Html.escape(verdict(result)),
                trials(result).html(),
                Html.escape(String.join(" ", method(result))),
                effects(Effects.of(result)).html()));
  }

  static Map<String, Object> json(SweepResult result, SweepFolder folder) {
    List<Map<String, Object>> trials = new ArrayList<>();
    for (Outcome outcome : result.ranking()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("trial", outcome.trial());
      one.put("settings", result.trial(outcome.trial()).values());
      one.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
      one.put("epochs", outcome.epochs());
      one.put("value", outcome.value());
      one.put("test", outcome.test());
      one.put("message", outcome.message());
      one.put("run", folder.run(outcome.trial()).toString());
      trials.add(one);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("objective", result.plan().objective().metric());
    object.put("direction", result.plan().objective().largest() ? "max" : "min");
    object.put("best", result.best().map(Outcome::trial).orElse(0));
    object.put("trials", trials);
    object.put("effects", Effects.of(result));
    object.put("out", folder.path().toString());
    return object;
  }

  private static String verdict(SweepResult result) {
    return result
        .best()
        .map(
            best ->
                "Best: trial %d (%s): %s %s after %d epochs."
                    .formatted(
                        best.trial(),
                        result.trial(best.trial()).text(),
                        result.plan().objective().metric(),
                        Numbers.short4(best.value()),
                        best.epochs()))
        .orElse("No trial came to its end; the last column says why.");
  }

  private static Table trials(SweepResult result) {
    List<String> settings = List.copyOf(result.plan().settings().keySet());
    List<String> header = new ArrayList<>(List.of("trial"));
    header.addAll(settings);
    header.addAll(List.of("epochs", result.plan().objective().metric(), "test", ""));
    List<List<String>> rows = new ArrayList<>();
    for (Outcome outcome : result.ranking()) {
      List<String> row = new ArrayList<>(List.of(String.valueOf(outcome.trial())));
      settings.forEach(name -> row.add(result.trial(outcome.trial()).values().get(name)));
      row.add(outcome.isDone() ? String.valueOf(outcome.epochs()) : "–");
      row.add(Numbers.short4(outcome.value()));
      row.add(test(outcome.test()));
      row.add(outcome.isDone() ? "" : shortened(outcome));
      rows.add(row);
    }
    List<Boolean> right = new ArrayList<>(Collections.nCopies(header.size() - 1, true));
    right.add(false);
    return new Table(header, right, rows);
  }

  private static String shortened(Outcome outcome) {
    String text = outcome.status().name().toLowerCase(Locale.ROOT) + ": " + outcome.message();
    return text.length() <= 100 ? text : text.substring(0, 99) + "…";
  }

  private static String test(Map<String, Double> test) {
    if (test.containsKey("accuracy")) {
      return Numbers.percent(test.getOrDefault("accuracy", Double.NaN));
    }
    return test.containsKey("rmse")
        ? "RMSE " + Numbers.short4(test.getOrDefault("rmse", Double.NaN))
        : "–";
  }

  private static List<String> method(SweepResult result) {
    boolean rungs = result.plan().search() instanceof Search.Halving;
    return List.of(
        "The share of the variance of the trials' ranks that goes with each setting alone, adjusted"
            + " for",
        "chance: η² over its values (or thirds of them), or Spearman's ρ² where that is more."
            + " Compared at",
        (rungs ? "the first rung, where all have made the same epochs." : "the trials' end.")
            + " With few trials much of it is chance.");
  }

  private static Table effects(List<Effect> effects) {
    List<List<String>> rows = new ArrayList<>();
    for (Effect effect : effects) {
      boolean first = true;
      for (Effect.Level level : effect.levels()) {
        rows.add(
            List.of(
                first ? effect.setting() : "",
                first ? share(effect.share()) : "",
                first && !Double.isNaN(effect.correlation())
                    ? String.format(Locale.ROOT, "%+.2f", effect.correlation())
                    : "",
                level.values(),
                level.trials() + (level.lost() > 0 ? " and " + level.lost() + " diverged" : ""),
                Numbers.short4(level.mean()),
                Numbers.short4(level.best())));
        first = false;
      }
    }
    return new Table(
        List.of("setting", "share", "ρ", "values", "trials", "mean", "best"),
        List.of(false, true, true, true, true, true, true),
        rows);
  }

  private static String share(double share) {
    return Double.isNaN(share) ? "too few" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
