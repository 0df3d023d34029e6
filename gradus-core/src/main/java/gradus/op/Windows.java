package gradus.op;

import gradus.op.window.AveragePool;
import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.MaxPool;
import gradus.op.window.MaxPoolIndices;
import gradus.op.window.Placement;
import gradus.op.window.Pooling;
import gradus.tensor.Shape;
import java.util.List;

/// Convolution and pooling of nodes `[batch, channels, spatial…]`.
public sealed interface Windows permits Node {

  private Node self() {
    return (Node) this;
  }

  private Node slid(Op op) {
    return Node.of(op, List.of(self()));
  }

  /// Convolution with kernels `w [outputs, channels / groups, kernel…]`, in the convention named.
  default Node conv(Node w, Convention convention, Placement placement, int groups) {
    return Node.of(new Convolution(convention, placement, groups), List.of(self(), w));
  }

  /// Cross-correlation in one group: what deep learning calls convolution.
  default Node conv(Node w, Placement placement) {
    return conv(w, Convention.CROSS_CORRELATION, placement, 1);
  }

  /// The adjoint of a convolution by `w [channels, outputs / groups, kernel…]`, onto the spatial
  /// sizes given; {@link Placement#spans} are the smallest possible.
  default Node convTranspose(
      Node w, Convention convention, Placement placement, int groups, List<Integer> sizes) {
    return Node.of(
        new ConvolutionTranspose(convention, placement, groups, sizes), List.of(self(), w));
  }

  /// The largest element of each window.
  default Node maxPool(Pooling pooling) {
    return slid(new MaxPool(pooling));
  }

  /// The row-major position of that element over the spatial axes.
  default Node maxPoolIndices(Pooling pooling) {
    return slid(new MaxPoolIndices(pooling));
  }

  /// The mean of each window; padding counts as zeros if `countIncludePad`.
  default Node averagePool(Pooling pooling, boolean countIncludePad) {
    return slid(new AveragePool(pooling, countIncludePad));
  }

  /// The largest element of each channel; spatial axes stay with length 1.
  default Node globalMaxPool() {
    return self().max(spatialAxes(), true);
  }

  /// The mean of each channel; spatial axes stay with length 1.
  default Node globalAveragePool() {
    return self().mean(spatialAxes(), true);
  }

  private List<Integer> spatialAxes() {
    Shape shape = self().type().shape();
    return shape.allAxes().subList(2, shape.rank());
  }
}
