package gradus.op.composite;

import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A loss of a row of classes: `L = Σₖ ℓₖ(x, t)` along an axis, for scores `x` and a target
/// distribution `t`.
///
/// Shape: scores and target of one shape; the axis is dropped. Derivative: `x̄ = ȳ ∂L/∂x`, `t̄ = ȳ
/// ∂L/∂t`, with `ȳ` stretched along the axis.
public sealed interface ClassLoss extends Loss permits SoftmaxCrossEntropy, NegativeLogLikelihood {

  /// The axis of the classes, from the front.
  int axis();

  /// `∂L/∂x` for each class.
  Node slope(Node x, Node t);

  /// `∂L/∂t` for each class.
  Node targetSlope(Node x, Node t);

  /// What one class adds to the loss.
  ///
  /// @param at where that class stands
  Formula term(Indexed x, Indexed t, List<Formula> at);

  @Override
  default TensorType type(List<TensorType> inputs) {
    TensorType x = Softmax.along(call(), inputs.get(0), axis());
    if (!inputs.get(1).equals(x)) {
      throw new ShapeException(
          "%s(logits=%s, target=%s): expected a target of the logits' type, found %s. Turn labels into one-hot rows."
              .formatted(call(), x, inputs.get(1), inputs.get(1)));
    }
    return x.with(x.shape().reduce(List.of(axis()), false));
  }

  /// `−Σₖ tₖ ln pₖ`.
  default Node crossEntropy(Node t, Node logP) {
    return Loss.weighed(t, logP.negated()).sum(List.of(axis()), false);
  }

  @Override
  default List<Cotangent> vjp(Node self, Node cotangent) {
    Node x = self.input(0);
    Node t = self.input(1);
    Node stretched =
        cotangent
            .reshape(x.type().shape().reduce(List.of(axis()), true))
            .broadcastTo(x.type().shape());
    return List.of(
        Cotangent.flows(stretched.times(slope(x, t))),
        Cotangent.flows(stretched.times(targetSlope(x, t))));
  }

  @Override
  default Optional<Node> jvp(Node self, int input, Node tangent) {
    Node x = self.input(0);
    Node t = self.input(1);
    Node slope = input == 0 ? slope(x, t) : targetSlope(x, t);
    return Optional.of(tangent.times(slope).sum(List.of(axis()), false));
  }

  @Override
  default Formula formula(List<Indexed> inputs, List<Formula> index) {
    Formula.Var k = Formula.var("i");
    List<Formula> full = new ArrayList<>(index);
    full.add(axis(), k);
    Indexed x = inputs.get(0);
    return Formula.fold(Combination.SUM, k, x.size(axis()), term(x, inputs.get(1), full));
  }
}
