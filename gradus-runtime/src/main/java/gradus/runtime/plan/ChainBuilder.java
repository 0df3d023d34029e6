package gradus.runtime.plan;

import gradus.runtime.kernel.Maps;
import gradus.tensor.DType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes a chain of instructions from a task: which rows they read, and which scratch rows pass
/// values on.
final class ChainBuilder {

  /// Broadcasts with shorter inner runs are written out into a scratch row for each block.
  private static final int SHORTEST_RUN = 256;

  private final Task.Chain task;
  private final Maps maps;
  private final int run;
  private final List<Instruction> instructions = new ArrayList<>();
  private final Map<Value, Row> rows = new HashMap<>();
  private final Map<View, Row> outside = new HashMap<>();
  private final Map<Value, Integer> lastUse = new HashMap<>();
  private final Map<DType, Deque<Row>> free = new EnumMap<>(DType.class);
  private final Map<DType, Integer> scratch = new EnumMap<>(DType.class);
  private final List<Instruction> stores = new ArrayList<>();

  /// A step of its own.
  static Step build(Task.Chain task, Maps maps, Workspace workspace) {
    return build(task, 1, 0, maps, workspace);
  }

  /// A step of a band of so many rows, cut into so many parts; 0 for as many as pay.
  static Step build(Task.Chain task, int rows, int parts, Maps maps, Workspace workspace) {
    ChainBuilder builder = new ChainBuilder(task, maps);
    for (int i = 0; i < task.links.size(); i++) {
      builder.add(task.links.get(i), i);
    }
    builder.instructions.addAll(builder.stores);
    int cut = parts > 0 ? parts : Chain.parts(task.elements, builder.instructions.size());
    return new Chain(
        what(task),
        task.elements,
        builder.run,
        rows,
        Fusion.of(builder.instructions, cut, maps),
        builder.scratch,
        cut,
        workspace);
  }

  private static String what(Task.Chain task) {
    List<String> names = task.links.stream().map(link -> link.node().op().name()).toList();
    return String.join(" ", names);
  }

  private ChainBuilder(Task.Chain task, Maps maps) {
    this.task = task;
    this.maps = maps;
    this.run = commonRun();
    for (int i = 0; i < task.links.size(); i++) {
      for (View view : task.links.get(i).inputs()) {
        lastUse.put(view.base, i);
      }
    }
  }

  /// The longest block that crosses no change of a broadcast which is read in place.
  private int commonRun() {
    int common = task.elements;
    for (Task.Link link : task.links) {
      for (View view : link.inputs()) {
        Walk walk = view.walk();
        if (!view.full && !walk.isSingle() && inPlace(walk)) {
          common = gcd(common, walk.run());
        }
      }
    }
    return Math.max(common, 1);
  }

  private static boolean inPlace(Walk walk) {
    return walk.run() >= SHORTEST_RUN && (walk.step() == 0 || walk.step() == 1);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private void add(Task.Link link, int number) {
    Row[] inputs = link.inputs().stream().map(this::input).toArray(Row[]::new);
    Value value = link.value();
    release(link.inputs(), number);
    boolean stored = value.last >= 0;
    boolean late = stored && overwrites(value, number);
    Row output = stored && !late ? Row.of(View.of(value)) : scratchRow(value.type.dtype());
    rows.put(value, output);
    instructions.add(Instructions.of(link.node(), maps, output, inputs));
    if (late) {
      stores.add(new Instructions.Store(Row.of(View.of(value)), output));
      lastUse.put(value, Integer.MAX_VALUE);
    }
    if (!lastUse.containsKey(value) && output.isScratch()) {
      giveBack(output);
    }
  }

  /// Whether a later instruction still reads what this value's place holds now.
  private boolean overwrites(Value value, int number) {
    for (Task.Link later : task.links.subList(number + 1, task.links.size())) {
      for (View view : later.inputs()) {
        boolean outside = !task.writes.contains(view.base);
        if (outside && Row.along(view.base.cells()).overlaps(value.cells())) {
          return true;
        }
      }
    }
    return false;
  }

  private Row input(View view) {
    Row made = rows.get(view.base);
    if (made != null) {
      return made;
    }
    return outside.computeIfAbsent(view, this::read);
  }

  private Row read(View view) {
    if (view.full) {
      return view.elements() == 1 && task.elements != 1 ? Row.single(view.cells()) : Row.of(view);
    }
    Walk walk = view.walk();
    Cells cells = view.base.cells().part(view.start, view.base.elements() - view.start);
    if (walk.isSingle()) {
      return Row.single(cells);
    }
    if (inPlace(walk)) {
      return Row.strided(cells, walk);
    }
    Row written = newScratchRow(view.base.type.dtype());
    instructions.add(new Instructions.Expand(written, cells, walk));
    return written;
  }

  private Row scratchRow(DType dtype) {
    Deque<Row> rest = free.computeIfAbsent(dtype, key -> new ArrayDeque<>());
    return rest.isEmpty() ? newScratchRow(dtype) : rest.pop();
  }

  private Row newScratchRow(DType dtype) {
    int width = Math.min(Chain.BLOCK, Alignment.rounded(dtype, task.elements));
    int place = scratch.merge(dtype, Alignment.rounded(dtype, width), Integer::sum);
    return Row.scratch(dtype, Alignment.first(dtype) + place - Alignment.rounded(dtype, width));
  }

  private void release(List<View> views, int number) {
    Set<Value> seen = new HashSet<>();
    for (View view : views) {
      Row row = rows.get(view.base);
      if (row != null
          && row.isScratch()
          && lastUse.getOrDefault(view.base, -1) == number
          && seen.add(view.base)) {
        giveBack(row);
      }
    }
  }

  private void giveBack(Row row) {
    free.computeIfAbsent(row.dtype, key -> new ArrayDeque<>()).push(row);
  }
}
