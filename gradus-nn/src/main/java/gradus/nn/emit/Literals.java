package gradus.nn.emit;

import java.util.Optional;

/// Constants of one value, which are written where they are used.
final class Literals {

  private Literals() {}

  static Optional<String> of(Place place) {
    if (place.constant() == null || place.constant().elements() != 1) {
      return Optional.empty();
    }
    String literal = Words.literal(place.constant(), 0);
    return Optional.of(literal.startsWith("-") ? "(" + literal + ")" : literal);
  }
}
