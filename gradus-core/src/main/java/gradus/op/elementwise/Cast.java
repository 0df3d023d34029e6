package gradus.op.elementwise;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// Conversion to another element type, as a Java cast does it.
///
/// Shape: any, kept. Floats to integers: toward 0, NaN gives 0, out of range the nearest end; to
/// BOOL: not equal to 0; BOOL to numbers: 0 or 1. Derivative: between float types the cast of the
/// cotangent, else stops.
///
/// @param dtype the type of the output's elements
public record Cast(DType dtype) implements Elementwise {

  @Override
  public TensorType type(List<TensorType> inputs) {
    return inputs.getFirst().with(dtype);
  }

  private boolean flows(Node self) {
    return dtype.isFloat() && self.input(0).type().dtype().isFloat();
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    return List.of(
        flows(self)
            ? Cotangent.flows(cotangent.as(self.input(0).type().dtype()))
            : Cotangent.stops("a cast to or from integers is constant between them"));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return flows(self) ? Optional.of(tangent.as(dtype)) : Optional.empty();
  }

  @Override
  public Formula element(List<Formula> inputs) {
    return switch (dtype) {
      case F32, F64 -> inputs.getFirst();
      case I32, I64 -> Formula.call("trunc", inputs.getFirst());
      case BOOL ->
          new Formula.Iverson(Condition.compare(Relation.NE, inputs.getFirst(), Formula.ZERO));
    };
  }
}
