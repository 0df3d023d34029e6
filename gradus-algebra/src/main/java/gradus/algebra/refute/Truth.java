package gradus.algebra.refute;

/// Whether a condition holds at a point.
enum Truth {
  /// It holds.
  TRUE,
  /// It does not.
  FALSE,
  /// The digits do not suffice, or a side has no value.
  UNKNOWN;

  static Truth of(boolean holds) {
    return holds ? TRUE : FALSE;
  }

  Truth not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
    };
  }

  Truth and(Truth other) {
    return this == FALSE || other == FALSE
        ? FALSE
        : this == UNKNOWN || other == UNKNOWN ? UNKNOWN : TRUE;
  }
}
