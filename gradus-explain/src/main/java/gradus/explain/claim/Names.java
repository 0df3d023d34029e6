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
          "selu",
          "relu6",
          "hardswish",
          "hardtanh",
          "tanhshrink",
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
      Set.of(
          "softmax",
          "log_softmax",
          "logsumexp",
          "norm",
          "norm1",
          "norm_inf",
          "mean",
          "var",
          "cumsum");

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

  /// How many numbers a mean is of, which nobody types: one or more.
  static final String HOW_MANY = "how many";

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
          "increasing",
          "decreasing",
          "nondecreasing",
          "nonincreasing",
          "odd",
          "even",
          "pd",
          "symmetric",
          "lipschitz",
          "bounded",
          "monotone",
          "concat",
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
          "to",
          "such",
          "that",
          "provided",
          "whenever",
          "forall",
          "iff",
          "as",
          "tends",
          "converges",
          "approaches");

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

  /// How many letters are to be changed, put in, left out, or exchanged with the next one.
  private static int distance(String a, String b) {
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : changed(rows, a, b, i, j);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int changed(int[][] rows, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least =
        Math.min(rows[i - 1][j - 1] + (same ? 0 : 1), Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
    boolean exchanged =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return exchanged ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }
}
