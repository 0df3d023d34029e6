package gradus.explain.summary;

import gradus.op.Node;
import gradus.op.composite.GroupNorm;
import gradus.op.composite.LayerNorm;
import gradus.op.composite.LogSoftmax;
import gradus.op.composite.Softmax;
import gradus.op.contraction.MatMul;
import gradus.op.movement.Pad;
import gradus.op.movement.Reshape;
import gradus.op.movement.Slice;
import gradus.op.reduction.Reduction;
import gradus.op.source.State;
import gradus.op.window.AveragePool;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.MaxPool;
import gradus.op.window.Placement;
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

  /// What a node's elements see, if its first input's elements see this: nothing known, without
  /// axes, where they no longer stand in a grid over the input.
  static ReceptiveField window(Node node, ReceptiveField before) {
    int rank = Math.max(0, node.type().shape().rank() - 2);
    return switch (node.op()) {
      case Convolution c -> slid(before, spatial(node.input(1)), c.placement());
      case MaxPool pool -> slid(before, pool.pooling().kernel(), pool.pooling().placement());
      case AveragePool pool -> slid(before, pool.pooling().kernel(), pool.pooling().placement());
      case MatMul _ -> before.all();
      case ConvolutionTranspose _ -> before.whole() ? before : ReceptiveField.identity(0);
      case Reduction reduction when reduction.axes().stream().anyMatch(axis -> axis > 1) ->
          before.all();
      case LayerNorm norm when norm.axes().getLast() > 1 -> before.all();
      case GroupNorm _ when rank > 0 -> before.all();
      case Softmax(int axis) when axis > 1 -> before.all();
      case LogSoftmax(int axis) when axis > 1 -> before.all();
      case Reshape _ -> reshaped(node, before, rank);
      case Pad(var front, var _, var interior, double _) when before.rank() == rank ->
          interior.stream().anyMatch(gap -> gap > 0)
              ? ReceptiveField.identity(0)
              : before.padded(front.subList(2, front.size()));
      case Slice(var from, var _, var steps) when before.rank() == rank ->
          steps.stream().allMatch(step -> step == 1)
              ? before.padded(from.subList(2, from.size()).stream().map(start -> -start).toList())
              : ReceptiveField.identity(0);
      default -> before;
    };
  }

  private static ReceptiveField slid(
      ReceptiveField before, List<Integer> kernel, Placement placement) {
    return before.rank() == kernel.size() ? before.slide(kernel, placement) : before;
  }

  /// A vector under a shape with places begins a grid of its own; places that are joined are still
  /// what they see; other places are no grid over the input.
  private static ReceptiveField reshaped(Node node, ReceptiveField before, int rank) {
    boolean vector = node.input(0).type().shape().rank() <= 2;
    if (rank == 0 || rank == before.rank()) {
      return before;
    }
    if (before.whole()) {
      return ReceptiveField.identity(rank).all();
    }
    return vector && before.rank() == 0
        ? ReceptiveField.identity(rank)
        : ReceptiveField.identity(0);
  }

  private static List<Integer> spatial(Node weight) {
    Shape shape = weight.type().shape();
    return shape.slice(2, shape.rank()).sizes();
  }
}
