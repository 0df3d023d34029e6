package gradus.runs.export;

import gradus.runs.store.Point;
import gradus.runs.store.Run;
import gradus.runs.store.RunStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// Runs as one JSON array; numbers that JSON cannot hold are the words `"NaN"`, `"Infinity"` and
/// `"-Infinity"`.
final class JsonExport {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

  private JsonExport() {}

  static void write(RunStore store, List<Run> runs, Path folder) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("runs.json"))) {
      out.write("[");
      String before = "\n";
      for (Run run : runs) {
        Map<String, Object> object = new LinkedHashMap<>(RunJson.of(run));
        object.put("series", series(store.points(run.id())));
        out.write(before);
        out.write(JSON.writeValueAsString(object));
        before = ",\n";
      }
      out.write("\n]\n");
    }
  }

  /// Each metric's steps, epochs and values, each a list.
  private static Map<String, Object> series(List<Point> points) {
    Map<String, List<Point>> apart = new LinkedHashMap<>();
    points.forEach(
        point -> apart.computeIfAbsent(point.metric(), _ -> new ArrayList<>()).add(point));
    Map<String, Object> series = new LinkedHashMap<>();
    apart.forEach(
        (metric, own) ->
            series.put(
                metric,
                Map.of(
                    "step", own.stream().map(Point::step).toList(),
                    "epoch", own.stream().map(Point::epoch).toList(),
                    "value", own.stream().map(Point::value).toList())));
    return series;
  }
}
