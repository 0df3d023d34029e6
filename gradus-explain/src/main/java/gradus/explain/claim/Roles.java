package gradus.explain.claim;

import gradus.formula.Formula;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the arguments of functions are used as: signals, kernels, logits.
final class Roles {

  /// The role of a vector before or behind others, each of which has a length of its own.
  static final String PART = "part";

  private Roles() {}

  static String of(String function, int place, List<Term> arguments, String role) {
    if (Names.SIGNAL.contains(function)) {
      return place == 0 ? "d" : place == 1 ? "kernel" : "";
    }
    if (Names.VECTOR.contains(function)) {
      return place == 0 ? "K" : "";
    }
    return switch (function) {
      case "flip" ->
          arguments.getFirst() instanceof Term.Name(int _, String name) && name.matches("w\\d?")
              ? "kernel"
              : !role.isEmpty() ? role : "d";
      case "dot", "outer", "brier", "kl", "entropy", "diag", "length", "bars", "pad", "slice" ->
          function.equals("bars") || (place > 0 && Set.of("pad", "slice").contains(function))
              ? ""
              : "d";
      case "corr_matrix", "conv_matrix" -> place == 0 ? "kernel" : "";
      case "grad", "jacobian", "hessian" ->
          place == 1
                  && arguments.get(1) instanceof Term.Name(int _, String name)
                  && !Character.isUpperCase(name.charAt(0))
                  && (function.equals("jacobian") || !isOfNumbers(arguments.getFirst(), name))
                  && !Shapes.holdsBias(arguments.getFirst(), name)
              ? "d"
              : "";
      case "sum", "prod", "max", "min" -> arguments.size() == 1 ? "d" : "";
      case "ce" -> place == 0 ? "K" : isLabel(arguments.get(1)) ? "" : "K";
      case "concat" -> PART + (place + 1);
      default -> Names.SCALAR.contains(function) && place == 0 ? role : "";
    };
  }

  /// Whether a function or a loss of numbers is taken of a name itself, so that its gradient by it
  /// is a derivative.
  private static boolean isOfNumbers(Term function, String name) {
    if (function instanceof Term.Listed(int _, List<Term> elements)) {
      return elements.stream()
          .anyMatch(it -> it instanceof Term.Name(int _, String n) && n.equals(name));
    }
    if (function instanceof Term.Call(int _, String _, List<Term> parts)
        && parts.stream().anyMatch(it -> it instanceof Term.Listed && isOfNumbers(it, name))) {
      return true;
    }
    return function instanceof Term.Call(int _, String called, List<Term> arguments)
        && (Names.SCALAR.contains(called) || Losses.POINTWISE.contains(called))
        && arguments.stream()
            .anyMatch(it -> it instanceof Term.Name(int _, String n) && n.equals(name));
  }

  /// The names by which something is divided in sums and differences: of lengths, 1 or more.
  static Set<String> divisors(Term rounded) {
    Set<String> names = new LinkedHashSet<>();
    if (rounded instanceof Term.Binary(int _, String sign, Term left, Term right)) {
      Uses below = new Uses();
      below.in(right, "");
      names.addAll(sign.equals("/") ? below.names : divisors(right));
      names.addAll(divisors(left));
    }
    return names;
  }

  /// Whether the target of a cross-entropy is the number of a class.
  static boolean isLabel(Term target) {
    return target instanceof Term.Figure
        || (target instanceof Term.Name(int _, String name)
            && Set.of("c", "i", "j", "k", "l", "m", "n", "label").contains(name));
  }

  /// The symbol for the length of a vector by its role.
  static String symbol(String name, String role) {
    String digits = name.replaceAll("\\D", "");
    return role.equals("kernel") ? "k" + digits : role.isEmpty() ? "d" : role;
  }

  /// A symbol as a term.
  static Formula length(String name, String role) {
    return Formula.var(symbol(name, role));
  }
}
