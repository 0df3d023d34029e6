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
/// `J = I − 1 pᵀ`, so `x̄ = ȳ − p Σ ȳ`. Source: spec 2.4.
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
    return shifted.minus(shifted.exp().sum(List.of(axis), true).log());
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    return List.of(
        Cotangent.flows(cotangent.minus(self.exp().times(cotangent.sum(List.of(axis), true)))));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return Optional.of(tangent.minus(self.exp().times(tangent).sum(List.of(axis), true)));
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Indexed x = inputs.getFirst();
    return x.at(index).minus(Formula.call("log", Softmax.normaliser(x, index, axis)));
  }
}
