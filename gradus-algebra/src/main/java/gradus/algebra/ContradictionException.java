package gradus.algebra;

/// A proof that was accepted, or a counterexample that was found, is contradicted by the values of
/// the terms themselves.
///
/// This is a defect of Gradus and never an answer: whoever meets it must stop.
public final class ContradictionException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /// A contradiction at a point.
  ///
  /// @param expected what was said to hold
  /// @param point the values of the names
  /// @param left the value of the left side there
  /// @param right the value of the right side
  public ContradictionException(String expected, String point, String left, String right) {
    super(
        "contradiction at %s: expected that %s, found %s on the left and %s on the right."
                .formatted(point, expected, left, right)
            + " This is a defect of Gradus: do not trust the answer, and report the claim.");
  }
}
