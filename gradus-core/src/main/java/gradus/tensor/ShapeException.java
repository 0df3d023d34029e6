package gradus.tensor;

/// A tensor of a shape that an operation cannot take; thrown while the graph is built.
///
/// The message has four parts: where, expected, found, how to mend.
public final class ShapeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /// An error with the whole sentence.
  public ShapeException(String message) {
    super(message);
  }
}
