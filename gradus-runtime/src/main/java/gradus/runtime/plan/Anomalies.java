package gradus.runtime.plan;

import gradus.graph.Graph;
import gradus.op.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Looks for the first operation whose result is not finite.
final class Anomalies {

  private record Watched(Node node, int number, Cells result, List<Cells> inputs) {}

  private final Planner planner;
  private final Map<Integer, Watched> watched = new HashMap<>();

  Anomalies(Planner planner) {
    this.planner = planner;
  }

  /// Remembers which node the step at a place in the list completes.
  void watch(int step, Task task) {
    Node node =
        switch (task) {
          case Task.Single single -> single.node;
          case Task.Chain chain -> chain.links.getLast().node();
          case Task.Copy _, Task.Band _, Task.PoolGradient _, Task.Finished _ -> null;
        };
    if (node == null) {
      return;
    }
    List<Cells> inputs = new ArrayList<>();
    for (Node input : node.inputs()) {
      View view = planner.view(input);
      inputs.add(view.full ? view.cells() : view.base.cells());
    }
    Cells result = task.writes.iterator().next().cells();
    watched.put(step, new Watched(node, planner.number(node), result, inputs));
  }

  /// Refuses a variable that holds NaN or ±∞ and an input that holds NaN.
  void before(long run) {
    planner
        .sources()
        .forEach(
            (node, value) -> {
              int position = value.cells().firstNotFinite();
              double found = position < 0 ? 0 : value.cells().doubleAt(position);
              boolean bad = value.isStored() || Double.isNaN(found);
              if (position >= 0 && bad && value.kind != Value.Kind.CONSTANT) {
                throw anomaly(node, planner.number(node), position, found, run, List.of());
              }
            });
  }

  /// Checks the result of a step.
  void after(int step, long run) {
    Watched seen = watched.get(step);
    int position = seen == null ? -1 : seen.result.firstNotFinite();
    if (seen != null && position >= 0) {
      List<Boolean> finite = seen.inputs.stream().map(x -> x.firstNotFinite() < 0).toList();
      double found = seen.result.doubleAt(position);
      throw anomaly(seen.node, seen.number, position, found, run, finite);
    }
  }

  private AnomalyException anomaly(
      Node node, int number, int position, double found, long run, List<Boolean> finite) {
    String name = node.inputs().isEmpty() ? " \"" + Graph.nameOf(node) + "\"" : "";
    String label = node.label().isEmpty() ? "" : " in \"" + node.label() + "\"";
    StringBuilder inputs = new StringBuilder();
    for (int i = 0; i < finite.size(); i++) {
      inputs
          .append(i == 0 ? "" : ", ")
          .append(node.input(i).type())
          .append(finite.get(i) ? " finite" : " not finite");
    }
    String message =
        "run %d, node %%%d %s %s%s%s: expected finite values, found %s at element %d (inputs: %s). Look at what this operation gets."
            .formatted(
                run,
                number,
                node.op().name(),
                node.type(),
                name,
                label,
                found,
                position,
                inputs.isEmpty() ? "none" : inputs);
    return new AnomalyException(message, node.op().name(), node.label(), number, run, finite);
  }
}
