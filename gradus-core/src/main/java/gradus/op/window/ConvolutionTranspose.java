package gradus.op.window;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The adjoint of {@link Convolution} in `x`: transposed convolution.
///
/// Shape: `y [N, O, out…]`, `w [O, C / groups, kernel…]` give `[N, C, sizes…]`; `sizes` must be
/// ones from which the convolution makes `out…`. Derivative: {@link Convolution} for y, {@link
/// ConvolutionWeight} for w.
///
/// @param convention which of two operations it is the adjoint of
/// @param placement strides, dilations and padding of that operation
/// @param groups its groups
/// @param sizes the spatial sizes of the result
public record ConvolutionTranspose(
    Convention convention, Placement placement, int groups, List<Integer> sizes) implements Window {

  public ConvolutionTranspose {
    new Filter(convention, placement, groups);
    sizes = List.copyOf(sizes);
  }

  private Filter filter() {
    return new Filter(convention, placement, groups);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType y = inputs.get(0);
    TensorType w = inputs.get(1);
    String call = "convTranspose%dd".formatted(placement.rank());
    if (y.shape().rank() != placement.rank() + 2 || w.shape().rank() != placement.rank() + 2) {
      throw new ShapeException(
          "%s(y=%s, w=%s): expected rank %d for both, found %d and %d. Reshape them."
              .formatted(
                  call,
                  y.shape(),
                  w.shape(),
                  placement.rank() + 2,
                  y.shape().rank(),
                  w.shape().rank()));
    }
    TensorType x =
        y.with(
            Shape.of(y.shape().size(0), w.shape().size(1) * groups).followedBy(new Shape(sizes)));
    TensorType expected = filter().output(call, x, w);
    if (!expected.equals(y)) {
      throw new ShapeException(
          "%s(y=%s, w=%s, sizes=%s): expected y of shape %s, found %s. Change sizes or the placement."
              .formatted(call, y.shape(), w.shape(), sizes, expected.shape(), y.shape()));
    }
    return x;
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    if (!self.type().dtype().isFloat()) {
      Cotangent stops = Cotangent.stops("integers have no derivative");
      return List.of(stops, stops);
    }
    Node y = self.input(0);
    Node w = self.input(1);
    return List.of(
        Cotangent.flows(filter().forward(cotangent, w)),
        Cotangent.flows(filter().weight(cotangent, y, Filter.spatial(w))));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    if (!self.type().dtype().isFloat()) {
      return Optional.empty();
    }
    return Optional.of(
        input == 0
            ? filter().transpose(tangent, self.input(1), sizes)
            : filter().transpose(self.input(0), tangent, sizes));
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Indexed y = inputs.get(0);
    Indexed w = inputs.get(1);
    Formula.Var o = Formula.var("o");
    List<Formula.Var> j = filter().indices("j");
    List<Formula> positions = new ArrayList<>();
    List<Condition> hits = new ArrayList<>();
    for (int axis = 0; axis < placement.rank(); axis++) {
      Formula shifted =
          index
              .get(axis + 2)
              .plus(Formula.number(placement.before().get(axis)))
              .minus(j.get(axis).times(Formula.number(placement.dilations().get(axis))));
      Formula stride = Formula.number(placement.strides().get(axis));
      if (placement.strides().get(axis) > 1) {
        hits.add(
            Condition.compare(Relation.EQ, Formula.call("mod", shifted, stride), Formula.ZERO));
        shifted = Formula.call("floordiv", shifted, stride);
      }
      positions.add(shifted);
    }
    Formula perGroup = w.size(0).over(Formula.number(groups));
    Formula start = filter().groupStart(index.get(1), w.size(1), perGroup);
    Formula inGroup = groups == 1 ? index.get(1) : Formula.call("mod", index.get(1), w.size(1));
    List<Formula> kernel = Filter.spatialSizes(w);
    Formula out = start.plus(o);
    Formula product =
        y.orZero(Filter.join(index.get(0), out, positions), 2)
            .times(w.at(Filter.join(out, inGroup, filter().taps(j, kernel))));
    Formula guarded =
        hits.isEmpty()
            ? product
            : new Formula.Choose(new Condition.And(hits), product, Formula.ZERO);
    return Filter.sum(List.of(o), List.of(perGroup), Filter.sum(j, kernel, guarded));
  }
}
