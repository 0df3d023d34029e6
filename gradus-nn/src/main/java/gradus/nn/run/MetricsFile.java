package gradus.nn.run;

import gradus.nn.train.EpochReport;
import gradus.tensor.FormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The file `metrics.csv`: one row an epoch; the columns of validation appear when there is one.
final class MetricsFile {

  private static final String VALIDATION = "validation.";

  private MetricsFile() {}

  /// The file's text.
  static String text(List<EpochReport> history) {
    Set<String> scores = new LinkedHashSet<>();
    history.forEach(report -> scores.addAll(report.validation().keySet()));
    StringBuilder text = new StringBuilder("epoch,steps,learningRate,trainLoss,trainAccuracy");
    scores.forEach(name -> text.append(',').append(VALIDATION).append(name));
    text.append(",seconds,examplesPerSecond\n");
    for (EpochReport report : history) {
      text.append(report.epoch()).append(',').append(report.steps());
      text.append(',').append(report.learningRate()).append(',').append(report.trainLoss());
      text.append(',').append(report.trainAccuracy());
      scores.forEach(
          name -> text.append(',').append(report.validation().getOrDefault(name, Double.NaN)));
      text.append(String.format(Locale.ROOT, ",%.3f", report.seconds()));
      text.append(String.format(Locale.ROOT, ",%.1f\n", report.examplesPerSecond()));
    }
    return text.toString();
  }

  /// What a file says: seconds to three digits, examples as far as their rate tells them.
  ///
  /// Throws {@link FormatException} where it is no such file.
  static List<EpochReport> read(Path file) {
    List<String> lines = Json.text(file).lines().toList();
    List<String> names = lines.isEmpty() ? List.of() : List.of(lines.getFirst().split(",", -1));
    List<EpochReport> history = new ArrayList<>();
    for (int line = 1; line < lines.size(); line++) {
      List<String> cells = List.of(lines.get(line).split(",", -1));
      if (cells.size() != names.size()) {
        throw damaged(file, line + 1, names.size() + " cells", cells.size() + " cells");
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        row.put(names.get(i), cells.get(i));
      }
      try {
        history.add(report(row));
      } catch (NumberFormatException broken) {
        FormatException refused =
            damaged(file, line + 1, "a number in each cell", String.valueOf(broken.getMessage()));
        refused.addSuppressed(broken);
        throw refused;
      }
    }
    return history;
  }

  private static EpochReport report(Map<String, String> row) {
    Map<String, Double> validation = new LinkedHashMap<>();
    row.forEach(
        (name, cell) -> {
          if (name.startsWith(VALIDATION)) {
            validation.put(name.substring(VALIDATION.length()), Double.parseDouble(cell));
          }
        });
    double seconds = number(row, "seconds");
    return new EpochReport(
        (int) number(row, "epoch"),
        (long) number(row, "steps"),
        number(row, "trainLoss"),
        number(row, "trainAccuracy"),
        validation,
        number(row, "learningRate"),
        seconds,
        (int) Math.round(seconds * number(row, "examplesPerSecond")));
  }

  private static double number(Map<String, String> row, String name) {
    String cell = row.get(name);
    if (cell == null) {
      throw new NumberFormatException("no column " + name);
    }
    return Double.parseDouble(cell);
  }

  private static FormatException damaged(Path file, int line, String expected, String found) {
    return new FormatException(
        file.toString(),
        "line " + line,
        expected,
        found,
        "Restore the file, or the checkpoints that hold the same.");
  }
}
