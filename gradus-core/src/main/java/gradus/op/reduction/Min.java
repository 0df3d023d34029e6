package gradus.op.reduction;

import gradus.formula.Formula.Combination;
import gradus.op.Cotangent;
import gradus.op.Node;
import java.util.List;
import java.util.Optional;

/// The smallest element over axes.
///
/// Edge: NaN anywhere gives NaN; over no elements ∞ (integers: the largest value). Derivative: to
/// the first (row-major) of the smallest elements, a kink at ties.
///
/// @param axes the axes that are reduced
/// @param keepAxes whether they stay with length 1
public record Min(List<Integer> axes, boolean keepAxes) implements Reduction {

  public Min {
    axes = axes.stream().sorted().distinct().toList();
  }

  @Override
  public Combination combination() {
    return Combination.MIN;
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    if (!self.type().dtype().isFloat()) {
      return List.of(Cotangent.stops("integers have no derivative"));
    }
    Node x = self.input(0);
    return List.of(Cotangent.flows(stretch(cotangent, x).times(first(x))));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return self.type().dtype().isFloat()
        ? Optional.of(tangent.times(first(self.input(0))).sum(axes, keepAxes))
        : Optional.empty();
  }

  /// 1 at the first smallest element of each group, else 0.
  private Node first(Node x) {
    return ReducedRows.of(x, axes).mark(Node::argMin);
  }
}
