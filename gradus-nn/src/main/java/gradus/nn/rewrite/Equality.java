package gradus.nn.rewrite;

import gradus.nn.loss.Head;
import gradus.nn.model.Binding;
import gradus.nn.model.Network;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether two models are the same function, outside training.
///
/// @param verdict the answer
/// @param reason why, in a sentence
/// @param laws the laws used
/// @param parameterDistance the largest difference of the normal forms' parameters as a share of
///   the largest row of their layer; ∞ where the forms have other shapes
/// @param difference the largest difference found, where there was a search
public record Equality(
    Verdict verdict,
    String reason,
    List<Law> laws,
    double parameterDistance,
    Optional<Difference> difference) {

  /// The bound on differences of parameters that come from rounding to f32.
  public static final double ROUNDING = 0x1p-20;

  private static final double SEEN = 1e-4;

  /// Examples in the graphs that are held against each other.
  private static final int SHOWN = 2;

  /// The answers.
  public enum Verdict {
    /// The same function; or the same up to the rounding that the reason states.
    EQUAL,
    /// There is an input at which they differ.
    DIFFERENT,
    /// Neither was shown.
    UNDECIDED
  }

  /// Decides.
  ///
  /// @param a the first model
  /// @param b the second
  /// @param logits whether outputs are compared as they are, and not as probabilities
  public static Equality of(Model a, Model b, boolean logits) {
    boolean probabilities = !logits && isProbable(a) && isProbable(b);
    if (!Probe.fits(a, b, probabilities)) {
      return new Equality(
          Verdict.DIFFERENT,
          "they read or say other shapes: %s and %s"
              .formatted(shapes(a.network()), shapes(b.network())),
          List.of(),
          Double.POSITIVE_INFINITY,
          Optional.empty());
    }
    Forms forms = Forms.of(a, b, probabilities);
    double distance = forms.distance();
    Set<Law> laws = forms.laws();
    if (distance <= ROUNDING) {
      Difference found = distance == 0 ? Difference.NONE : Search.glance(a, b, probabilities);
      return seen(found)
          ? searched(found, laws, distance)
          : new Equality(
              Verdict.EQUAL, equal(distance, laws), List.copyOf(laws), distance, Optional.empty());
    }
    if (Probe.of(a, b, Binding.inference(SHOWN), probabilities).isOneGraph()) {
      return new Equality(
          Verdict.EQUAL,
          "both do the same operations on the same constants, one by one",
          List.of(),
          distance,
          Optional.empty());
    }
    return searched(Search.between(a, b, probabilities), laws, distance);
  }

  /// Both normal forms.
  ///
  /// @param distance how far their parameters are apart
  /// @param laws the laws that changed something on the way
  private record Forms(double distance, Set<Law> laws) {

    /// The nearer of two: averages stay, or become convolutions.
    static Forms of(Model a, Model b, boolean probabilities) {
      Forms plain = of(a, b, probabilities, false);
      return plain.distance <= ROUNDING ? plain : plain.nearer(of(a, b, probabilities, true));
    }

    private static Forms of(Model a, Model b, boolean probabilities, boolean averages) {
      Canonical left = Canonical.of(a, probabilities, averages);
      Canonical right = Canonical.of(b, probabilities, averages);
      Set<Law> laws = EnumSet.noneOf(Law.class);
      laws.addAll(left.laws());
      laws.addAll(right.laws());
      return new Forms(left.distance(right), laws);
    }

    private Forms nearer(Forms other) {
      return other.distance < distance ? other : this;
    }
  }

  private static boolean isProbable(Model model) {
    return model.head() instanceof Head.Binary || model.head() instanceof Head.Categorical;
  }

  /// `x [30] → [3]`.
  private static String shapes(Network network) {
    return network.inputs().stream()
        .map(port -> port.name() + " " + port.shape())
        .collect(Collectors.joining(", ", "", " → " + network.outputShape()));
  }

  private static String equal(double distance, Set<Law> laws) {
    String by =
        laws.isEmpty()
            ? "as they stand"
            : "after " + laws.stream().map(Law::word).collect(Collectors.joining(", "));
    return distance == 0
        ? "the parameters of both agree exactly " + by
        : "the parameters of both agree %s up to rounding: they differ by at most %.2g of the largest row of a layer, and the bound for parameters stored in f32 is 2⁻²⁰"
            .formatted(by, distance);
  }

  private static String unseen(Difference found) {
    return found.size() == 0
        ? "they agree to the bit at every input that was tried"
        : "no input was found at which they differ by more than %.3g".formatted(found.size());
  }

  private static boolean seen(Difference found) {
    return found.size() > SEEN * (1 + found.scale());
  }

  private static Equality searched(Difference found, Set<Law> laws, double distance) {
    boolean seen = seen(found);
    String forms =
        Double.isInfinite(distance)
            ? "their normal forms have other layers"
            : "the parameters of their normal forms differ by %.2g".formatted(distance);
    return new Equality(
        seen ? Verdict.DIFFERENT : Verdict.UNDECIDED,
        seen
            ? "an input was found at which they differ by %.3g; %s".formatted(found.size(), forms)
            : forms + ", and " + unseen(found),
        List.copyOf(laws),
        distance,
        Optional.of(found));
  }
}
