package gradus.op.movement;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// The elements of some axes in reverse order. Derivative: the same flip.
///
/// @param axes the axes, from the front
public record Flip(List<Integer> axes) implements Movement {

  public Flip {
    axes = axes.stream().sorted().distinct().toList();
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    inputs.getFirst().shape().axes(axes);
    return inputs.getFirst();
  }

  @Override
  public Node adjoint(Node self, int input, Node cotangent) {
    return Node.of(this, List.of(cotangent));
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    List<Formula> source = new ArrayList<>(index);
    for (int axis : axes) {
      source.set(axis, inputs.getFirst().size(axis).minus(Formula.ONE).minus(index.get(axis)));
    }
    return inputs.getFirst().at(source);
  }
}
