package gradus.nn.optim;

/// Ranges of settings, refused with the setting's name.
final class Checks {

  private Checks() {}

  static void positive(String optimiser, String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s: expected %s above 0, found %s. Try 0.001.".formatted(optimiser, name, value));
    }
  }

  static void fraction(String optimiser, String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s: expected %s from 0 to below 1, found %s. Try 0.9."
              .formatted(optimiser, name, value));
    }
  }

  static void atLeastZero(String optimiser, String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s: expected %s of 0 or more, found %s. Leave it out for none."
              .formatted(optimiser, name, value));
    }
  }
}
