package gradus.runs.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One choice of values.
///
/// @param number its number, from 1
/// @param values the values of the settings that vary, by name
/// @param fixed those of the settings that do not
public record Trial(int number, Map<String, String> values, Map<String, String> fixed) {

  public Trial {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
  }

  /// The arguments of `gradus train` for it: the network, then its options.
  public List<String> arguments() {
    Map<String, String> all = new LinkedHashMap<>(fixed);
    all.putAll(values);
    List<String> arguments = new ArrayList<>();
    String network = all.remove(Setting.NETWORK);
    if (network != null) {
      arguments.add(network);
    }
    all.forEach(
        (name, value) -> {
          Setting setting = Setting.find(name).orElseThrow();
          if (setting.kind() != Setting.Kind.FLAG) {
            arguments.add("--" + name + "=" + value);
          } else if (value.equals("true")) {
            arguments.add("--" + name);
          }
        });
    return arguments;
  }

  /// Its values in words.
  public String text() {
    List<String> words = new ArrayList<>();
    values.forEach((name, value) -> words.add(name + " " + value));
    return String.join(", ", words);
  }
}
