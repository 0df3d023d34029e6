package gradus.rewrite;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.composite.Composite;
import gradus.op.reduction.LogSumExp;
import gradus.op.reduction.Max;
import gradus.op.reduction.Mean;
import gradus.op.reduction.Min;
import gradus.op.reduction.Prod;
import gradus.op.reduction.Reduction;
import gradus.op.reduction.Sum;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Composites become their lowerings; reductions become ones over neighbouring axes.
public final class Lowering {

  private Lowering() {}

  /// The pass that lowers everything but what has a kernel of its own.
  ///
  /// @param kept nodes that stay as they are
  public static Pass keeping(Predicate<Node> kept) {
    return keeping(kept, _ -> {});
  }

  static Pass keeping(Predicate<Node> kept, Consumer<Applied> told) {
    return new Pass("lowering", graph -> lower(graph, kept, told));
  }

  private static Graph lower(Graph graph, Predicate<Node> kept, Consumer<Applied> told) {
    Graph current = graph;
    while (true) {
      Graph next = Rebuild.with(current, node -> kept.test(node) ? node : lowered(node, told));
      if (next == current) {
        return current;
      }
      current = next;
    }
  }

  private static Node lowered(Node node, Consumer<Applied> told) {
    Optional<Node> simpler = simpler(node);
    simpler.ifPresent(
        it -> told.accept(new Applied("lowering", Rule.Exactness.MAY_DIFFER, node, it)));
    return simpler.orElse(node);
  }

  /// One step down, or empty where the node is simple.
  static Optional<Node> simpler(Node node) {
    return switch (node.op()) {
      case Composite composite -> Optional.of(composite.lowering(node.inputs()));
      case Mean mean -> Optional.of(mean(node, mean));
      case LogSumExp logSumExp -> Optional.of(logSumExp(node, logSumExp));
      case Sum sum -> neighbours(node, sum);
      case Max max -> neighbours(node, max);
      case Min min -> neighbours(node, min);
      case Prod prod -> neighbours(node, prod);
      default -> Optional.empty();
    };
  }

  private static Node mean(Node node, Mean mean) {
    Node x = node.input(0);
    return x.sum(mean.axes(), mean.keepAxes()).over(mean.count(x));
  }

  /// The largest element is taken out where it is finite; infinities and NaN go the plain way.
  private static Node logSumExp(Node node, LogSumExp op) {
    Node x = node.input(0);
    Node largest = x.max(op.axes(), true);
    Node finite = largest.abs().less(largest.filled(Double.POSITIVE_INFINITY));
    Node taken = finite.choose(largest, largest.filled(0));
    Node sum = x.minus(taken).exp().sum(op.axes(), op.keepAxes());
    return sum.log().plus(taken.reshape(sum.type().shape()));
  }

  /// A reduction over axes with a kept axis between them, as one reduction after another: the last
  /// axes first. This order is part of the result's bits.
  private static Optional<Node> neighbours(Node node, Reduction op) {
    Node x = node.input(0);
    List<Integer> last = lastNeighbours(x.type().shape(), op.axes());
    if (last.size() == op.axes().size()) {
      return Optional.empty();
    }
    List<Integer> rest = new ArrayList<>(op.axes());
    rest.removeAll(last);
    Node partial = Node.of(over(op, last), List.of(x));
    Node whole = Node.of(over(op, rest), List.of(partial));
    return Optional.of(whole.reshape(node.type().shape()));
  }

  private static Reduction over(Reduction op, List<Integer> axes) {
    return switch (op) {
      case Sum _ -> new Sum(axes, true);
      case Max _ -> new Max(axes, true);
      case Min _ -> new Min(axes, true);
      case Prod _ -> new Prod(axes, true);
      default -> throw new AssertionError(op.name());
    };
  }

  /// The reduced axes from the last one back to a kept axis longer than 1.
  private static List<Integer> lastNeighbours(Shape shape, List<Integer> axes) {
    List<Integer> found = new ArrayList<>();
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      if (axes.contains(axis)) {
        found.add(axis);
      } else if (shape.size(axis) != 1 && !found.isEmpty()) {
        break;
      }
    }
    return found;
  }
}
