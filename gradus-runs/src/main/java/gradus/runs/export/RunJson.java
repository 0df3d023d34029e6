package gradus.runs.export;

import gradus.runs.store.Metric;
import gradus.runs.store.Run;
import gradus.runs.store.RunHeader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A run as the object that JSON has of it, without its points.
public final class RunJson {

  private RunJson() {}

  /// The object; a value that is not known is null, one that is not finite stays a number.
  public static Map<String, Object> of(Run run) {
    RunHeader header = run.header();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", run.id());
    object.put("name", header.name());
    object.put("status", run.status().word());
    header.parent().ifPresent(parent -> object.put("parent", parent));
    header.folder().map(Path::toString).ifPresent(folder -> object.put("folder", folder));
    object.put("begun", header.begun().toString());
    object.put("updated", run.updated().toString());
    object.put("seconds", run.seconds());
    run.error().ifPresent(error -> object.put("error", error));
    object.put("command", header.command());
    object.put("gradus", header.gradus());
    object.put("network", header.network());
    object.put("data", header.data());
    object.put("digest", header.dataDigest());
    object.put("settings", header.settings());
    object.put("environment", header.environment());
    Map<String, Object> metrics = new LinkedHashMap<>();
    run.metrics().forEach((name, metric) -> metrics.put(name, of(metric)));
    object.put("metrics", metrics);
    object.put(
        "notes",
        run.notes().stream()
            .map(note -> Map.of("at", note.at().toString(), "text", note.text()))
            .toList());
    object.put(
        "artefacts",
        run.artefacts().stream()
            .map(file -> Map.of("name", file.name(), "bytes", file.bytes()))
            .toList());
    return object;
  }

  private static Map<String, Object> of(Metric metric) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("latest", metric.latest());
    object.put("least", metric.least());
    object.put("greatest", metric.greatest());
    object.put("count", metric.count());
    return object;
  }
}
