package gradus.runs.record;

import gradus.nn.run.Identity;
import gradus.nn.run.Recipe;
import gradus.nn.run.RunFolder;
import gradus.nn.run.RunRecord;
import gradus.runs.store.RunHeader;
import gradus.runs.store.StorePlace;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a folder says of its run, for the store.
final class Headers {

  private Headers() {}

  static RunHeader of(RunFolder folder) {
    Path path = folder.path().toAbsolutePath().normalize();
    RunRecord record = folder.record();
    Identity identity = folder.identity();
    Map<String, String> environment = new LinkedHashMap<>(record.environment());
    environment.put("gradus", record.gradus());
    return new RunHeader(
        identity.id(),
        String.valueOf(path.getFileName()),
        Optional.of(path),
        identity.parent(),
        record.command().stream().map(StorePlace::redacted).toList(),
        record.gradus(),
        record.recipe().network().name(),
        record.recipe().data().source(),
        record.dataDigest(),
        identity.begun(),
        settings(record.recipe()),
        environment);
  }

  /// Every setting of a recipe by the names of its records, such as `training.learningRate`.
  static Map<String, String> settings(Recipe recipe) {
    Map<String, String> settings = new LinkedHashMap<>();
    add("data.", recipe.data(), settings);
    add("network.", recipe.network(), settings);
    add("training.", recipe.training(), settings);
    return settings;
  }

  private static void add(String part, Record values, Map<String, String> settings) {
    for (RecordComponent component : values.getClass().getRecordComponents()) {
      try {
        settings.put(part + component.getName(), word(component.getAccessor().invoke(values)));
      } catch (IllegalAccessException | InvocationTargetException hidden) {
        throw new IllegalStateException(
            "%s.%s: expected an accessor that all may call, found none."
                .formatted(values.getClass().getName(), component.getName()),
            hidden);
      }
    }
  }

  private static String word(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : String.valueOf(value);
  }
}
