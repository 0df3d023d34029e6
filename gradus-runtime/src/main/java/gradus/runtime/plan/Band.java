package gradus.runtime.plan;

import gradus.runtime.thread.Partition;
import java.util.List;
import java.util.stream.Collectors;

/// Steps that are taken through a few rows at a time, one after the other.
final class Band extends Step {

  /// A step that can work on some rows alone.
  interface OfRows {

    /// Works on the rows `from` to `to`, counted over the whole band.
    void runRows(int from, int to, int part);
  }

  /// Elements of a few rows: several tensors of them fit the first-level cache.
  static final int ELEMENTS = 2048;

  private final List<Step> steps;
  private final int rows;
  private final int few;
  private final int parts;

  /// @param steps each an {@link OfRows}
  Band(List<Step> steps, Task.Band task) {
    this.steps = steps;
    this.rows = task.rows;
    this.few = task.few;
    this.parts = task.parts;
  }

  @Override
  int parts() {
    return parts;
  }

  @Override
  void bind(Workspace workspace) {
    steps.forEach(step -> step.bind(workspace));
  }

  @Override
  public void run(int part) {
    int to = Partition.start(rows, part + 1, parts);
    int row = Partition.start(rows, part, parts);
    while (row < to) {
      // values that stay within the band have a place for the rows from one multiple to the next
      int end = Math.min(to, (row / few + 1) * few);
      for (int i = 0; i < steps.size(); i++) {
        ((OfRows) steps.get(i)).runRows(row, end, part);
      }
      row = end;
    }
  }

  @Override
  long work() {
    return steps.stream().mapToLong(Step::work).sum();
  }

  @Override
  String what() {
    return steps.stream().map(Step::what).collect(Collectors.joining("; "));
  }
}
