package gradus.onnx.operator;

import gradus.op.Node;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A function inside a recurrent cell, with its constants.
///
/// Source: ONNX, Operators.md, LSTM, "Activation functions".
///
/// @param name its name, any case
/// @param alpha the first constant, where one is given
/// @param beta the second
record GateFunction(String name, Optional<Double> alpha, Optional<Double> beta) {

  private static final Set<String> WITH_ALPHA =
      Set.of("affine", "leakyrelu", "thresholdedrelu", "scaledtanh", "hardsigmoid", "elu");
  private static final Set<String> WITH_BETA = Set.of("affine", "scaledtanh", "hardsigmoid");

  static boolean takesAlpha(String name) {
    return WITH_ALPHA.contains(name.toLowerCase(Locale.ROOT));
  }

  static boolean takesBeta(String name) {
    return WITH_BETA.contains(name.toLowerCase(Locale.ROOT));
  }

  Node of(Call call, Node x) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "relu" -> x.relu();
      case "tanh" -> x.tanh();
      case "sigmoid" -> x.sigmoid();
      case "softsign" -> x.softsign();
      case "softplus" -> x.softplus();
      case "affine" -> x.times(alpha.orElse(1.0)).plus(beta.orElse(0.0));
      case "leakyrelu" -> x.leakyRelu(alpha.orElse((double) 0.01f));
      case "thresholdedrelu" -> x.greater(x.filled(alpha.orElse(1.0))).choose(x, x.filled(0));
      case "scaledtanh" -> x.times(beta.orElse(1.0)).tanh().times(alpha.orElse(1.0));
      case "hardsigmoid" -> x.hardSigmoid(alpha.orElse((double) 0.2f), beta.orElse(0.5));
      case "elu" -> x.elu(alpha.orElse(1.0));
      default ->
          throw call.wrong(
              "attribute 'activations'",
              "functions of recurrent cells",
              "'" + name + "'",
              "Use one of those in the specification.");
    };
  }
}
