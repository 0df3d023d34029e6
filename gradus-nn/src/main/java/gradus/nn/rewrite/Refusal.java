package gradus.nn.rewrite;

/// A law that does not apply to a network, and why.
public final class Refusal extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  Refusal(String place, String expected, String found, String mend) {
    super("%s: expected %s, found %s. %s".formatted(place, expected, found, mend));
  }
}
