package gradus.op.composite;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.op.reduction.Mean;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/// Batch normalisation as in training: each channel (axis 1) has mean 0 and variance 1 over the
/// batch and all places.
///
/// Shape: `x [batch, channels, …]`, scale and shift `[channels]`. {@link #statistics} gives mean
/// and variance as nodes, for running averages; {@link #inference} applies such averages. Source:
/// Ioffe and Szegedy 2015, "Batch normalization", algorithms 1 and 2.
///
/// @param epsilon what is added to the variance, above 0
public record BatchNorm(double epsilon) implements Normalisation {

  public BatchNorm {
    Normalisation.checkEpsilon("batchNorm", epsilon);
  }

  /// Mean and biased variance of each channel of `x`, the same nodes that training divides by.
  public Standardised statistics(Node x) {
    return groups(x);
  }

  /// `γ (x − mean) / √(variance + ε) + β` with statistics from elsewhere, all of type `[channels]`.
  public Node inference(Node x, Node scale, Node shift, Node mean, Node variance) {
    Node factor = scale.over(variance.plus(epsilon).sqrt());
    return x.minus(channels(mean, x)).times(channels(factor, x)).plus(channels(shift, x));
  }

  private static Node channels(Node perChannel, Node x) {
    Shape shape = x.type().shape();
    List<Integer> others = shape.allAxes().stream().filter(axis -> axis != 1).toList();
    return perChannel.reshape(shape.reduce(others, true)).broadcastTo(shape);
  }

  @Override
  public List<Integer> affineAxes() {
    return List.of(1);
  }

  @Override
  public Standardised groups(Node x) {
    Shape shape = x.type().shape();
    return new Standardised(x, shape, axes(shape.rank()), epsilon);
  }

  private static List<Integer> axes(int rank) {
    return IntStream.range(0, rank).filter(axis -> axis != 1).boxed().toList();
  }

  @Override
  public void check(TensorType x) {
    if (x.shape().rank() < 2) {
      throw new ShapeException(
          "%s: expected axes for batch and channels, found rank %d. Reshape x to [batch, channels]."
              .formatted(call(x), x.shape().rank()));
    }
  }

  @Override
  public Formula standardised(Indexed x, List<Formula> index) {
    return Standardised.formula(x, index, axes(x.rank()), epsilon);
  }

  @Override
  public Formula mean(Indexed x, List<Formula> index) {
    return new Mean(axes(x.rank()), true).formula(List.of(x), index);
  }

  @Override
  public List<Formula> group(Indexed x, List<Formula> index) {
    return List.of(index.get(1));
  }
}
