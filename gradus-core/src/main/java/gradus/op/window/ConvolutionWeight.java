package gradus.op.window;

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

/// The adjoint of {@link Convolution} in `w`: the gradient of the kernels.
///
/// Shape: `x [N, C, spatial…]`, `y [N, O, out…]` give `[O, C / groups, kernel…]`. Derivative:
/// {@link ConvolutionTranspose} for x, {@link Convolution} for y.
///
/// @param convention which of two operations it is the adjoint of
/// @param placement strides, dilations and padding of that operation
/// @param groups its groups
/// @param kernel the spatial sizes of the result
public record ConvolutionWeight(
    Convention convention, Placement placement, int groups, List<Integer> kernel)
    implements Window {

  public ConvolutionWeight {
    new Filter(convention, placement, groups);
    kernel = List.copyOf(kernel);
  }

  private Filter filter() {
    return new Filter(convention, placement, groups);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType y = inputs.get(1);
    String call = "convWeight%dd".formatted(placement.rank());
    if (x.shape().rank() != placement.rank() + 2
        || y.shape().rank() != placement.rank() + 2
        || x.shape().size(1) % groups != 0) {
      throw new ShapeException(
          "%s(x=%s, y=%s, groups=%d): expected rank %d for both and channels divisible by the groups, found %s. Reshape them."
              .formatted(call, x.shape(), y.shape(), groups, placement.rank() + 2, x.shape()));
    }
    TensorType w =
        x.with(
            Shape.of(y.shape().size(1), x.shape().size(1) / groups).followedBy(new Shape(kernel)));
    TensorType expected = filter().output(call, x, w);
    if (!expected.equals(y)) {
      throw new ShapeException(
          "%s(x=%s, y=%s, kernel=%s): expected y of shape %s, found %s. Change kernel or the placement."
              .formatted(call, x.shape(), y.shape(), kernel, expected.shape(), y.shape()));
    }
    return w;
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    if (!self.type().dtype().isFloat()) {
      Cotangent stops = Cotangent.stops("integers have no derivative");
      return List.of(stops, stops);
    }
    Node x = self.input(0);
    Node y = self.input(1);
    return List.of(
        Cotangent.flows(filter().transpose(y, cotangent, Filter.spatial(x))),
        Cotangent.flows(filter().forward(x, cotangent)));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    if (!self.type().dtype().isFloat()) {
      return Optional.empty();
    }
    return Optional.of(
        input == 0
            ? filter().weight(tangent, self.input(1), kernel)
            : filter().weight(self.input(0), tangent, kernel));
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Indexed x = inputs.get(0);
    Indexed y = inputs.get(1);
    Formula.Var n = Formula.var("n");
    List<Formula.Var> i = filter().indices("i");
    List<Formula> lengths = kernel.stream().map(size -> Formula.number(size.longValue())).toList();
    List<Formula> taps = filter().taps(index.subList(2, index.size()), lengths);
    List<Formula> positions = new ArrayList<>();
    for (int axis = 0; axis < placement.rank(); axis++) {
      positions.add(placement.position(axis, i.get(axis), taps.get(axis)));
    }
    Formula perGroup = y.size(1).over(Formula.number(groups));
    Formula channels = x.size(1).over(Formula.number(groups));
    Formula channel = filter().groupStart(index.get(0), perGroup, channels).plus(index.get(1));
    Formula product =
        x.orZero(Filter.join(n, channel, positions), 2)
            .times(y.at(Filter.join(n, index.get(0), i)));
    return Filter.sum(
        List.of(n), List.of(x.size(0)), Filter.sum(i, Filter.spatialSizes(y), product));
  }
}
