package gradus.runs.sweep;

import gradus.tensor.FormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads the file of a sweep.
///
/// ```
/// search: random            # grid, random or halving
/// trials: 20
/// objective: validation.accuracy
/// train:                    # what all trials share
///   network: mlp
///   validation: 0.2
/// settings:                 # what varies
///   lr: {from: 0.0001, to: 0.1, scale: log}
///   optimiser: [adam, sgd]
/// ```
public final class SweepYaml {

  private static final List<String> KEYS =
      List.of("search", "trials", "eta", "minEpochs", "seed", "objective", "train", "settings");
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String file;
  private final Map<String, Object> root;

  private SweepYaml(String file, Map<String, Object> root) {
    this.file = file;
    this.root = root;
  }

  /// The plan that a text describes.
  ///
  /// @param file the file's name, for messages
  /// @param text its content Throws {@link FormatException} with the place where the text is wrong.
  public static SweepPlan read(String file, String text) {
    try {
      Map<String, Object> root = YAML.readValue(text, new TypeReference<>() {});
      if (root == null) {
        throw new FormatException(
            file, "line 1", "a sweep", "nothing", "Write search, train and settings.");
      }
      return new SweepYaml(file, root).plan();
    } catch (JacksonException broken) {
      String place =
          broken.getLocation() == null
              ? "the file"
              : "line %d, column %d"
                  .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr());
      throw new FormatException(
          file,
          place,
          "YAML with names and values",
          String.valueOf(broken.getOriginalMessage()).lines().findFirst().orElse("").strip(),
          "Check the indentation.",
          broken);
    }
  }

  private SweepPlan plan() {
    for (String key : root.keySet()) {
      if (!KEYS.contains(key)) {
        throw error(
            "the file",
            "one of " + String.join(", ", KEYS),
            "\"" + key + "\"",
            "Did you mean %s?".formatted(Setting.nearest(key, KEYS)));
      }
    }
    Map<String, String> fixed = new LinkedHashMap<>();
    map("train")
        .forEach(
            (name, value) -> fixed.put(known("train", name).name(), value("train", name, value)));
    Map<String, Choice> settings = new LinkedHashMap<>();
    map("settings").forEach((name, value) -> vary(name, value, fixed, settings));
    if (settings.isEmpty()) {
      throw error(
          "settings",
          "one setting or more that varies",
          "none",
          "Add for example lr: [0.001, 0.01].");
    }
    Objective objective = objective();
    Search search = search();
    requireFitting(search, objective, fixed, settings);
    return new SweepPlan(file, search, objective, whole("seed", 1, 0), fixed, settings);
  }

  private void vary(
      String name, Object value, Map<String, String> fixed, Map<String, Choice> settings) {
    Setting setting = known("settings", name);
    if (fixed.containsKey(setting.name()) || settings.containsKey(setting.name())) {
      throw error(
          "settings." + name,
          "a setting that is named once",
          "it twice",
          "Leave it out under train, or here.");
    }
    settings.put(setting.name(), choice(setting, name, value));
  }

  private void requireFitting(
      Search search, Objective objective, Map<String, String> fixed, Map<String, Choice> settings) {
    String validation = fixed.getOrDefault("validation", "0");
    if (objective.needsValidation()
        && !settings.containsKey("validation")
        && Double.parseDouble(validation) == 0) {
      throw error(
          "objective",
          "a validation part for " + objective.metric(),
          "none",
          "Add validation: 0.2 under train.");
    }
    if (search instanceof Search.Halving halving) {
      if (settings.containsKey("epochs")) {
        throw error(
            "settings.epochs",
            "no epochs among the settings of search: halving, which chooses them itself",
            "epochs",
            "Give the length of a whole trial as epochs under train.");
      }
      int epochs = Integer.parseInt(fixed.getOrDefault("epochs", "5"));
      if (halving.minEpochs() * (long) halving.eta() > epochs) {
        throw error(
            "minEpochs",
            "minEpochs times eta to be at most the epochs of a whole trial ("
                + epochs
                + "), so that there is a rung before the last",
            halving.minEpochs() + " times " + halving.eta(),
            "Raise epochs under train, or use search: random.");
      }
    }
  }

  private Search search() {
    String word = String.valueOf(root.getOrDefault("search", "grid"));
    if (!word.equals("halving") && (root.containsKey("eta") || root.containsKey("minEpochs"))) {
      throw error("eta, minEpochs", "search: halving", "search: " + word, "Leave them out.");
    }
    return switch (word) {
      case "grid" -> {
        if (root.containsKey("trials")) {
          throw error(
              "trials",
              "no trials for search: grid, which makes every combination",
              String.valueOf(root.get("trials")),
              "Leave trials out, or use search: random.");
        }
        yield new Search.Grid();
      }
      case "random" -> new Search.Random((int) whole("trials", 0, 1));
      case "halving" ->
          new Search.Halving(
              (int) whole("trials", 0, 2),
              (int) whole("eta", 3, 2),
              (int) whole("minEpochs", 1, 1));
      default ->
          throw error(
              "search", "grid, random or halving", "\"" + word + "\"", "Choose one of these.");
    };
  }

  private long whole(String name, long otherwise, long least) {
    Object value = root.getOrDefault(name, otherwise);
    if (value instanceof Number number
        && number.doubleValue() == number.longValue()
        && number.longValue() >= least
        && (name.equals("seed") || number.longValue() <= SweepPlan.MOST)) {
      return number.longValue();
    }
    throw error(
        name,
        "a whole number from " + least + " to " + SweepPlan.MOST,
        root.containsKey(name) ? String.valueOf(value) : "none",
        "Write for example %s: %d.".formatted(name, Math.max(least, 20)));
  }

  private Objective objective() {
    Object value = root.getOrDefault("objective", "validation.loss");
    String metric = String.valueOf(value);
    String direction = "";
    if (value instanceof Map<?, ?> map) {
      metric = String.valueOf(map.get("metric"));
      direction = map.containsKey("direction") ? String.valueOf(map.get("direction")) : "";
    }
    if (metric.startsWith("test.")) {
      throw error(
          "objective",
          "a score that is not of the test part, which would no longer be one",
          "\"" + metric + "\"",
          "Use validation." + metric.substring("test.".length()) + ".");
    }
    if (!metric.startsWith(Objective.VALIDATION)
        && !List.of("trainLoss", "trainAccuracy").contains(metric)) {
      throw error(
          "objective",
          "validation.loss or another score of the validation part, trainLoss or trainAccuracy",
          "\"" + metric + "\"",
          "Write for example validation.accuracy.");
    }
    return switch (direction) {
      case "" -> new Objective(metric, Objective.isLargerBetter(metric));
      case "max" -> new Objective(metric, true);
      case "min" -> new Objective(metric, false);
      default ->
          throw error(
              "objective.direction", "max or min", "\"" + direction + "\"", "Choose one of these.");
    };
  }

  private Map<String, Object> map(String key) {
    Object value = root.getOrDefault(key, Map.of());
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> named = new LinkedHashMap<>();
      map.forEach((name, it) -> named.put(String.valueOf(name), it));
      return named;
    }
    throw error(key, "names and values", String.valueOf(value), "Indent them below it.");
  }

  private Setting known(String place, String name) {
    return Setting.find(name)
        .orElseThrow(
            () -> {
              List<String> all = Setting.all().stream().map(Setting::name).toList();
              return error(
                  place,
                  "a setting of gradus train",
                  "\"" + name + "\"",
                  "Did you mean %s? gradus train --help lists them."
                      .formatted(Setting.nearest(name, all)));
            });
  }

  private Choice choice(Setting setting, String name, Object value) {
    String place = "settings." + name;
    if (value instanceof Map<?, ?> range) {
      return new SweepRange(file, place, setting, range).choice();
    }
    if (!(value instanceof List<?> list)) {
      throw error(
          place,
          "a list of values, or a range {from: …, to: …}",
          String.valueOf(value),
          "Put a value that does not vary under train.");
    }
    if (list.isEmpty()) {
      throw error(
          place, "one value or more", "an empty list", "Add values, or leave the setting out.");
    }
    List<String> values = new ArrayList<>();
    for (Object one : list) {
      String text = value(place, setting, one);
      if (values.contains(text)) {
        throw error(place, "values that differ", text + " twice", "Leave one out.");
      }
      values.add(text);
    }
    return new Choice.Listed(values);
  }

  private String value(String place, String name, Object value) {
    return value(place + "." + name, known(place, name), value);
  }

  private String value(String place, Setting setting, Object value) {
    boolean fits =
        switch (setting.kind()) {
          case WORD -> value instanceof String || value instanceof Number;
          case WHOLE -> value instanceof Integer || value instanceof Long;
          case REAL -> value instanceof Number;
          case FLAG -> value instanceof Boolean;
        };
    if (fits) {
      return String.valueOf(value);
    }
    String expected =
        switch (setting.kind()) {
          case WORD -> "a word";
          case WHOLE -> "a whole number";
          case REAL -> "a number";
          case FLAG -> "true or false";
        };
    throw error(place, expected, String.valueOf(value), "Change the value.");
  }

  private FormatException error(String place, String expected, String found, String mend) {
    return new FormatException(file, place, expected, found, mend);
  }
}
