package gradus.runtime.plan;

import gradus.op.indexing.ScatterElements;
import gradus.op.window.MaxPoolIndices;
import java.util.List;

/// Puts one task in place of two: where the maxima of windows lie, and the cotangents scattered
/// there. The maxima are found again from the input, and their places are not stored.
final class PoolGradients {

  private PoolGradients() {}

  /// Joins wherever the places are read by the scatter alone; outputs must be pinned by now.
  static void join(Planner planner) {
    for (Task task : List.copyOf(planner.tasks())) {
      if (task instanceof Task.Single scatter
          && scatter.node.op() instanceof ScatterElements
          && scatter.output.type.dtype().isFloat()
          && scatter.inputs.getLast().whole()) {
        join(planner, scatter);
      }
    }
  }

  private static void join(Planner planner, Task.Single scatter) {
    Value places = scatter.inputs.getLast().base;
    List<Task> readers =
        planner.tasks().stream().filter(task -> task.reads.contains(places)).toList();
    if (!places.pinned
        && readers.equals(List.of(scatter))
        && planner.maker(places) instanceof Task.Single indices
        && indices.node.op() instanceof MaxPoolIndices) {
      Task.PoolGradient joined =
          new Task.PoolGradient(indices.node, indices.inputs.getFirst(), scatter);
      planner.tasks().remove(indices);
      planner.tasks().set(planner.tasks().indexOf(scatter), joined);
      planner.made(scatter.output, joined);
    }
  }
}
