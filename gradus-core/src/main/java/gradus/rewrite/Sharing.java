package gradus.rewrite;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.Op;
import gradus.op.movement.Slice;
import gradus.op.source.Draw;
import gradus.op.source.Source;
import gradus.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Common subexpressions: nodes of equal operations over the same inputs become one node.
public final class Sharing {

  private Sharing() {}

  /// The pass. Inputs, parameters and states have names of their own and stay apart.
  public static Pass pass() {
    return pass(_ -> {});
  }

  static Pass pass(Consumer<Applied> told) {
    return new Pass("sharing", graph -> share(graph, told));
  }

  // inputs are compared by identity, since a node's equality is its identity
  private record Use(Op op, List<Node> inputs, TensorType type) {

    // by less than all of an operation, since a record's own is linked at the first call (decision
    // 0037); but thousands of pieces of one tensor differ in where they start alone
    @Override
    public int hashCode() {
      Object kind = inputs.isEmpty() ? op : op.getClass();
      int start = op instanceof Slice slice ? slice.starts().hashCode() : 0;
      return 31 * (31 * kind.hashCode() + inputs.hashCode()) + 31 * start + type.hashCode();
    }
  }

  private static Graph share(Graph graph, Consumer<Applied> told) {
    Map<Use, Node> known = new LinkedHashMap<>();
    return Rebuild.with(graph, node -> isNamed(node) ? node : shared(node, known, told));
  }

  private static boolean isNamed(Node node) {
    return node.op() instanceof Source source
        && !(source instanceof gradus.op.source.Constant || source instanceof Draw);
  }

  private static Node shared(Node node, Map<Use, Node> known, Consumer<Applied> told) {
    Node first = known.computeIfAbsent(new Use(node.op(), node.inputs(), node.type()), _ -> node);
    boolean same = first.equals(node);
    if (!same) {
      told.accept(new Applied("sharing", Rule.Exactness.EXACT, node, first));
    }
    return first;
  }
}
