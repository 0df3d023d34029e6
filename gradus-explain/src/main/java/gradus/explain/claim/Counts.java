package gradus.explain.claim;

/// How many arguments functions have.
final class Counts {

  private Counts() {}

  /// Refuses more or fewer arguments than a function has.
  static void check(Term.Call call) {
    int given = call.arguments().size();
    switch (call.function()) {
      case "grad", "hessian", "jacobian", "norm", "ones", "zeros", "one_hot" ->
          needs(call, Math.min(2, given));
      case "max", "min", "maximum", "minimum", "pad", "slice", "concat" -> {}
      case "delta", "dot", "outer", "logaddexp", "floordiv", "mod", "corr_matrix", "conv_matrix" ->
          needs(call, 2);
      default -> needs(call, 1);
    }
  }

  static void needs(Term.Call call, int count) {
    if (call.arguments().size() != count) {
      throw new ClaimException(
          call.at(),
          count + (count == 1 ? " argument" : " arguments") + " of " + call.function(),
          String.valueOf(call.arguments().size()),
          usage(call.function()));
    }
  }

  private static String usage(String function) {
    if (function.equals("logsumexp")) {
      return "Write lse(x), of numbers lse([a, b]), of vectors lse(concat(x, y)).";
    }
    if (function.equals("leaky_relu")) {
      return "Write leaky_relu(a, 0.01) with its slope below 0: PyTorch's is 0.01, Keras' 0.3.";
    }
    String of =
        Names.SIGNAL.contains(function)
            ? "x, w"
            : switch (function) {
              case "sum", "prod", "mean" -> "k=1..K, x[k]";
              case "delta" -> "i, j";
              case "bce", "hinge" -> "a, y";
              case "ce" -> "x, t";
              case "dot", "outer" -> "u, v";
              case "entropy" -> "p";
              case "softmax", "log_softmax", "logsumexp", "length", "norm", "norm1" -> "x";
              default -> "";
            };
    return of.isEmpty() ? "Separate arguments by commas." : "Write " + function + "(" + of + ").";
  }
}
