package gradus.explain.claim;

import gradus.explain.claim.Term.Call;
import gradus.explain.claim.Term.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Named arguments: the mode of a convolution, `np.convolve(x, w, 'full')`, and the axis of a
/// softmax, which a vector has only one of.
final class Modes {

  /// Operations whose mode is an argument.
  static final Set<String> NAMES = Set.of("conv", "corr", "convolve", "correlate");

  private static final Set<String> WORDS =
      Set.of("valid", "full", "same", "same_upper", "same_lower");

  private Modes() {}

  /// Whether a name and `=` stand here, and the name is one of an argument.
  static boolean isNamed(Cursor cursor) {
    String name = cursor.peek().text();
    return cursor.peek(1).is("=")
        && (Signals.OPTIONS.contains(name) || Set.of("mode", "dim", "axis", "ord").contains(name));
  }

  /// Which operation a call with a mode is.
  static String operation(Token token, List<Term> arguments) {
    String kind =
        token.text().endsWith("relate") || token.text().contains("corr") ? "corr" : "conv";
    Optional<String> mode =
        arguments.stream().map(Modes::mode).filter(it -> !it.isEmpty()).findFirst();
    if (mode.isEmpty() && token.text().equals("convolve")) {
      return "conv_full";
    }
    if (mode.isEmpty() && token.text().equals("correlate")) {
      return "corr_valid";
    }
    if (mode.isEmpty()) {
      throw new ClaimException(
          token.at(),
          "a mode of " + token.text(),
          "none",
          "Write %s_valid, %s_full or %s_same.".formatted(kind, kind, kind));
    }
    if (mode.get().equals("same") && token.text().endsWith("e")) {
      throw new ClaimException(
          token.at(),
          "the side of the extra zero",
          "\"same\"",
          "NumPy has it before the signal: %s_same_lower; after it: %s_same."
              .formatted(kind, kind));
    }
    return kind + "_" + mode.get();
  }

  /// The arguments but the mode.
  static List<Term> without(List<Term> arguments) {
    return arguments.stream().filter(it -> mode(it).isEmpty()).toList();
  }

  private static String mode(Term argument) {
    Term word =
        argument instanceof Call(int _, String name, List<Term> value) && name.equals("mode=")
            ? value.getFirst()
            : argument;
    return word instanceof Name(int _, String name) && WORDS.contains(name) ? name : "";
  }

  /// The arguments without `dim=0`, `axis=-1` and the like, which say nothing of a vector; an axis
  /// of a matrix is refused where the matrix is known.
  static List<Term> overTheAxis(Token token, String function, List<Term> arguments) {
    List<Term> kept = new ArrayList<>();
    for (Term each : arguments) {
      boolean named = each instanceof Call(int _, String name, List<Term> _) && name.endsWith("=");
      String name = named ? ((Call) each).function() : "";
      if (name.equals("dim=") || name.equals("axis=")) {
        Term axis = ((Call) each).arguments().getFirst();
        boolean last = axis instanceof Term.Minus(int _, Term one) && Modes.isNumber(one, 1);
        if (!last && !Modes.isNumber(axis, 0)) {
          throw new ClaimException(
              axis.at(), "the axis 0 or -1 of a vector", "another", "Take a row: softmax(X[i]).");
        }
      } else if (name.equals("ord=")) {
        kept.add(((Call) each).arguments().getFirst());
      } else if (named && !Names.SIGNAL.contains(function)) {
        throw new ClaimException(
            each.at(), "arguments of " + token.text(), "\"" + name + "\"", "Leave it out.");
      } else {
        kept.add(each);
      }
    }
    return kept;
  }

  private static boolean isNumber(Term term, int number) {
    return term instanceof Term.Figure(int _, var value)
        && value.equals(gradus.formula.Formula.number(number));
  }
}
