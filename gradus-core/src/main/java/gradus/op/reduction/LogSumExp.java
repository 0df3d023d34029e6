package gradus.op.reduction;

import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import java.util.List;
import java.util.Optional;

/// `y = ln Σ eˣ` over axes, computed with the largest element taken out.
///
/// Range: max ≤ y ≤ max + ln K. Edge: over no elements −∞; all −∞ give −∞; NaN or ∞ with NaN give
/// NaN. Derivative: `e^(x−y)`, the softmax over the axes.
///
/// @param axes the axes that are reduced
/// @param keepAxes whether they stay with length 1
public record LogSumExp(List<Integer> axes, boolean keepAxes) implements Reduction {

  public LogSumExp {
    axes = axes.stream().sorted().distinct().toList();
  }

  @Override
  public Combination combination() {
    return Combination.SUM;
  }

  @Override
  public boolean takesIntegers() {
    return false;
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    Node x = self.input(0);
    return List.of(Cotangent.flows(stretch(cotangent, x).times(weights(self))));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return Optional.of(tangent.times(weights(self)).sum(axes, keepAxes));
  }

  private Node weights(Node self) {
    return self.input(0).minus(stretch(self, self.input(0))).exp();
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    return Formula.call(
        "log",
        fold(inputs.getFirst(), index, Combination.SUM, entry -> Formula.call("exp", entry)));
  }
}
