package gradus.op;

import gradus.op.composite.Clip;
import gradus.op.composite.Elu;
import gradus.op.composite.Gelu;
import gradus.op.composite.GeluTanh;
import gradus.op.composite.HardSigmoid;
import gradus.op.composite.HardSwish;
import gradus.op.composite.LeakyRelu;
import gradus.op.composite.LogSigmoid;
import gradus.op.composite.Mish;
import gradus.op.composite.Selu;
import gradus.op.composite.Silu;
import gradus.op.composite.Softsign;
import java.util.List;

/// Activations of nodes that are made of simpler operations; the simple ones are in {@link
/// Arithmetic}.
public sealed interface Activations permits Node {

  private Node activated(Op op) {
    return Node.of(op, List.of((Node) this));
  }

  /// `x` where positive, else `slope · x`.
  default Node leakyRelu(double slope) {
    return activated(new LeakyRelu(slope));
  }

  /// `x` where positive, else `α (eˣ − 1)`.
  default Node elu(double alpha) {
    return activated(new Elu(alpha));
  }

  /// Scaled exponential linear unit.
  default Node selu() {
    return activated(new Selu());
  }

  /// `x Φ(x)`, exact.
  default Node gelu() {
    return activated(new Gelu());
  }

  /// `x Φ(x)` with Φ approximated by tanh.
  default Node geluTanh() {
    return activated(new GeluTanh());
  }

  /// `x σ(x)`, also called swish.
  default Node silu() {
    return activated(new Silu());
  }

  /// `x / (1 + |x|)`.
  default Node softsign() {
    return activated(new Softsign());
  }

  /// `max(0, min(1, α x + β))`.
  default Node hardSigmoid(double alpha, double beta) {
    return activated(new HardSigmoid(alpha, beta));
  }

  /// `x · max(0, min(1, x/6 + ½))`.
  default Node hardSwish() {
    return activated(new HardSwish());
  }

  /// `x tanh(ln(1 + eˣ))`.
  default Node mish() {
    return activated(new Mish());
  }

  /// `ln σ(x)`.
  default Node logSigmoid() {
    return activated(new LogSigmoid());
  }

  /// `min(max(x, low), high)`.
  default Node clip(double low, double high) {
    return activated(new Clip(low, high));
  }

  /// `min(max(x, 0), 6)`.
  default Node relu6() {
    return clip(0, 6);
  }
}
