package gradus.runs.sweep;

import gradus.random.Philox;
import gradus.tensor.FormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a sweep does: it determines every trial.
///
/// @param file the name of the file that says it, for messages
/// @param search how trials are chosen
/// @param objective what is looked for
/// @param seed of the draws
/// @param fixed the settings of all trials, by name
/// @param settings what varies, by name
public record SweepPlan(
    String file,
    Search search,
    Objective objective,
    long seed,
    Map<String, String> fixed,
    Map<String, Choice> settings) {

  /// The most trials of a sweep.
  static final int MOST = 10_000;

  public SweepPlan {
    fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /// The epochs of a whole trial, where they do not vary.
  public int epochs() {
    return Integer.parseInt(fixed.getOrDefault("epochs", "5"));
  }

  /// All trials. What is drawn for one depends on the seed, the setting's name and the number of
  /// the draw alone: more trials leave the first ones as they are.
  ///
  /// Throws {@link FormatException} for a grid that is too large or not countable.
  public List<Trial> trials() {
    List<Map<String, String>> values =
        switch (search) {
          case Search.Grid _ -> grid();
          case Search.Random(int trials) -> drawn(trials);
          case Search.Halving(int trials, _, _) -> drawn(trials);
        };
    List<Trial> trials = new ArrayList<>();
    for (Map<String, String> chosen : values) {
      trials.add(new Trial(trials.size() + 1, chosen, fixed));
    }
    return trials;
  }

  private List<Map<String, String>> grid() {
    List<Map<String, String>> all = List.of(Map.of());
    for (Map.Entry<String, Choice> setting : settings.entrySet()) {
      List<String> values =
          setting
              .getValue()
              .grid()
              .orElseThrow(
                  () ->
                      new FormatException(
                          file,
                          "settings." + setting.getKey(),
                          "values that a grid can list",
                          "a range without steps",
                          "Add steps: 5, or search: random."));
      if ((long) all.size() * values.size() > MOST) {
        throw new FormatException(
            file,
            "settings",
            "a grid of at most " + MOST + " trials",
            "more",
            "Take fewer values, or search: random with trials.");
      }
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> before : all) {
        for (String value : values) {
          Map<String, String> after = new LinkedHashMap<>(before);
          after.put(setting.getKey(), value);
          longer.add(after);
        }
      }
      all = longer;
    }
    return all;
  }

  /// Combinations drawn at random, none twice.
  private List<Map<String, String>> drawn(int count) {
    double possible =
        settings.values().stream().mapToDouble(Choice::size).reduce(1, (a, b) -> a * b);
    if (count > possible) {
      throw new FormatException(
          file,
          "trials",
          "no more than the %.0f combinations that there are".formatted(possible),
          String.valueOf(count),
          "Take fewer trials, or search: grid for all of them.");
    }
    Set<Map<String, String>> drawn = new LinkedHashSet<>();
    for (long number = 0; drawn.size() < count; number++) {
      if (number > 1000L * MOST) {
        throw new FormatException(
            file,
            "trials",
            "combinations that differ",
            drawn.size() + " after many draws",
            "Take fewer trials, or search: grid.");
      }
      Map<String, String> one = new LinkedHashMap<>();
      for (Map.Entry<String, Choice> setting : settings.entrySet()) {
        Philox stream = Philox.of(seed).stream(streamOf(setting.getKey()));
        one.put(setting.getKey(), setting.getValue().draw(stream, number));
      }
      drawn.add(one);
    }
    return List.copyOf(drawn);
  }

  /// FNV-1a, 64 bits, of a name.
  private static long streamOf(String name) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }
}
