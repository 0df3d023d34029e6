package gradus.nn.layer;

import gradus.nn.init.Constant;
import gradus.nn.init.Fans;
import gradus.op.Node;
import gradus.op.composite.BatchNorm;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Batch normalisation over batch and spatial axes, one mean and variance a channel.
///
/// In training by the batch's own statistics, which also move the running ones (with the unbiased
/// variance, as in PyTorch); in inference by the running ones. Parameters: `scale`, `shift`;
/// states: `mean`, `variance`, all `[channels]`. Source: Ioffe and Szegedy 2015, algorithms 1 and
/// 2.
///
/// @param epsilon what is added to the variance
/// @param momentum how far a batch moves the running statistics, above 0 and at most 1
public record BatchNormLayer(double epsilon, double momentum) implements Layer {

  public BatchNormLayer {
    if (!(momentum > 0 && momentum <= 1) || !(epsilon > 0)) {
      throw new IllegalArgumentException(
          "batchNorm(epsilon=%s, momentum=%s): expected an epsilon above 0 and a momentum above 0 and at most 1, found others. Try 1e-5 and 0.1."
              .formatted(epsilon, momentum));
    }
  }

  /// With ε = 1e−5 and a momentum of 0.1.
  public static BatchNormLayer standard() {
    return new BatchNormLayer(1e-5, 0.1);
  }

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    Node x = inputs.getFirst();
    Shape shape = x.type().shape();
    Shape channels = Shape.of(shape.size(1));
    Fans fans = new Fans(1, 1);
    Node scale = scope.parameter("scale", channels, new Constant(1), fans);
    Node shift = scope.parameter("shift", channels, new Constant(0), fans);
    Node mean = scope.state("mean", channels, 0);
    Node variance = scope.state("variance", channels, 1);
    if (!scope.training()) {
      Node factor = scale.over(variance.plus(epsilon).sqrt());
      Node offset = shift.minus(mean.times(factor));
      return x.times(perChannel(factor, shape)).plus(perChannel(offset, shape));
    }
    List<Integer> axes = new ArrayList<>(shape.allAxes());
    axes.remove(Integer.valueOf(1));
    Node batchMean = x.mean(axes, false);
    Node centred = x.minus(perChannel(batchMean, shape));
    int count = shape.elements() / shape.size(1);
    Node batchVariance = centred.times(centred).sum(axes, false).over(Math.max(count - 1, 1));
    scope.update(mean, blend(mean, batchMean));
    scope.update(variance, blend(variance, batchVariance));
    return Node.of(new BatchNorm(epsilon), List.of(x, scale, shift));
  }

  private Node blend(Node running, Node batch) {
    return running.times(1 - momentum).plus(batch.times(momentum));
  }

  private static Node perChannel(Node values, Shape shape) {
    List<Integer> sizes = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
    sizes.set(1, shape.size(1));
    return values.reshape(new Shape(sizes));
  }

  @Override
  public String kind() {
    return "batchNorm";
  }
}
