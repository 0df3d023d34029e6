package gradus.op.composite;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// Logarithm of the softmax along an axis, `yᵢ = xᵢ − ln Σₖ e^{xₖ}`.
///
/// Shape: any with that axis, kept. Range: (−∞, 0]. Edge: −∞ gives −∞; all −∞ give NaN. Derivative:
/// `J = I − 1 pᵀ`, so `x̄ = ȳ − p Σ ȳ`, computed with `1 − p = −expm1(y)`. Source: spec 2.4.
///
/// @param axis the axis, from the front
public record LogSoftmax(int axis) implements Composite {

  @Override
  public TensorType type(List<TensorType> inputs) {
    return Softmax.along("logSoftmax", inputs.getFirst(), axis);
  }

  @Override
  public Node definition(List<Node> inputs) {
    return inputs.getFirst().softmax(axis).log();
  }

  @Override
  public Node lowering(List<Node> inputs) {
    Node x = inputs.getFirst();
    Node shifted = x.minus(x.max(List.of(axis), true));
    Node zero = shifted.filled(0);
    Node isTop = shifted.equal(zero);
    // the largest adds 1 to the sum, so the others go through log1p; ties add 1 each
    Node others = isTop.choose(zero, shifted.exp()).sum(List.of(axis), true);
    Node ties = isTop.choose(zero.filled(1), zero).sum(List.of(axis), true).minus(1);
    return shifted.minus(others.plus(ties).log1p());
  }

  /// `−v (1 − p)`, exact where `p` rounds to 1.
  private static Node unlikely(Node self, Node v) {
    return v.times(self.expm1());
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    Node others = cotangent.sum(List.of(axis), true).minus(cotangent);
    return List.of(
        Cotangent.flows(self.exp().times(others).plus(unlikely(self, cotangent)).negated()));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    Node moved = self.exp().times(tangent);
    Node others = moved.sum(List.of(axis), true).minus(moved);
    return Optional.of(others.plus(unlikely(self, tangent)).negated());
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Indexed x = inputs.getFirst();
    return x.at(index).minus(Formula.call("log", Softmax.normaliser(x, index, axis)));
  }
}
