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
  private static final int ELEMENTS = 2048;

  private final List<Step> steps;
  private final int rows;
  private final int few;
  private final int parts;

  /// @param steps each an {@link OfRows}
  /// @param rows how many rows they have
  /// @param longest elements of the longest row
  /// @param parts into how many parts the rows are cut
  Band(List<Step> steps, int rows, int longest, int parts) {
    this.steps = steps;
    this.rows = rows;
    this.few = Math.clamp(ELEMENTS / Math.max(1, longest), 1, rows);
    this.parts = parts;
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
    for (int row = Partition.start(rows, part, parts); row < to; row += few) {
      for (int i = 0; i < steps.size(); i++) {
        ((OfRows) steps.get(i)).runRows(row, Math.min(to, row + few), part);
      }
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
