package gradus.op.reduction;

import gradus.formula.Formula.Combination;
import gradus.op.Cotangent;
import gradus.op.Node;
import java.util.List;
import java.util.Optional;

/// Product over axes.
///
/// Edge: over no elements 1. Derivative: each element's is the product of the others, formed
/// without a division, so that zeros are right; it costs the square of the number of elements.
///
/// @param axes the axes that are reduced
/// @param keepAxes whether they stay with length 1
public record Prod(List<Integer> axes, boolean keepAxes) implements Reduction {

  public Prod {
    axes = axes.stream().sorted().distinct().toList();
  }

  @Override
  public Combination combination() {
    return Combination.PRODUCT;
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    if (!self.type().dtype().isFloat()) {
      return List.of(Cotangent.stops("integers have no derivative"));
    }
    Node x = self.input(0);
    return List.of(Cotangent.flows(stretch(cotangent, x).times(ReducedRows.of(x, axes).others())));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return self.type().dtype().isFloat()
        ? Optional.of(
            tangent.times(ReducedRows.of(self.input(0), axes).others()).sum(axes, keepAxes))
        : Optional.empty();
  }
}
