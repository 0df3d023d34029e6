package gradus.tensor;

/// A file that is damaged, hostile, or not of the kind it should be.
///
/// The message has five parts: the file, the place in it, what was expected there, what was found,
/// how to mend it. Readers of one format may have kinds of their own.
public class FormatException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /// An error in `file` at `place` (a line, a byte offset, a node or a field).
  public FormatException(String file, String place, String expected, String found, String mend) {
    super(message(file, place, expected, found, mend));
  }

  /// The same with the failure that revealed it.
  public FormatException(
      String file, String place, String expected, String found, String mend, Throwable cause) {
    super(message(file, place, expected, found, mend), cause);
  }

  /// What was found may be the message of another error, which ends in a point of its own.
  private static String message(
      String file, String place, String expected, String found, String mend) {
    String open = found.endsWith(".") ? found.substring(0, found.length() - 1) : found;
    return "%s, %s: expected %s, found %s. %s".formatted(file, place, expected, open, mend);
  }
}
