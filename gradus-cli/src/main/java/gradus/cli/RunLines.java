package gradus.cli;

import gradus.explain.render.Table;
import gradus.runs.store.Metric;
import gradus.runs.store.Run;
import gradus.runs.store.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// Runs as lines of text.
final class RunLines {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

  private RunLines() {}

  static Table table(List<Run> runs) {
    return new Table(
        List.of("id", "name", "data", "status", "metric", "begun", "time"),
        List.of(false, false, false, false, false, false, true),
        runs.stream()
            .map(
                run ->
                    List.of(
                        run.header().shortId(),
                        shortened(run.header().name()),
                        shortened(run.header().data()),
                        run.status().word(),
                        run.main().map(RunLines::metric).orElse("–"),
                        time(run.header().begun()),
                        Numbers.duration(seconds(run))))
            .toList());
  }

  /// How long it has trained, up to now if it is still at it.
  private static double seconds(Run run) {
    return run.status() == RunStatus.RUNNING
        ? run.seconds() + Duration.between(run.updated(), Instant.now()).toMillis() / 1e3
        : run.seconds();
  }

  private static String metric(Metric metric) {
    return metric.name() + " " + Numbers.short4(metric.latest());
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  static String shortened(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    boolean more = line.length() > 40 || text.lines().count() > 1;
    return more ? line.substring(0, Math.min(39, line.length())) + "…" : line;
  }
}
