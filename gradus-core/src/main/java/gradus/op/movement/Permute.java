package gradus.op.movement;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// The axes in another order: axis `i` of the output is axis `axes[i]` of the input.
///
/// Derivative: the inverse permutation.
///
/// @param axes the input's axes in their new order, each once
public record Permute(List<Integer> axes) implements Movement {

  public Permute {
    axes = List.copyOf(axes);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (!axes.stream().sorted().toList().equals(x.shape().allAxes())) {
      throw new ShapeException(
          "permute(x=%s, axes=%s): expected each of the axes %s once, found %s. Name every axis once."
              .formatted(x, axes, x.shape().allAxes(), axes));
    }
    return x.with(new Shape(axes.stream().map(x.shape()::size).toList()));
  }

  /// The order that undoes this one.
  public List<Integer> inverse() {
    List<Integer> inverse = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      inverse.add(axes.indexOf(axis));
    }
    return List.copyOf(inverse);
  }

  @Override
  public Node adjoint(Node self, int input, Node cotangent) {
    return cotangent.permute(inverse());
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    return inputs.getFirst().at(inverse().stream().map(index::get).toList());
  }
}
