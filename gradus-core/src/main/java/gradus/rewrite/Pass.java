package gradus.rewrite;

import gradus.graph.Graph;
import java.util.function.UnaryOperator;

/// A named step from graph to graph.
///
/// @param name what messages call it
/// @param change the step; it returns its argument if nothing changes
public record Pass(String name, UnaryOperator<Graph> change) {

  /// Runs the pass; with `-Dgradus.verify=true` the result is verified under the pass's name.
  public Graph apply(Graph graph) {
    Graph changed = change.apply(graph);
    if (Boolean.getBoolean("gradus.verify")) {
      changed.verify("pass \"" + name + "\"");
    }
    return changed;
  }
}
