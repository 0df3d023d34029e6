package gradus.explain.summary;

import gradus.op.Node;
import gradus.op.contraction.MatMul;
import gradus.op.reduction.Reduction;
import gradus.op.source.State;
import gradus.op.window.AveragePool;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.MaxPool;
import gradus.op.window.ReceptiveField;
import gradus.tensor.Shape;
import java.util.List;

/// What one node costs and sees.
final class Counts {

  private Counts() {}

  /// Multiply-adds of a node, those on zeros of the padding included.
  static long multiplyAdds(Node node) {
    return switch (node.op()) {
      case MatMul product -> {
        Shape a = node.input(0).type().shape();
        yield (long) node.type().shape().elements() * a.size(product.transposeA() ? -2 : -1);
      }
      case Convolution _ -> (long) node.type().shape().elements() * perOutput(node.input(1));
      case ConvolutionTranspose _ ->
          (long) node.input(0).type().shape().elements() * perOutput(node.input(1));
      default -> 0;
    };
  }

  /// Weights behind one output of a convolution.
  private static long perOutput(Node weight) {
    Shape shape = weight.type().shape();
    return shape.slice(1, shape.rank()).elements();
  }

  static long states(Node node) {
    return node.op() instanceof State ? node.type().shape().elements() : 0;
  }

  /// What a node's elements see, if its first input's elements see this.
  static ReceptiveField window(Node node, ReceptiveField before) {
    return switch (node.op()) {
      case Convolution c -> before.slide(spatial(node.input(1)), c.placement());
      case MaxPool pool -> before.slide(pool.pooling().kernel(), pool.pooling().placement());
      case AveragePool pool -> before.slide(pool.pooling().kernel(), pool.pooling().placement());
      case MatMul _, ConvolutionTranspose _ -> before.all();
      case Reduction reduction when reduction.axes().stream().anyMatch(axis -> axis > 1) ->
          before.all();
      default -> before;
    };
  }

  private static List<Integer> spatial(Node weight) {
    Shape shape = weight.type().shape();
    return shape.slice(2, shape.rank()).sizes();
  }
}
