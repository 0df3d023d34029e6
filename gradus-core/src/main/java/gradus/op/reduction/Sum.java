package gradus.op.reduction;

import gradus.formula.Formula.Combination;
import gradus.op.Cotangent;
import gradus.op.Node;
import java.util.List;
import java.util.Optional;

/// Sum over axes.
///
/// Edge: over no elements 0. Derivative: the cotangent, stretched.
///
/// @param axes the axes that are reduced
/// @param keepAxes whether they stay with length 1
public record Sum(List<Integer> axes, boolean keepAxes) implements Reduction {

  public Sum {
    axes = axes.stream().sorted().distinct().toList();
  }

  @Override
  public Combination combination() {
    return Combination.SUM;
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    return List.of(
        self.type().dtype().isFloat()
            ? Cotangent.flows(stretch(cotangent, self.input(0)))
            : Cotangent.stops("integers have no derivative"));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return self.type().dtype().isFloat()
        ? Optional.of(Node.of(this, List.of(tangent)))
        : Optional.empty();
  }
}
