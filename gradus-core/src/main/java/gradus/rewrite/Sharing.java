package gradus.rewrite;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.Op;
import gradus.op.source.Draw;
import gradus.op.source.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Common subexpressions: nodes of equal operations over the same inputs become one node.
public final class Sharing {

  private Sharing() {}

  /// The pass. Inputs, parameters and states have names of their own and stay apart.
  public static Pass pass() {
    return new Pass("sharing", Sharing::share);
  }

  // inputs are compared by identity, since a node's equality is its identity
  private record Use(Op op, List<Node> inputs) {}

  private static Graph share(Graph graph) {
    Map<Use, Node> known = new HashMap<>();
    return Rebuild.with(
        graph,
        node -> {
          boolean named =
              node.op() instanceof Source source
                  && !(source instanceof gradus.op.source.Constant || source instanceof Draw);
          return named
              ? node
              : known.computeIfAbsent(new Use(node.op(), node.inputs()), use -> node);
        });
  }
}
