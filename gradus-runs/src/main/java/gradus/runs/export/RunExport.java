package gradus.runs.export;

import gradus.runs.store.Run;
import gradus.runs.store.RunStore;
import gradus.tensor.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Writes runs into a new folder, in a format that others read.
public enum RunExport {
  /// `runs.csv`, a row a run, and `points.csv`, a row a value.
  CSV,
  /// `runs.json`: an array of runs with everything that is known of each.
  JSON,
  /// `mlruns`, as MLflow's file store has it.
  MLFLOW;

  /// The format that a word means: `csv`, `json` or `mlflow`.
  public static RunExport named(String word) {
    for (RunExport each : values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "--format %s: expected csv, json or mlflow, found \"%s\". Choose one of these."
            .formatted(word, word));
  }

  /// Writes runs into a folder.
  ///
  /// Throws {@link FormatException} where the folder is not new or empty.
  ///
  /// @param store where their points are
  /// @param runs the runs
  /// @param folder the folder, which is made
  public void write(RunStore store, List<Run> runs, Path folder) {
    try {
      Files.createDirectories(folder);
      requireEmpty(folder);
      switch (this) {
        case CSV -> CsvExport.write(store, runs, folder);
        case JSON -> JsonExport.write(store, runs, folder);
        case MLFLOW -> MlflowExport.write(store, runs, folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s: cannot be written.".formatted(folder), e);
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      if (children.findAny().isPresent()) {
        throw new FormatException(
            folder.toString(),
            "the folder",
            "a new or empty folder",
            "other files",
            "Choose another --out.");
      }
    }
  }
}
