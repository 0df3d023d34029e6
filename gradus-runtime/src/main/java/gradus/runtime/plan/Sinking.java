package gradus.runtime.plan;

import gradus.runtime.plan.Task.Chain;
import gradus.runtime.plan.Task.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Moves an operation from the chain that could compute it to the one chain that needs it.
///
/// A rectifier's mask is such a one: its operands are stored for other reasons, so computing it
/// where the gradient is formed saves storing it. An operation moves only if what must be stored
/// does not grow.
final class Sinking {

  private final Planner planner;
  private final Map<Value, Set<Task>> readers = new HashMap<>();

  /// Moves whatever can move; outputs must be pinned by now.
  static void run(Planner planner) {
    Sinking sinking = new Sinking(planner);
    for (Task task : List.copyOf(planner.tasks())) {
      if (task instanceof Chain chain && !chain.once) {
        sinking.sink(chain);
      }
    }
    planner.tasks().removeIf(task -> task instanceof Chain chain && chain.links.isEmpty());
  }

  private Sinking(Planner planner) {
    this.planner = planner;
    for (Task task : planner.tasks()) {
      note(task);
    }
  }

  private void note(Task task) {
    task.reads.forEach(
        value -> readers.computeIfAbsent(value, key -> new LinkedHashSet<>()).add(task));
  }

  private Set<Task> readers(Value value) {
    return readers.getOrDefault(value, Set.of());
  }

  private void sink(Chain from) {
    for (Link link : new ArrayList<>(from.links).reversed()) {
      Set<Task> users = readers(link.value());
      boolean alone = users.size() == 1 && !link.value().pinned && !isReadIn(from, link.value());
      if (alone
          && users.iterator().next() instanceof Chain to
          && Updates.readsInStep(to, link.value())
          && stored(from, link) <= link.value().type.bytes()) {
        move(link, from, to);
      }
    }
  }

  private static boolean isReadIn(Chain chain, Value value) {
    return chain.links.stream()
        .anyMatch(link -> link.inputs().stream().anyMatch(view -> view.base == value));
  }

  /// Bytes that would have to be stored for a link outside its chain, and are not stored yet.
  private long stored(Chain from, Link link) {
    long bytes = 0;
    for (View view : link.inputs()) {
      Value base = view.base;
      if (from.writes.contains(base) && !base.pinned && readers(base).isEmpty()) {
        bytes += base.type.bytes();
      }
    }
    return bytes;
  }

  private void move(Link link, Chain from, Chain to) {
    from.remove(link);
    to.take(link);
    planner.made(link.value(), to);
    readers.values().forEach(tasks -> tasks.removeAll(List.of(from, to)));
    note(from);
    note(to);
  }
}
