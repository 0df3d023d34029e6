package gradus.nn.data;

import java.util.Arrays;
import java.util.List;

/// What a target is to be taken for, where the data alone do not say.
public sealed interface TargetKind {
  /// Let the data decide: two different values are binary; text, or up to 20 different whole
  /// numbers that each come twice on average, are classes; other numbers are reals.
  TargetKind AUTO = new Auto();

  /// See [#AUTO].
  record Auto() implements TargetKind {}

  /// Classes, even if there are two or many.
  record Classes() implements TargetKind {}

  /// Two outcomes.
  record Binary() implements TargetKind {}

  /// Any number of classes at once; one column of 0 and 1 each.
  record MultiLabel() implements TargetKind {}

  /// Real numbers, even if they are whole.
  record Reals() implements TargetKind {}

  /// Classes by size: up to and with the first bound, up to the second, …, over the last.
  record Bins(List<Double> bounds) implements TargetKind {
    /// Checks that bounds grow.
    public Bins {
      bounds = List.copyOf(bounds);
      for (int i = 0; i < bounds.size(); i++) {
        boolean grows = i == 0 || bounds.get(i) > bounds.get(i - 1);
        if (!grows || !Double.isFinite(bounds.get(i))) {
          throw refused("bins:" + bounds);
        }
      }
    }

    /// The class of a value.
    int of(double value) {
      int bin = 0;
      while (bin < bounds.size() && value > bounds.get(bin)) {
        bin++;
      }
      return bin;
    }

    /// Names of the classes: `to 8`, `over 8 to 10`, `over 10`.
    List<String> names() {
      String[] names = new String[bounds.size() + 1];
      for (int i = 0; i < names.length; i++) {
        String over = i == 0 ? "" : "over " + Numbers.text(bounds.get(i - 1));
        String to = i == bounds.size() ? "" : "to " + Numbers.text(bounds.get(i));
        names[i] = (over + " " + to).strip();
      }
      return List.of(names);
    }
  }

  /// Reads `auto`, `classes`, `binary`, `multilabel`, `reals`, or `bins:8,10`.
  static TargetKind parse(String text) {
    if (text.startsWith("bins:")) {
      try {
        var bounds = Arrays.stream(text.substring(5).split(",", -1)).map(Double::valueOf).toList();
        return new Bins(bounds);
      } catch (NumberFormatException e) {
        throw refused(text);
      }
    }
    return switch (text) {
      case "auto" -> AUTO;
      case "classes" -> new Classes();
      case "binary" -> new Binary();
      case "multilabel" -> new MultiLabel();
      case "reals" -> new Reals();
      default -> throw refused(text);
    };
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "target \"%s\": expected auto, classes, binary, multilabel, reals or bins with growing bounds, found \"%s\". Write for example bins:8,10."
            .formatted(text, text));
  }
}
