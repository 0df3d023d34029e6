package gradus.op.window;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cross-correlation or true convolution of `x` with the kernels `w`, by name.
///
/// Shape: `x [N, C, spatial…]`, `w [O, C / groups, kernel…]` give `[N, O, out…]` with `out = ⌊(n +
/// before + after − dilation (k − 1) − 1) / stride⌋ + 1`, 0 where the kernel does not fit.
/// Derivative: {@link ConvolutionTranspose} for x, {@link ConvolutionWeight} for w.
///
/// @param convention which of two operations
/// @param placement strides, dilations and padding
/// @param groups into how many separate groups the channels are cut
public record Convolution(Convention convention, Placement placement, int groups)
    implements Window {

  public Convolution {
    new Filter(convention, placement, groups);
  }

  private Filter filter() {
    return new Filter(convention, placement, groups);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    return filter().output("conv%dd".formatted(placement.rank()), inputs.get(0), inputs.get(1));
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    if (!self.type().dtype().isFloat()) {
      Cotangent stops = Cotangent.stops("integers have no derivative");
      return List.of(stops, stops);
    }
    Node x = self.input(0);
    Node w = self.input(1);
    return List.of(
        Cotangent.flows(filter().transpose(cotangent, w, Filter.spatial(x))),
        Cotangent.flows(filter().weight(x, cotangent, Filter.spatial(w))));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    if (!self.type().dtype().isFloat()) {
      return Optional.empty();
    }
    return Optional.of(
        input == 0
            ? filter().forward(tangent, self.input(1))
            : filter().forward(self.input(0), tangent));
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Indexed x = inputs.get(0);
    Indexed w = inputs.get(1);
    Formula.Var c = Formula.var("c");
    List<Formula.Var> j = filter().indices("j");
    List<Formula> positions = new ArrayList<>();
    for (int axis = 0; axis < placement.rank(); axis++) {
      positions.add(placement.position(axis, index.get(axis + 2), j.get(axis)));
    }
    Formula perGroup = w.size(0).over(Formula.number(groups));
    Formula channel = filter().groupStart(index.get(1), perGroup, w.size(1)).plus(c);
    List<Formula> kernel = Filter.spatialSizes(w);
    Formula product =
        x.orZero(Filter.join(index.get(0), channel, positions), 2)
            .times(w.at(Filter.join(index.get(1), c, filter().taps(j, kernel))));
    return Filter.sum(List.of(c), List.of(w.size(1)), Filter.sum(j, kernel, product));
  }
}
