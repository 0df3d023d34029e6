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

/// Cross-entropy of the softmax with a target distribution, from logits: `L = −Σₖ tₖ ln S(x)ₖ`.
///
/// Shape: logits `x` and target `t` of one shape; the axis is dropped. Targets of 0 count for
/// nothing, also where the logit is −∞. Edge: all −∞ logits give NaN. Derivative: `x̄ = ȳ (p Σt −
/// t)`, `t̄ = −ȳ ln p`. Source: spec 2.4 and 1.3.
///
/// @param axis the axis of the classes, from the front
public record SoftmaxCrossEntropy(int axis) implements Composite {

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = Softmax.along("softmaxCrossEntropy", inputs.get(0), axis);
    if (!inputs.get(1).equals(x)) {
      throw new ShapeException(
          "softmaxCrossEntropy(logits=%s, target=%s): expected a target of the logits' type, found %s. Turn labels into one-hot rows."
              .formatted(x, inputs.get(1), inputs.get(1)));
    }
    return x.with(x.shape().reduce(List.of(axis), false));
  }

  @Override
  public Node definition(List<Node> inputs) {
    return weigh(inputs.get(1), inputs.get(0).softmax(axis).log());
  }

  @Override
  public Node lowering(List<Node> inputs) {
    return weigh(inputs.get(1), inputs.get(0).logSoftmax(axis));
  }

  private Node weigh(Node t, Node logP) {
    Node zero = t.filled(0);
    // a target of 0 times a log-probability of −∞ is 0 here (0 · ln 0 := 0)
    Node terms =
        t.equal(zero)
            .and(logP.equal(zero.filled(Double.NEGATIVE_INFINITY)))
            .choose(zero, t.times(logP));
    return terms.sum(List.of(axis), false).negated();
  }

  private Node stretch(Node reduced, Node x) {
    return reduced
        .reshape(x.type().shape().reduce(List.of(axis), true))
        .broadcastTo(x.type().shape());
  }

  private Node residual(Node self) {
    Node x = self.input(0);
    Node t = self.input(1);
    return x.softmax(axis).times(t.sum(List.of(axis), true)).minus(t);
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    Node stretched = stretch(cotangent, self.input(0));
    return List.of(
        Cotangent.flows(stretched.times(residual(self))),
        Cotangent.flows(stretched.times(self.input(0).logSoftmax(axis)).negated()));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    Node along = input == 0 ? residual(self) : self.input(0).logSoftmax(axis).negated();
    return Optional.of(tangent.times(along).sum(List.of(axis), false));
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Indexed x = inputs.get(0);
    Formula.Var k = Formula.var("i");
    List<Formula> full = new ArrayList<>(index);
    full.add(axis, k);
    Formula logP = x.at(full).minus(Formula.call("log", Softmax.normaliser(x, full, axis)));
    return Formula.fold(Combination.SUM, k, x.size(axis), inputs.get(1).at(full).times(logP))
        .negated();
  }
}
