package gradus.nn.layer;

import gradus.op.Node;
import gradus.op.Op;
import gradus.op.composite.Elu;
import gradus.op.composite.Gelu;
import gradus.op.composite.GeluTanh;
import gradus.op.composite.HardSigmoid;
import gradus.op.composite.HardSwish;
import gradus.op.composite.LeakyRelu;
import gradus.op.composite.Mish;
import gradus.op.composite.Selu;
import gradus.op.composite.Silu;
import gradus.op.composite.Softsign;
import java.util.List;
import java.util.Locale;

/// An activation function at every element (softmax and log-softmax: along the last axis).
///
/// @param function which
/// @param setting the slope of leaky relu, the α of ELU, else 0
public record Activated(Kind function, double setting) implements Layer {

  /// The functions.
  public enum Kind {
    /// `max(x, 0)`.
    RELU,
    /// `1 / (1 + e⁻ˣ)`.
    SIGMOID,
    /// Hyperbolic tangent.
    TANH,
    /// `ln(1 + eˣ)`.
    SOFTPLUS,
    /// `x` above 0, `slope · x` below.
    LEAKY_RELU,
    /// `x` above 0, `α (eˣ − 1)` below.
    ELU,
    /// ELU with the constants that keep mean 0 and variance 1.
    SELU,
    /// `x Φ(x)`, exact.
    GELU,
    /// GELU with the tanh approximation.
    GELU_TANH,
    /// `x σ(x)`.
    SILU,
    /// `x / (1 + |x|)`.
    SOFTSIGN,
    /// `clip(x / 6 + 1/2, 0, 1)`.
    HARD_SIGMOID,
    /// `x clip(x / 6 + 1/2, 0, 1)`.
    HARD_SWISH,
    /// `x tanh(softplus x)`.
    MISH,
    /// Softmax along the last axis.
    SOFTMAX,
    /// Log-softmax along the last axis.
    LOG_SOFTMAX
  }

  /// A function with its usual setting: slope 0.01, α = 1.
  public static Activated of(Kind function) {
    return new Activated(
        function,
        switch (function) {
          case LEAKY_RELU -> 0.01;
          case ELU -> 1;
          default -> 0;
        });
  }

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    Node x = inputs.getFirst();
    return switch (function) {
      case RELU -> x.relu();
      case SIGMOID -> x.sigmoid();
      case TANH -> x.tanh();
      case SOFTPLUS -> x.softplus();
      case LEAKY_RELU -> on(x, new LeakyRelu(setting));
      case ELU -> on(x, new Elu(setting));
      case SELU -> on(x, new Selu());
      case GELU -> on(x, new Gelu());
      case GELU_TANH -> on(x, new GeluTanh());
      case SILU -> on(x, new Silu());
      case SOFTSIGN -> on(x, new Softsign());
      case HARD_SIGMOID -> on(x, new HardSigmoid(1.0 / 6, 0.5));
      case HARD_SWISH -> on(x, new HardSwish());
      case MISH -> on(x, new Mish());
      case SOFTMAX -> x.softmax(-1);
      case LOG_SOFTMAX -> x.logSoftmax(-1);
    };
  }

  private static Node on(Node x, Op op) {
    return Node.of(op, List.of(x));
  }

  /// The function's name as in files: `leakyRelu`.
  @Override
  public String kind() {
    String[] words = function.name().toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder kind = new StringBuilder(words[0]);
    for (String word : List.of(words).subList(1, words.length)) {
      kind.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return kind.toString();
  }
}
