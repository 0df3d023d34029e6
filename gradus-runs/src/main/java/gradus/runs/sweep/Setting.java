package gradus.runs.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a sweep may set: the options of `gradus train`, by their names without dashes
/// (`weightDecay` or `weight-decay`), and `network`.
///
/// @param name as the command line has it, without the leading dashes
/// @param kind what its values are
public record Setting(String name, Kind kind) {

  /// What the values of a setting are.
  public enum Kind {
    /// Text.
    WORD,
    /// Whole numbers.
    WHOLE,
    /// Numbers.
    REAL,
    /// `true` or `false`: an option that is there or not.
    FLAG
  }

  /// The setting that is no option but the first argument.
  static final String NETWORK = "network";

  private static final List<Setting> ALL =
      List.of(
          word(NETWORK),
          word("input"),
          flag("batch-norm"),
          real("dropout"),
          word("data"),
          word("split"),
          real("validation"),
          word("target"),
          word("label"),
          word("delimiter"),
          word("header"),
          word("categorical"),
          word("ignore"),
          whole("channels"),
          word("shape"),
          whole("length"),
          word("size"),
          word("standardise"),
          word("mean"),
          word("deviation"),
          whole("epochs"),
          whole("batch"),
          whole("seed"),
          word("optimiser"),
          real("lr"),
          real("momentum"),
          flag("nesterov"),
          real("weight-decay"),
          word("schedule"),
          word("loss"),
          real("label-smoothing"),
          real("clip-norm"),
          whole("parts"),
          whole("patience"),
          flag("balanced"),
          flag("augment"),
          real("shift"),
          real("rotate"),
          real("scale"),
          flag("flip"),
          word("train-only"),
          flag("new-head"),
          word("kernels"));

  private static Setting word(String name) {
    return new Setting(name, Kind.WORD);
  }

  private static Setting whole(String name) {
    return new Setting(name, Kind.WHOLE);
  }

  private static Setting real(String name) {
    return new Setting(name, Kind.REAL);
  }

  private static Setting flag(String name) {
    return new Setting(name, Kind.FLAG);
  }

  /// All settings.
  public static List<Setting> all() {
    return ALL;
  }

  /// The setting of a name as people write it.
  static Optional<Setting> find(String written) {
    String plain = plain(written);
    return ALL.stream().filter(setting -> setting.name.equals(plain)).findFirst();
  }

  /// The name that is nearest to a wrong one, by the number of letters to change.
  static String nearest(String written, List<String> known) {
    String plain = plain(written);
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(plain, plain(name))))
        .orElse("");
  }

  private static String plain(String written) {
    String dashed = written.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    return dashed.equals("learning-rate") ? "lr" : dashed;
  }

  /// Levenshtein's distance.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int before = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int kept = before + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        before = row[j];
        row[j] = Math.min(kept, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
