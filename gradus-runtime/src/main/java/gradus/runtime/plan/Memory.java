package gradus.runtime.plan;

import gradus.runtime.plan.Value.Kind;
import gradus.tensor.DType;
import gradus.tensor.GraphException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gives every value a place: one array an element type, places reused once their value is dead.
final class Memory {

  private final List<Task> order;
  private final boolean reuse;
  private final Map<DType, Object> arrays = new EnumMap<>(DType.class);
  private final Set<Value> roots = new LinkedHashSet<>();
  private long bytes;

  /// Places all values; variables must have their cells by now.
  ///
  /// @param order the tasks in the order in which they run
  /// @param fixed values that stay during and between runs
  static Memory place(List<Task> order, Iterable<Value> fixed, boolean reuse) {
    Memory memory = new Memory(order, reuse);
    memory.live(fixed);
    for (DType dtype : DType.values()) {
      memory.place(dtype);
    }
    return memory;
  }

  private Memory(List<Task> order, boolean reuse) {
    this.order = order;
    this.reuse = reuse;
  }

  /// Bytes of all arrays.
  long bytes() {
    return bytes;
  }

  private void live(Iterable<Value> fixed) {
    for (Value value : fixed) {
      if (!value.isStored()) {
        roots.add(value);
        use(value, -1);
        use(value, order.size());
      }
    }
    for (int i = 0; i < order.size(); i++) {
      Task task = order.get(i);
      for (Value value : task.reads) {
        use(value, i);
      }
      for (Value value : task.writes) {
        if (needed(task, value)) {
          use(value, i);
        }
      }
      keep(task);
    }
    if (reuse) {
      shareDying();
    }
    for (Task task : order) {
      for (Value value : task.writes) {
        if (value.last >= 0 && !value.root().isStored()) {
          roots.add(value.root());
        }
      }
    }
  }

  private void use(Value value, int step) {
    value.first = Math.min(value.first, step);
    value.last = Math.max(value.last, step);
  }

  private void keep(Task task) {
    for (Value value : task.writes) {
      if (value.pinned || task.once || !reuse) {
        use(value, -1);
        use(value, order.size());
      }
    }
  }

  /// A chain's value that only the chain itself reads lives in its scratch rows.
  private boolean needed(Task task, Value value) {
    Task maker = task;
    if (task instanceof Task.Band band) {
      maker =
          band.tasks.stream().filter(own -> own.writes.contains(value)).findFirst().orElseThrow();
      if (band.tasks.stream().anyMatch(own -> own.reads.contains(value))) {
        return true;
      }
    }
    return !(maker instanceof Task.Chain)
        || value.pinned
        || value.home != null
        || order.stream().anyMatch(other -> other != task && other.reads.contains(value));
  }

  /// Lets a task that works element by element write over an input that it is the last to read.
  private void shareDying() {
    for (int i = 0; i < order.size(); i++) {
      Task task = order.get(i);
      if (!task.once && (task instanceof Task.Chain || task instanceof Task.Finished)) {
        for (Value value : task.writes) {
          if (value.last > i && value.home == null && !value.pinned) {
            overDying(task, i, value);
          }
        }
      }
    }
  }

  private static void overDying(Task task, int step, Value value) {
    for (Value input : task.reads) {
      Value root = input.root();
      boolean dies =
          root.kind == Kind.TEMPORARY
              && root.last == step
              && root.first >= 0
              && root.type.dtype() == value.type.dtype()
              && root.elements() == value.elements()
              && readsInStep(task, input)
              && task.reads.stream().noneMatch(r -> r != input && r.root() == root);
      if (dies) {
        value.home = root;
        root.last = Math.max(root.last, value.last);
        return;
      }
    }
  }

  private static boolean readsInStep(Task task, Value input) {
    return task instanceof Task.Finished finished
        ? finished.rest != null
            && !finished.isProduct() // it stores its sums before it reads what is added
            && finished.rest.base == input
            && !finished.single.reads.contains(input)
        : Updates.readsInStep(task, input);
  }

  private void place(DType dtype) {
    List<Value> placed = new ArrayList<>();
    List<Value> waiting =
        new ArrayList<>(roots.stream().filter(v -> v.type.dtype() == dtype).toList());
    waiting.sort((a, b) -> Integer.compare(b.stored(), a.stored()));
    long end = 0;
    for (Value value : waiting) {
      long offset = lowest(value, placed, dtype);
      end = Math.max(end, offset + Alignment.rounded(dtype, value.stored()));
      if (end > Integer.MAX_VALUE - 64) {
        throw new GraphException(
            "plan: expected at most 2147483583 elements of %s in buffers, found more. Use a smaller batch."
                .formatted(dtype));
      }
      value.offset = (int) offset;
      placed.add(value);
    }
    Object array = Alignment.array(dtype, (int) end);
    arrays.put(dtype, array);
    bytes += end * dtype.bytes();
    for (Value value : waiting) {
      value.cells = new Cells(dtype, array, value.offset, value.stored());
    }
  }

  /// The lowest aligned place that no value alive at the same time overlaps.
  private long lowest(Value value, List<Value> placed, DType dtype) {
    List<Value> rivals = new ArrayList<>();
    for (Value other : placed) {
      if (other.first <= value.last && value.first <= other.last) {
        rivals.add(other);
      }
    }
    rivals.sort((a, b) -> Integer.compare(a.offset, b.offset));
    long offset = Alignment.first(dtype);
    int length = Alignment.rounded(dtype, value.stored());
    for (Value other : rivals) {
      if (offset + length <= other.offset) {
        break;
      }
      offset = Math.max(offset, (long) other.offset + Alignment.rounded(dtype, other.stored()));
    }
    return offset;
  }
}
