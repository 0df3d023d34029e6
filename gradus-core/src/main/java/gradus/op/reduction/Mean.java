package gradus.op.reduction;

import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import java.util.List;
import java.util.Optional;

/// Mean over axes: the sum divided by the number of elements.
///
/// Edge: over no elements NaN. Derivative: the cotangent, stretched, divided by that number.
///
/// @param axes the axes that are reduced
/// @param keepAxes whether they stay with length 1
public record Mean(List<Integer> axes, boolean keepAxes) implements Reduction {

  public Mean {
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
    return List.of(Cotangent.flows(stretch(cotangent.over(count(x)), x)));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return Optional.of(Node.of(this, List.of(tangent)));
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Formula count = Formula.ONE;
    for (int axis : axes) {
      count = count.times(inputs.getFirst().size(axis));
    }
    return Reduction.super.formula(inputs, index).over(count);
  }
}
