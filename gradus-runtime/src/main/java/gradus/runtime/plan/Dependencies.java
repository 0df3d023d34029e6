package gradus.runtime.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;

/// Which task needs which, and the order that follows.
final class Dependencies {

  private final Map<Value, Task> makers;
  private boolean ordered;

  /// @param makers the task that makes each value
  Dependencies(Map<Value, Task> makers) {
    this.makers = makers;
  }

  /// The tasks that must run before this one.
  Set<Task> of(Task task) {
    Set<Task> before = new HashSet<>(task.after);
    for (Value value : task.reads) {
      Task maker = makers.get(value);
      if (maker != null && maker != task) {
        before.add(maker);
      }
    }
    return before;
  }

  /// Whether `task` needs `sought`, directly or through others; a task needs itself.
  boolean needs(Task task, Task sought) {
    Set<Task> seen = new HashSet<>();
    Deque<Task> stack = new ArrayDeque<>(List.of(task));
    while (!stack.isEmpty()) {
      Task next = stack.pop();
      if (next == sought) {
        return true;
      }
      // without extra edges a task needs nothing but nodes before its own
      if (seen.add(next) && (ordered || next.rank >= sought.begin)) {
        of(next).forEach(stack::push);
      }
    }
    return false;
  }

  /// From now on tasks may also wait for ones later in the graph.
  void takeExtraEdges() {
    ordered = true;
  }

  private static int number(Map<Task, Integer> numbers, Task task) {
    return Objects.requireNonNull(numbers.get(task));
  }

  /// The tasks in an order that keeps all dependencies; among those that could run, the one whose
  /// last node comes first in the graph.
  List<Task> order(List<Task> tasks) {
    Map<Task, Integer> missing = new HashMap<>();
    Map<Task, List<Task>> dependents = new HashMap<>();
    Map<Task, Integer> place = new HashMap<>();
    for (Task task : tasks) {
      place.put(task, place.size());
      Set<Task> before = of(task);
      missing.put(task, before.size());
      before.forEach(b -> dependents.computeIfAbsent(b, key -> new ArrayList<>()).add(task));
    }
    PriorityQueue<Task> ready =
        new PriorityQueue<>(
            (a, b) ->
                a.rank != b.rank
                    ? Integer.compare(a.rank, b.rank)
                    : Integer.compare(number(place, a), number(place, b)));
    tasks.stream().filter(task -> number(missing, task) == 0).forEach(ready::add);
    List<Task> ordered = new ArrayList<>();
    while (!ready.isEmpty()) {
      Task task = ready.poll();
      ordered.add(task);
      for (Task dependent : dependents.getOrDefault(task, List.of())) {
        if (missing.merge(dependent, -1, Integer::sum) == 0) {
          ready.add(dependent);
        }
      }
    }
    if (ordered.size() != tasks.size()) {
      throw new IllegalStateException("the tasks of a plan wait for each other");
    }
    return ordered;
  }
}
