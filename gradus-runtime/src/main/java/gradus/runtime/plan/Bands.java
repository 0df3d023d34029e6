package gradus.runtime.plan;

import gradus.op.composite.Composite;
import gradus.op.reduction.Max;
import gradus.op.reduction.Min;
import gradus.op.reduction.Prod;
import gradus.op.reduction.Reduction;
import gradus.op.reduction.Sum;
import gradus.tensor.DType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Joins neighbouring tasks that work row by row into one that takes a few rows through all of
/// them, so that what flows between them stays in the nearest cache (decision 0018).
///
/// A row is what a reduction of the last axes makes one number of. The tasks around it belong to
/// the band where each of their rows needs nothing of the band but the same row.
final class Bands {

  private final List<Task> order;
  private final List<Task> result = new ArrayList<>();

  /// The tasks with bands in place of what they join.
  static List<Task> join(List<Task> order) {
    Bands bands = new Bands(order);
    int next = 0;
    while (next < order.size()) {
      next = bands.take(next);
    }
    return bands.result;
  }

  private Bands(List<Task> order) {
    this.order = order;
  }

  /// Takes the longest band that begins at a place, or the one task there.
  private int take(int start) {
    int rows = rowsOfFirstReduction(start);
    int end = start;
    if (rows > 1) {
      Set<Value> made = new HashSet<>();
      while (end < order.size() && belongs(order.get(end), rows, made)) {
        made.addAll(order.get(end).writes);
        end++;
      }
    }
    if (end - start < 2 || order.subList(start, end).stream().noneMatch(Bands::reduces)) {
      result.add(order.get(start));
      return start + 1;
    }
    Task.Band band = band(List.copyOf(order.subList(start, end)), rows);
    band.keepFew(order);
    result.add(band);
    return end;
  }

  private static Task.Band band(List<Task> tasks, int rows) {
    long work = 0;
    int longest = 1;
    for (Task task : tasks) {
      int elements = task.writes.stream().mapToInt(Value::elements).max().orElse(0);
      work += 2L * elements;
      longest = Math.max(longest, elements / rows);
    }
    int parts = Cut.parts(work, rows);
    int most = Math.ceilDiv(rows, parts);
    return new Task.Band(tasks, rows, Math.clamp(Band.ELEMENTS / longest, 1, most), parts);
  }

  /// The rows of the next reduction, with nothing but chains before it; 0 if there is none.
  private int rowsOfFirstReduction(int start) {
    for (int i = start; i < order.size(); i++) {
      Task task = order.get(i);
      if (reduces(task)) {
        return rows((Task.Single) task);
      }
      if (!(task instanceof Task.Chain) || task.once) {
        return 0;
      }
    }
    return 0;
  }

  /// Whether a task makes something of each row of its operand by a kernel.
  private static boolean reduces(Task task) {
    return task instanceof Task.Single single && !task.once && rows(single) > 0;
  }

  /// The rows that a task reduces, or 0 where it does nothing of that kind.
  private static int rows(Task.Single task) {
    if (task.output.type.dtype() != DType.F32) {
      return 0;
    }
    return switch (task.node.op()) {
      case Sum op -> rowsOf(task, op);
      case Max op -> rowsOf(task, op);
      case Min op -> rowsOf(task, op);
      case Prod op -> rowsOf(task, op);
      case Composite _ -> task.output.elements() / task.node.type().shape().size(-1);
      default -> 0;
    };
  }

  private static int rowsOf(Task.Single task, Reduction op) {
    return Reduce.alongRows(task.node, op) ? task.output.elements() : 0;
  }

  private static boolean belongs(Task task, int rows, Set<Value> made) {
    boolean fits =
        switch (task) {
          case Task.Chain chain -> !chain.once && chain.elements % rows == 0 && ownRows(chain);
          case Task.Single single -> !single.once && rows(single) == rows;
          case Task.Copy _, Task.Band _, Task.PoolGradient _, Task.Finished _ -> false;
        };
    boolean free = task.writes.stream().allMatch(each -> each.home == null && !each.isStored());
    return fits && free && readsOwnRows(task, rows, made);
  }

  /// A chain of one element or none has no rows.
  private static boolean ownRows(Task.Chain chain) {
    return chain.elements > 0;
  }

  /// Whether each row of a task needs, of what the band makes, the same row alone.
  private static boolean readsOwnRows(Task task, int rows, Set<Value> made) {
    return switch (task) {
      case Task.Chain chain ->
          chain.links.stream()
              .flatMap(link -> link.inputs().stream())
              .allMatch(
                  view ->
                      !made.contains(view.base)
                          || chain.writes.contains(view.base)
                          || isOwnRow(view, chain.elements, rows));
      case Task.Single single ->
          single.inputs.stream().allMatch(view -> !made.contains(view.base) || view.whole());
      case Task.Copy _, Task.Band _, Task.PoolGradient _, Task.Finished _ -> false;
    };
  }

  private static boolean isOwnRow(View view, int elements, int rows) {
    if (view.whole()) {
      return view.base.elements() == elements;
    }
    Walk walk = view.walk();
    return view.start == 0
        && view.base.elements() == rows
        && walk.sizes.length == 2
        && walk.sizes[0] == rows
        && walk.strides[0] == 1
        && walk.sizes[1] == elements / rows
        && walk.strides[1] == 0;
  }
}
