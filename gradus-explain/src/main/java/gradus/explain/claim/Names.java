package gradus.explain.claim;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The functions that the language knows, and what to suggest for a name that it does not know.
final class Names {

  /// Functions of one number, taken entry by entry of vectors and matrices.
  static final Set<String> SCALAR =
      Set.of(
          "sigmoid",
          "tanh",
          "relu",
          "softplus",
          "exp",
          "log",
          "log1p",
          "expm1",
          "sqrt",
          "abs",
          "sign",
          "floor",
          "ceil",
          "sin",
          "cos",
          "tan",
          "sinh",
          "cosh",
          "erf",
          "logit",
          "silu",
          "gelu",
          "elu",
          "leaky_relu",
          "log_sigmoid",
          "softsign",
          "mish",
          "step",
          "log1mexp",
          "logcosh",
          "sech",
          "atanh",
          "square");

  /// Functions whose first argument is a vector.
  static final Set<String> VECTOR =
      Set.of("softmax", "log_softmax", "logsumexp", "norm", "norm1", "mean", "var", "cumsum");

  /// Operations on a signal and a kernel.
  static final Set<String> SIGNAL =
      Set.of(
          "corr_valid",
          "corr_full",
          "corr_same",
          "corr_same_upper",
          "corr_same_lower",
          "conv_valid",
          "conv_full",
          "conv_same",
          "conv_same_upper",
          "conv_same_lower");

  /// Operations on an image and a kernel, which are matrices.
  static final Set<String> PLANE = Set.of("corr2_valid", "corr2_full", "conv2_valid", "conv2_full");

  /// Losses.
  static final Set<String> LOSS =
      Set.of(
          "bce",
          "ce",
          "mse",
          "squared_error",
          "brier",
          "kl",
          "entropy",
          "focal",
          "hinge",
          "huber",
          "bce_prob",
          "weighted_bce");

  /// The others.
  static final Set<String> OTHER =
      Set.of(
          "max",
          "min",
          "floordiv",
          "mod",
          "logaddexp",
          "delta",
          "indicator",
          "length",
          "dot",
          "outer",
          "diag",
          "transpose",
          "eye",
          "ones",
          "zeros",
          "one_hot",
          "trace",
          "det",
          "flip",
          "grad",
          "jacobian",
          "hessian",
          "sum",
          "prod",
          "psd",
          "nsd",
          "convex",
          "concave",
          "pad",
          "rows",
          "columns",
          "inv",
          "corr_matrix",
          "conv_matrix",
          "slice",
          "hadamard",
          "matmul",
          "maximum",
          "minimum",
          "clip",
          "pow",
          "choose",
          "conv",
          "corr",
          "convolve",
          "correlate",
          "diff",
          "d");

  /// Words that structure a claim and are no names.
  static final Set<String> WORDS =
      Set.of(
          "if",
          "else",
          "otherwise",
          "where",
          "for",
          "all",
          "every",
          "any",
          "with",
          "let",
          "and",
          "or",
          "not",
          "in",
          "when",
          "given",
          "is",
          "assuming",
          "suppose",
          "assume",
          "then",
          "such",
          "that",
          "provided",
          "whenever",
          "forall");

  private Names() {}

  /// The name of a function that may be written in other ways; itself if it is none.
  static String function(String name) {
    String alias = Aliases.OF.getOrDefault(name, name);
    String small = alias.length() > 1 ? alias.toLowerCase(java.util.Locale.ROOT) : alias;
    return isFunction(alias)
        ? alias
        : isFunction(small) ? small : Aliases.OF.getOrDefault(small, alias);
  }

  /// Whether a name, in its plain form, is a function of the language.
  static boolean isFunction(String name) {
    return SCALAR.contains(name)
        || VECTOR.contains(name)
        || SIGNAL.contains(name)
        || PLANE.contains(name)
        || LOSS.contains(name)
        || OTHER.contains(name);
  }

  /// All functions, sorted.
  static Set<String> functions() {
    Set<String> all = new TreeSet<>(SCALAR);
    all.addAll(VECTOR);
    all.addAll(SIGNAL);
    all.addAll(PLANE);
    all.addAll(LOSS);
    all.addAll(OTHER);
    all.remove("d");
    return all;
  }

  /// `Did you mean …? `, or nothing if no name is near.
  static String suggestion(String name, Collection<String> known, String before) {
    return nearest(name, known).map(it -> "Did you mean " + before + it + "? ").orElse("");
  }

  /// The known name that differs in the fewest letters, if they are few.
  static Optional<String> nearest(String name, Collection<String> known) {
    String best = "";
    int least = Math.max(1, name.length() / 3) + 1;
    for (String candidate : new TreeSet<>(known)) {
      int distance = distance(name, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
