package gradus.nn.layer;

import gradus.nn.init.Constant;
import gradus.nn.init.Fans;
import gradus.nn.init.Initialiser;
import gradus.nn.init.Scaled;
import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.op.window.Placement;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import java.util.Collections;
import java.util.List;

/// Convolution with learnt kernels, in one to three spatial axes.
///
/// Shape: `[batch, channels, spatial…]` to `[batch, outputs, out…]`. Parameters: `weight [outputs,
/// channels / groups, kernel…]`, `bias [outputs]`.
///
/// @param outputs how many channels come out
/// @param kernel its length along each spatial axis
/// @param strides the distance between two windows
/// @param dilations the distance between two taps
/// @param padding how many zeros go around
/// @param groups into how many separate groups the channels are cut
/// @param convention cross-correlation (deep learning's) or true convolution
/// @param bias whether a number is added to each output channel
/// @param initialiser the first value of `weight`; the bias begins at 0
public record Convolve(
    int outputs,
    List<Integer> kernel,
    List<Integer> strides,
    List<Integer> dilations,
    Padding padding,
    int groups,
    Convention convention,
    boolean bias,
    Initialiser initialiser)
    implements Layer {

  public Convolve {
    kernel = List.copyOf(kernel);
    strides = List.copyOf(strides);
    dilations = List.copyOf(dilations);
    if (groups < 1) {
      throw new IllegalArgumentException(
          "conv(groups=%d): expected 1 or more groups, found %d. Leave groups out for one."
              .formatted(groups, groups));
    }
    if (outputs < 1 || kernel.isEmpty() || kernel.stream().anyMatch(k -> k < 1)) {
      throw new IllegalArgumentException(
          "conv(outputs=%d, kernel=%s): expected 1 or more outputs and a kernel of 1 or more, found less. Give both."
              .formatted(outputs, kernel));
    }
  }

  /// Stride 1, no dilation, one group, cross-correlation, a bias and He's initialisation.
  public static Convolve of(int outputs, List<Integer> kernel, Padding padding) {
    List<Integer> ones = Collections.nCopies(kernel.size(), 1);
    return new Convolve(
        outputs, kernel, ones, ones, padding, 1, Convention.CROSS_CORRELATION, true, Scaled.he());
  }

  /// The same with another stride on every axis.
  public Convolve withStride(int stride) {
    return withStrides(Collections.nCopies(kernel.size(), stride));
  }

  /// The same with other strides.
  public Convolve withStrides(List<Integer> other) {
    return new Convolve(
        outputs, kernel, other, dilations, padding, groups, convention, bias, initialiser);
  }

  /// The same with another dilation on every axis.
  public Convolve withDilation(int dilation) {
    List<Integer> other = Collections.nCopies(kernel.size(), dilation);
    return new Convolve(
        outputs, kernel, strides, other, padding, groups, convention, bias, initialiser);
  }

  /// The same in separate groups of channels.
  public Convolve withGroups(int other) {
    return new Convolve(
        outputs, kernel, strides, dilations, padding, other, convention, bias, initialiser);
  }

  /// The same in another convention.
  public Convolve withConvention(Convention other) {
    return new Convolve(
        outputs, kernel, strides, dilations, padding, groups, other, bias, initialiser);
  }

  /// The same without a bias.
  public Convolve withoutBias() {
    return new Convolve(
        outputs, kernel, strides, dilations, padding, groups, convention, false, initialiser);
  }

  /// How the kernel is placed on an input with these spatial sizes.
  public Placement placement(List<Integer> sizes) {
    return padding.place(sizes, kernel, strides, dilations);
  }

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    Node x = inputs.getFirst();
    Shape shape = x.type().shape();
    if (shape.rank() != kernel.size() + 2 || shape.size(1) % groups != 0) {
      throw new ShapeException(
          "conv%dd(x=%s, groups=%d): expected a batch of channels with %d spatial axes and channels divisible by the groups, found %s. Reshape the input or change the layer."
              .formatted(kernel.size(), x.type(), groups, kernel.size(), shape));
    }
    int taps = kernel.stream().reduce(1, Math::multiplyExact);
    int channels = shape.size(1) / groups;
    Fans fans = new Fans(channels * taps, outputs / groups * taps);
    Node weight =
        scope.parameter(
            "weight", Shape.of(outputs, channels).followedBy(new Shape(kernel)), initialiser, fans);
    Placement placement = placement(shape.slice(2, shape.rank()).sizes());
    Node y = Node.of(new Convolution(convention, placement, groups), List.of(x, weight));
    return bias ? y.plus(channelBias(outputs, kernel.size(), scope, fans)) : y;
  }

  /// A bias for each channel, shaped to be added to `[batch, outputs, spatial…]`.
  static Node channelBias(int outputs, int spatial, Scope scope, Fans fans) {
    Node bias = scope.parameter("bias", Shape.of(outputs), new Constant(0), fans);
    Shape ones = new Shape(Collections.nCopies(spatial, 1));
    return bias.reshape(Shape.of(1, outputs).followedBy(ones));
  }

  @Override
  public String kind() {
    return "conv";
  }
}
