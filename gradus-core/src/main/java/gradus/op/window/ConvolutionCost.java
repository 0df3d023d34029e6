package gradus.op.window;

import java.util.List;

/// What a convolution of one example costs, counted from its shapes.
///
/// Rule: a multiply-add is one product and one sum, two FLOPs. Without a bias one output needs `c`
/// products and `c − 1` sums; with it `c` and `c`, hence `2c`. Source: spec 4.1 and 4.2.
///
/// @param channels input channels
/// @param outputs output channels
/// @param groups into how many separate groups the channels are cut
/// @param axes the spatial axes
public record ConvolutionCost(int channels, int outputs, int groups, List<ShapeAlgebra> axes) {

  public ConvolutionCost {
    axes = List.copyOf(axes);
    if (groups < 1 || channels % groups != 0 || outputs % groups != 0) {
      throw new IllegalArgumentException(
          "ConvolutionCost(channels=%d, outputs=%d, groups=%d): expected groups that divide both, found others. Change the groups."
              .formatted(channels, outputs, groups));
    }
  }

  /// The cost of a convolution with these kernels over an input `[channels, spatial…]`.
  public static ConvolutionCost of(
      Convolution op, List<Integer> kernelShape, List<Integer> inputShape) {
    List<ShapeAlgebra> axes = new java.util.ArrayList<>();
    Placement placement = op.placement();
    for (int axis = 0; axis < placement.rank(); axis++) {
      axes.add(
          ShapeAlgebra.of(
              inputShape.get(axis + 1),
              kernelShape.get(axis + 2),
              placement.strides().get(axis),
              placement.dilations().get(axis),
              placement.before().get(axis),
              placement.after().get(axis)));
    }
    return new ConvolutionCost(inputShape.getFirst(), kernelShape.getFirst(), op.groups(), axes);
  }

  /// Kernel elements: `∏k · (channels / groups) · outputs`.
  public long weights() {
    return perOutput() * outputs;
  }

  /// Outputs of one example.
  public long scalars() {
    return outputs * axes.stream().mapToLong(ShapeAlgebra::out).reduce(1, (a, b) -> a * b);
  }

  /// Multiply-adds, those on zeros of the padding included.
  public long multiplyAdds() {
    return perOutput() * scalars();
  }

  /// Multiply-adds on elements of the input alone.
  public long multiplyAddsInside() {
    long inside = axes.stream().mapToLong(ShapeAlgebra::inside).reduce(1, (a, b) -> a * b);
    return inside * (channels / groups) * outputs;
  }

  private long perOutput() {
    long taps = axes.stream().mapToLong(ShapeAlgebra::k).reduce(1, (a, b) -> a * b);
    return taps * (channels / groups);
  }
}
