package gradus.runtime.plan;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.runtime.plan.Value.Kind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes updates into their variables: in place where every reader comes before, else by a copy at
/// the end.
final class Updates {

  private final Planner planner;
  private final Graph graph;
  private final boolean inPlace;

  /// Decides for all updates of a graph; outputs must be pinned by now.
  static void plan(Planner planner, Graph graph, boolean inPlace) {
    new Updates(planner, graph, inPlace).all();
  }

  private Updates(Planner planner, Graph graph, boolean inPlace) {
    this.planner = planner;
    this.graph = graph;
    this.inPlace = inPlace;
  }

  private void all() {
    planner.dependencies().takeExtraEdges();
    Map<Value, View> copies = new LinkedHashMap<>();
    Set<Value> updated = new LinkedHashSet<>();
    graph.updates().keySet().forEach(node -> updated.add(planner.source(node)));
    graph
        .updates()
        .forEach(
            (node, newValue) -> {
              Value variable = planner.source(node);
              View view = planner.view(newValue);
              if (view.base == variable && view.whole()) {
                return;
              }
              if (!inPlace || !writesInPlace(variable, view)) {
                copies.put(variable, updated.contains(view.base) ? saved(view, newValue) : view);
              }
            });
    copies.forEach(this::copy);
  }

  /// A copy of a variable's old value, for another variable's update.
  private View saved(View view, Node node) {
    return planner.copied(view, node);
  }

  private void copy(Value variable, View view) {
    Task.Copy copy = new Task.Copy(view, variable);
    List<Task> readers = readers(variable);
    planner.add(copy, Integer.MAX_VALUE);
    copy.once = false;
    readers.stream().filter(task -> task != copy).forEach(copy.after::add);
  }

  private List<Task> readers(Value variable) {
    return planner.tasks().stream().filter(task -> task.reads.contains(variable)).toList();
  }

  private boolean writesInPlace(Value variable, View view) {
    Value made = view.base;
    if (made.kind != Kind.TEMPORARY || made.pinned || made.home != null || !view.whole()) {
      return false;
    }
    Task maker =
        planner.tasks().stream()
            .filter(task -> task.writes.contains(made))
            .findFirst()
            .orElseThrow();
    if (maker.once || (maker.reads.contains(variable) && !readsInStep(maker, variable))) {
      return false;
    }
    List<Task> readers = readers(variable).stream().filter(task -> task != maker).toList();
    for (Task reader : readers) {
      if (planner.dependencies().needs(reader, maker)) {
        return false;
      }
    }
    maker.after.addAll(readers);
    made.home = variable;
    return true;
  }

  /// Whether a task reads a value element by element, in the order in which it writes.
  static boolean readsInStep(Task task, Value value) {
    return task instanceof Task.Chain chain
        && value.elements() == chain.elements
        && chain.links.stream()
            .flatMap(link -> link.inputs().stream())
            .allMatch(view -> view.base != value || view.whole());
  }
}
