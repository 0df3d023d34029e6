package gradus.nn.data;

/// How a set is cut into a part to learn from and a part to be judged by.
public sealed interface Split {
  /// As the files say, or four fifths by lot where they say nothing.
  static Split auto() {
    return new Auto();
  }

  /// See [#auto].
  record Auto() implements Split {}

  /// A share by lot, class by class.
  record Fraction(double train) implements Split {
    /// Checks the share.
    public Fraction {
      if (!(train > 0 && train < 1)) {
        throw refused(Double.toString(train));
      }
    }
  }

  /// The first rows to train, the rest to test.
  record First(int rows) implements Split {
    /// Checks the count.
    public First {
      if (rows < 1) {
        throw refused("first:" + rows);
      }
    }
  }

  /// Row `i` to test when `i % step == rest`, the others to train: one fold of several.
  record Every(int step, int rest) implements Split {
    /// Checks that the rest can come.
    public Every {
      if (step < 2 || rest < 0 || rest >= step) {
        throw refused("every:%d:%d".formatted(step, rest));
      }
    }
  }

  /// Rows 1, 3, 5, … to test.
  record Odd() implements Split {}

  /// As the files say.
  record Given() implements Split {}

  /// Every row to test, none to train: for judging a trained network on new data.
  record All() implements Split {}

  /// Reads `auto`, `0.8`, `first:898`, `every:5:0`, `odd`, `given` or `all`.
  static Split parse(String text) {
    String[] parts = text.strip().split(":", -1);
    try {
      if (parts.length == 2 && parts[0].equals("first")) {
        return new First(Integer.parseInt(parts[1]));
      }
      if (parts.length == 3 && parts[0].equals("every")) {
        return new Every(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
      }
      return switch (parts.length == 1 ? parts[0] : "") {
        case "auto" -> auto();
        case "odd" -> new Odd();
        case "given" -> new Given();
        case "all" -> new All();
        default -> new Fraction(Double.parseDouble(text.strip()));
      };
    } catch (NumberFormatException e) {
      throw refused(text);
    }
  }

  /// Cuts a set whose files do not say how.
  default Splits of(Dataset whole, long seed) {
    Splits parts =
        switch (this) {
          case Auto _ -> whole.split(0.8, seed, true);
          case Fraction share -> whole.split(share.train(), seed, true);
          case First first -> whole.splitBy(row -> row >= first.rows());
          case Every every -> whole.splitBy(row -> row % every.step() == every.rest());
          case Odd _ -> whole.splitBy(row -> row % 2 == 1);
          case All _ -> whole.splitBy(_ -> true);
          case Given _ ->
              throw new IllegalArgumentException(
                  "split given: expected data that carries its split, found one set. Give a share"
                      + " such as 0.8, first:N, every:K:F or odd.");
        };
    if (parts.test().isEmpty()) {
      throw new IllegalArgumentException(
          "split %s: expected examples left to test on, found none of %d. Give fewer rows to train on."
              .formatted(typed(), whole.size()));
    }
    return parts;
  }

  /// Lets a set that its files cut stay as it is.
  default Splits of(Splits given) {
    return switch (this) {
      case Auto _, Given _ -> given;
      case All _ -> Splits.of(given.train().subset(new int[0]), given.test());
      case Fraction _, First _, Every _, Odd _ ->
          throw new IllegalArgumentException(
              "split %s: expected no split, or given, for data that carries its own, found %s. Leave the split out."
                  .formatted(typed(), typed()));
    };
  }

  /// As it is typed.
  private String typed() {
    return switch (this) {
      case Auto _ -> "auto";
      case Odd _ -> "odd";
      case Given _ -> "given";
      case All _ -> "all";
      case Fraction(double train) -> String.valueOf(train);
      case First(int rows) -> "first:" + rows;
      case Every(int step, int rest) -> "every:%d:%d".formatted(step, rest);
    };
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "split \"%s\": expected a share between 0 and 1, first:N, every:K:F with F below K, odd, given or all, found \"%s\". Write for example 0.8 or every:5:0."
            .formatted(text, text));
  }
}
