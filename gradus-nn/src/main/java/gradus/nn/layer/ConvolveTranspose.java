package gradus.nn.layer;

import gradus.nn.init.Fans;
import gradus.nn.init.Initialiser;
import gradus.nn.init.Scaled;
import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.Placement;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Transposed convolution with learnt kernels: the adjoint of a strided convolution, for making
/// tensors larger.
///
/// Shape: `[batch, channels, spatial…]` to `[batch, outputs, out…]` with `out = (n − 1) stride − 2
/// padding + k + outputPadding`. Parameters: `weight [channels, outputs, kernel…]`, `bias
/// [outputs]`.
///
/// @param outputs how many channels come out
/// @param kernel its length along each spatial axis
/// @param stride the factor by which the result is longer
/// @param padding how many elements are cut from both ends
/// @param outputPadding how many elements are added at the end, below the stride
/// @param bias whether a number is added to each output channel
/// @param initialiser the first value of `weight`; the bias begins at 0
public record ConvolveTranspose(
    int outputs,
    List<Integer> kernel,
    int stride,
    int padding,
    int outputPadding,
    boolean bias,
    Initialiser initialiser)
    implements Layer {

  public ConvolveTranspose {
    kernel = List.copyOf(kernel);
    if (outputs < 1 || stride < 1 || padding < 0 || outputPadding < 0 || outputPadding >= stride) {
      throw new IllegalArgumentException(
          "convTranspose(outputs=%d, stride=%d, padding=%d, outputPadding=%d): expected outputs and stride of 1 or more and an outputPadding below the stride, found others. Check the settings."
              .formatted(outputs, stride, padding, outputPadding));
    }
  }

  /// No padding, a bias and He's initialisation.
  public static ConvolveTranspose of(int outputs, List<Integer> kernel, int stride) {
    return new ConvolveTranspose(outputs, kernel, stride, 0, 0, true, Scaled.he());
  }

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    Node x = inputs.getFirst();
    Shape shape = x.type().shape();
    int spatial = kernel.size();
    if (shape.rank() != spatial + 2) {
      throw new ShapeException(
          "convTranspose%dd(x=%s): expected a batch of channels with %d spatial axes, found rank %d. Reshape the input."
              .formatted(spatial, x.type(), spatial, shape.rank()));
    }
    int taps = kernel.stream().reduce(1, Math::multiplyExact);
    Fans fans = new Fans(shape.size(1) * taps, outputs * taps);
    Node weight =
        scope.parameter(
            "weight",
            Shape.of(shape.size(1), outputs).followedBy(new Shape(kernel)),
            initialiser,
            fans);
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < spatial; axis++) {
      int n = shape.size(axis + 2);
      sizes.add((n - 1) * stride - 2 * padding + kernel.get(axis) + outputPadding);
    }
    List<Integer> pads = Collections.nCopies(spatial, padding);
    Placement placement =
        Placement.valid(spatial)
            .withStrides(Collections.nCopies(spatial, stride))
            .withPadding(pads, pads);
    Node y =
        Node.of(
            new ConvolutionTranspose(Convention.CROSS_CORRELATION, placement, 1, sizes),
            List.of(x, weight));
    return bias ? y.plus(Convolve.channelBias(outputs, spatial, scope, fans)) : y;
  }

  @Override
  public String kind() {
    return "convTranspose";
  }
}
