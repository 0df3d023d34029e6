package gradus.runtime.plan;

import gradus.runtime.thread.Partition;
import gradus.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Steps that are taken through a few rows at a time, one after the other.
final class Band extends Step {

  /// A step that can work on some rows alone.
  interface OfRows {

    /// Works on the rows `from` to `to`, counted over the whole band.
    void runRows(int from, int to, int part);

    /// Elements of scratch space of each type that a part needs.
    default Map<DType, Integer> scratch() {
      return Map.of();
    }

    /// Takes the scratch space.
    ///
    /// @param strides from part to part, for each type: the same for all steps of a band, of which
    ///   one part may be at this and another at that
    default void bind(Workspace workspace, Map<DType, Integer> strides) {}
  }

  /// Elements of a few rows: several tensors of them fit the first-level cache.
  static final int ELEMENTS = 2048;

  /// Elementary operations on a few rows that take long beside a look at the clock.
  private static final long LONG = 100_000;

  private final List<Step> steps;
  private final int rows;
  private final int few;
  private final int parts;
  private final Map<DType, Integer> strides = new EnumMap<>(DType.class);
  private final Task.Band task;

  /// Nanoseconds of each part in each step since somebody asked.
  private long @Nullable [][] spent;

  /// @param steps each an {@link OfRows}
  Band(List<Step> steps, Task.Band task, Workspace workspace) {
    this.steps = steps;
    this.task = task;
    this.rows = task.rows;
    this.few = task.few;
    this.parts = task.parts;
    for (Step step : steps) {
      ((OfRows) step).scratch().forEach((dtype, size) -> strides.merge(dtype, size, Math::max));
    }
    strides.forEach((dtype, size) -> workspace.need(dtype, size * parts));
  }

  @Override
  int parts() {
    return parts;
  }

  @Override
  void bind(Workspace workspace) {
    steps.forEach(step -> ((OfRows) step).bind(workspace, strides));
  }

  @Override
  public void run(int part) {
    int to = Partition.start(rows, part + 1, parts, few);
    for (int row = Partition.start(rows, part, parts, few); row < to; row += few) {
      // values that stay within the band have a place for the rows from one multiple to the next
      int end = Math.min(to, row + few);
      long[] spentOfPart = spent == null ? null : spent[part];
      for (int i = 0; i < steps.size(); i++) {
        OfRows step = (OfRows) steps.get(i);
        if (spentOfPart == null) {
          step.runRows(row, end, part);
        } else {
          long start = System.nanoTime();
          step.runRows(row, end, part);
          spentOfPart[i] += System.nanoTime() - start;
        }
      }
    }
  }

  @Override
  void time() {
    boolean takesLong = work() * few / rows > LONG;
    spent = takesLong ? new long[parts][steps.size()] : null;
  }

  @Override
  long bytes() {
    return task.bytes();
  }

  @Override
  List<Profile.Line> lines(double seconds, long bytes) {
    long[][] times = spent;
    if (times == null) {
      return super.lines(seconds, bytes);
    }
    spent = null;
    long all = Math.max(1, Arrays.stream(times).flatMapToLong(Arrays::stream).sum());
    List<Profile.Line> lines = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      int place = i;
      long own = Math.max(1, Arrays.stream(times).mapToLong(part -> part[place]).sum());
      Step step = steps.get(i);
      double share = seconds * own / all;
      long ownBytes = task.tasks.get(i).bytes();
      lines.add(new Profile.Line(step.what(), share, step.operations(), ownBytes));
    }
    return lines;
  }

  @Override
  void settle(Packs packs) {
    steps.forEach(step -> step.settle(packs));
  }

  @Override
  long work() {
    return steps.stream().mapToLong(Step::work).sum();
  }

  @Override
  long operations() {
    return steps.stream().mapToLong(Step::operations).sum();
  }

  @Override
  String what() {
    return steps.stream().map(Step::what).collect(Collectors.joining("; "));
  }
}
