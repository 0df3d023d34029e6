package gradus.tensor;

/// A graph that cannot be: a type that its rule denies, an unknown name, an update of no state.
///
/// The message has four parts: where, expected, found, how to mend.
public final class GraphException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /// An error with the whole sentence.
  public GraphException(String message) {
    super(message);
  }
}
