package gradus.runtime.plan;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.rewrite.Applied;
import gradus.rewrite.Passes;
import java.util.ArrayList;
import java.util.List;

/// How a plan changes its graph before it runs it: the laws that are used, and what is fused.
///
/// @param laws each use of a law, in order
/// @param fused the operations of each loop that runs more than one
public record PlanRewrites(List<Applied> laws, List<List<Node>> fused) {

  public PlanRewrites {
    laws = List.copyOf(laws);
    fused = fused.stream().map(List::copyOf).toList();
  }

  /// The graph that a plan of this one runs, for those who run it in another way with the same
  /// bits.
  public static Graph prepared(Graph graph) {
    return Passes.prepare(graph, SoftmaxRows::runs);
  }

  /// Plans a graph as {@link Plan} does, without running it.
  public static PlanRewrites of(Graph graph) {
    List<Applied> laws = new ArrayList<>();
    Planner planner =
        new Planner(Passes.prepare(graph, SoftmaxRows::runs, laws::add), PlanOptions.standard());
    Sinking.run(planner);
    List<List<Node>> fused = new ArrayList<>();
    for (Task task : planner.tasks()) {
      if (task instanceof Task.Chain chain && chain.links.size() > 1) {
        fused.add(chain.links.stream().map(Task.Link::node).toList());
      }
    }
    return new PlanRewrites(laws, fused);
  }
}
