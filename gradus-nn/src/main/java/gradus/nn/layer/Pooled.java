package gradus.nn.layer;

import gradus.op.Node;
import gradus.op.window.AveragePool;
import gradus.op.window.MaxPool;
import gradus.op.window.Placement;
import gradus.op.window.Pooling;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import java.util.Collections;
import java.util.List;

/// The largest element or the mean of each window, in one to three spatial axes.
///
/// Shape: `[batch, channels, spatial…]` to `[batch, channels, windows…]`. Padding never wins a
/// maximum and does not count in a mean.
///
/// @param statistic what is taken of a window
/// @param kernel the window's length along each spatial axis
/// @param strides the distance between two windows
/// @param padding how many places go around
/// @param ceil whether a last window may hang over the end
public record Pooled(
    Statistic statistic, List<Integer> kernel, List<Integer> strides, Padding padding, boolean ceil)
    implements Layer {

  /// What is taken of a window.
  public enum Statistic {
    /// The largest element.
    MAX,
    /// The mean.
    AVERAGE
  }

  public Pooled {
    kernel = List.copyOf(kernel);
    strides = List.copyOf(strides);
  }

  /// Windows of one length side by side on `rank` axes.
  public static Pooled of(Statistic statistic, int rank, int length) {
    List<Integer> kernel = Collections.nCopies(rank, length);
    return new Pooled(statistic, kernel, kernel, Padding.valid(), false);
  }

  /// The windows on an input with these spatial sizes.
  public Pooling pooling(List<Integer> sizes) {
    Placement placement =
        padding.place(sizes, kernel, strides, Collections.nCopies(kernel.size(), 1));
    return ceil ? Pooling.ceil(kernel, placement, sizes) : Pooling.floor(kernel, placement);
  }

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    Node x = inputs.getFirst();
    Shape shape = x.type().shape();
    if (shape.rank() != kernel.size() + 2) {
      throw new ShapeException(
          "%s%dd(x=%s): expected a batch of channels with %d spatial axes, found rank %d. Reshape the input."
              .formatted(kind(), kernel.size(), x.type(), kernel.size(), shape.rank()));
    }
    Pooling pooling = pooling(shape.slice(2, shape.rank()).sizes());
    return switch (statistic) {
      case MAX -> Node.of(new MaxPool(pooling), List.of(x));
      case AVERAGE -> Node.of(new AveragePool(pooling, false), List.of(x));
    };
  }

  @Override
  public String kind() {
    return switch (statistic) {
      case MAX -> "maxPool";
      case AVERAGE -> "averagePool";
    };
  }
}
