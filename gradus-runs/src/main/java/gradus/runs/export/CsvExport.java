package gradus.runs.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import gradus.runs.store.Point;
import gradus.runs.store.Run;
import gradus.runs.store.RunHeader;
import gradus.runs.store.RunStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Runs as two tables.
final class CsvExport {

  private CsvExport() {}

  static void write(RunStore store, List<Run> runs, Path folder) throws IOException {
    Set<String> settings = new TreeSet<>();
    Set<String> metrics = new TreeSet<>();
    for (Run run : runs) {
      settings.addAll(run.header().settings().keySet());
      metrics.addAll(run.metrics().keySet());
    }
    try (CsvWriter csv = CsvWriter.builder().build(folder.resolve("runs.csv"))) {
      List<String> header =
          new ArrayList<>(
              List.of("id", "name", "status", "parent", "begun", "seconds", "folder", "digest"));
      header.addAll(settings);
      header.addAll(metrics);
      csv.writeRecord(header);
      runs.forEach(run -> csv.writeRecord(row(run, settings, metrics)));
    }
    try (CsvWriter csv = CsvWriter.builder().build(folder.resolve("points.csv"))) {
      csv.writeRecord("id", "metric", "step", "epoch", "value", "time");
      for (Run run : runs) {
        store.points(run.id()).forEach(point -> csv.writeRecord(row(run, point)));
      }
    }
  }

  private static List<String> row(Run run, Set<String> settings, Set<String> metrics) {
    RunHeader header = run.header();
    List<String> row = new ArrayList<>();
    row.add(header.id());
    row.add(header.name());
    row.add(run.status().word());
    row.add(header.parent().orElse(""));
    row.add(header.begun().toString());
    row.add(String.valueOf(run.seconds()));
    row.add(header.folder().map(Path::toString).orElse(""));
    row.add(header.dataDigest());
    settings.forEach(name -> row.add(header.settings().getOrDefault(name, "")));
    metrics.forEach(
        name ->
            row.add(
                run.metrics().containsKey(name)
                    ? String.valueOf(run.metrics().get(name).latest())
                    : ""));
    return row;
  }

  private static List<String> row(Run run, Point point) {
    return List.of(
        run.id(),
        point.metric(),
        String.valueOf(point.step()),
        String.valueOf(point.epoch()),
        String.valueOf(point.value()),
        point.time().toString());
  }
}
