package gradus.nn.rewrite;

/// A law that does not apply to a network, and why.
public final class Refusal extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final String reason;

  Refusal(String place, String expected, String found, String mend) {
    this("%s: expected %s, found %s. %s".formatted(place, expected, found, mend));
  }

  private Refusal(String reason) {
    super(reason);
    this.reason = reason;
  }

  /// Where it does not apply, what was expected, what was found, and what can be done.
  public String reason() {
    return reason;
  }
}
