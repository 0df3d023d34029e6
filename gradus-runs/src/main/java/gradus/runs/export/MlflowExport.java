package gradus.runs.export;

import gradus.runs.store.Note;
import gradus.runs.store.Point;
import gradus.runs.store.Run;
import gradus.runs.store.RunHeader;
import gradus.runs.store.RunStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// Runs as folders of MLflow's file store: one experiment, in it a folder a run.
///
/// Files of a run are copied to its artefacts, but not its checkpoints. Source: MLflow 2 and 3,
/// `mlflow/store/tracking/file_store.py`, `mlflow/entities/run_status.py`.
final class MlflowExport {

  private static final String EXPERIMENT = "1";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  // what a parameter may be long, from MLflow 2.12 on
  private static final int LONGEST = 6000;

  private MlflowExport() {}

  static void write(RunStore store, List<Run> runs, Path folder) throws IOException {
    Path experiment = Files.createDirectories(folder.resolve("mlruns").resolve(EXPERIMENT));
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("artifact_location", experiment.toUri().toString().replaceAll("/$", ""));
    meta.put("creation_time", Instant.now().toEpochMilli());
    meta.put("experiment_id", EXPERIMENT);
    meta.put("last_update_time", Instant.now().toEpochMilli());
    meta.put("lifecycle_stage", "active");
    meta.put("name", "gradus");
    yaml(experiment.resolve("meta.yaml"), meta);
    for (Run run : runs) {
      run(store, run, Files.createDirectory(experiment.resolve(run.id())));
    }
  }

  /// YAML of one level, whose values are written as JSON, of which YAML 1.2 is an extension.
  private static void yaml(Path file, Map<String, Object> values) throws IOException {
    Files.writeString(
        file,
        values.entrySet().stream()
            .map(it -> it.getKey() + ": " + JSON.writeValueAsString(it.getValue()) + "\n")
            .collect(Collectors.joining()));
  }

  private static void run(RunStore store, Run run, Path folder) throws IOException {
    RunHeader header = run.header();
    Path artefacts = Files.createDirectory(folder.resolve("artifacts"));
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("artifact_uri", artefacts.toUri().toString().replaceAll("/$", ""));
    meta.put("end_time", run.updated().toEpochMilli());
    meta.put("entry_point_name", "");
    meta.put("experiment_id", EXPERIMENT);
    meta.put("lifecycle_stage", "active");
    meta.put("run_id", run.id());
    meta.put("run_name", header.name());
    meta.put("run_uuid", run.id());
    meta.put("source_name", "");
    meta.put("source_type", 4);
    meta.put("source_version", "");
    meta.put("start_time", header.begun().toEpochMilli());
    meta.put("status", status(run));
    meta.put("tags", List.of());
    meta.put("user_id", "");
    yaml(folder.resolve("meta.yaml"), meta);
    Path parameters = Files.createDirectory(folder.resolve("params"));
    for (Map.Entry<String, String> setting : header.settings().entrySet()) {
      Files.writeString(parameters.resolve(plain(setting.getKey())), shortened(setting.getValue()));
    }
    tags(run, Files.createDirectory(folder.resolve("tags")));
    metrics(store.points(run.id()), Files.createDirectory(folder.resolve("metrics")));
    if (header.folder().isPresent()) {
      copy(run, header.folder().get(), artefacts);
    }
  }

  /// RUNNING 1, SCHEDULED 2, FINISHED 3, FAILED 4, KILLED 5.
  private static int status(Run run) {
    return switch (run.status()) {
      case RUNNING -> 1;
      case FINISHED -> 3;
      case FAILED -> 4;
      case INTERRUPTED -> 5;
    };
  }

  /// A name as MLflow allows it, and as no path leads out of the folder.
  private static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_. -]", "_");
    return plain.matches("\\.*") ? "_" + plain : plain;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  private static void tags(Run run, Path folder) throws IOException {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("mlflow.runName", run.header().name());
    tags.put("mlflow.source.name", "gradus " + String.join(" ", run.header().command()));
    tags.put("mlflow.source.type", "LOCAL");
    run.header().parent().ifPresent(parent -> tags.put("mlflow.parentRunId", parent));
    if (!run.notes().isEmpty()) {
      tags.put(
          "mlflow.note.content",
          run.notes().stream().map(Note::text).collect(Collectors.joining("\n\n")));
    }
    tags.put("data.digest", run.header().dataDigest());
    run.error().ifPresent(error -> tags.put("error", error));
    run.header().environment().forEach((name, value) -> tags.put("environment." + name, value));
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      Files.writeString(folder.resolve(plain(tag.getKey())), tag.getValue());
    }
  }

  /// A file a metric, each line the time in milliseconds, the value and the step.
  private static void metrics(List<Point> points, Path folder) throws IOException {
    Map<String, List<Point>> apart =
        points.stream()
            .collect(
                Collectors.groupingBy(
                    point -> plain(point.metric()), LinkedHashMap::new, Collectors.toList()));
    for (Map.Entry<String, List<Point>> metric : apart.entrySet()) {
      try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(metric.getKey()))) {
        for (Point point : metric.getValue()) {
          out.write(
              "%d %s %d\n"
                  .formatted(point.time().toEpochMilli(), number(point.value()), point.step()));
        }
      }
    }
  }

  /// A number as Python reads it.
  private static String number(double value) {
    return Double.isNaN(value) ? "nan" : String.valueOf(value).replace("Infinity", "inf");
  }

  private static void copy(Run run, Path from, Path to) throws IOException {
    for (var artefact : run.artefacts()) {
      Path source = from.resolve(artefact.name()).normalize();
      boolean inside = source.startsWith(from) && !artefact.name().startsWith("checkpoints/");
      if (inside && Files.isRegularFile(source)) {
        Path target = to.resolve(from.relativize(source).toString());
        Files.createDirectories(target.getParent());
        Files.copy(source, target);
      }
    }
  }
}
