package gradus.explain.notation;

import java.util.List;
import java.util.Map;

/// The letters and signs that notations share.
final class Letters {

  private static final List<String> NAMES =
      List.of(
          "alpha",
          "beta",
          "gamma",
          "delta",
          "epsilon",
          "zeta",
          "eta",
          "theta",
          "iota",
          "kappa",
          "lambda",
          "mu",
          "nu",
          "xi",
          "omicron",
          "pi",
          "rho",
          "varsigma",
          "sigma",
          "tau",
          "upsilon",
          "phi",
          "chi",
          "psi",
          "omega");

  private static final Map<String, String> CAPITALS =
      Map.of(
          "Gamma", "Γ", "Delta", "Δ", "Theta", "Θ", "Lambda", "Λ", "Xi", "Ξ", "Pi", "Π", "Sigma",
          "Σ", "Phi", "Φ", "Psi", "Ψ", "Omega", "Ω");

  private static final String SUBSCRIPTS = "0123456789aeoxhklmnpstijruv";
  private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ";
  private static final String DIGITS = "0123456789−";
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";

  private Letters() {}

  /// `alpha` as `α`; other names as they are.
  static String greek(String name) {
    int place = NAMES.indexOf(name);
    return place >= 0 ? String.valueOf((char) ('α' + place)) : CAPITALS.getOrDefault(name, name);
  }

  /// `α` as `alpha`; other names as they are.
  static String spelt(String letter) {
    if (letter.length() == 1 && letter.charAt(0) >= 'α' && letter.charAt(0) <= 'ω') {
      return NAMES.get(letter.charAt(0) - 'α');
    }
    return CAPITALS.entrySet().stream()
        .filter(entry -> entry.getValue().equals(letter))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(letter);
  }

  /// Whether every sign has a small form below the line.
  static boolean canLower(String text) {
    return text.chars().allMatch(c -> SUBSCRIPTS.indexOf(c) >= 0);
  }

  /// The small form below the line.
  static String lowered(String text) {
    return mapped(text, SUBSCRIPTS, LOWERED);
  }

  /// Whether every sign is a digit or a minus, so that it has a small form above the line.
  static boolean canRaise(String text) {
    return text.chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
  }

  /// The small form above the line.
  static String raised(String text) {
    return mapped(text, DIGITS, RAISED);
  }

  private static String mapped(String text, String from, String to) {
    StringBuilder result = new StringBuilder();
    text.chars().forEach(c -> result.append(to.charAt(from.indexOf(c))));
    return result.toString();
  }
}
