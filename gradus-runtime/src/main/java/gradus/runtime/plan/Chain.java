package gradus.runtime.plan;

import gradus.runtime.thread.Partition;
import gradus.tensor.DType;
import java.util.EnumMap;
import java.util.Map;

/// A step that runs a list of instructions block by block, so that what flows between them stays in
/// the first-level cache.
final class Chain extends Step implements Band.OfRows {

  /// Elements of a block: four to eight rows of them fit the first-level cache.
  static final int BLOCK = 1024;

  private static final int GRAIN = 16;

  private final String what;
  private final int elements;
  private final int run;
  private final int rows;
  private final Instruction[] instructions;
  private final Map<DType, Integer> scratch = new EnumMap<>(DType.class);
  private final int parts;

  /// A chain over `elements` elements.
  ///
  /// @param rows the rows of the band that it belongs to, or 1
  /// @param run no block crosses a multiple of it, since broadcasts change there
  /// @param parts into how many parts it, or its band, is cut
  /// @param scratch for each type, the elements of scratch space of one part
  Chain(
      String what,
      int elements,
      int run,
      int rows,
      Instruction[] instructions,
      Map<DType, Integer> scratch,
      int parts,
      Workspace workspace) {
    this.what = what;
    this.elements = elements;
    this.run = run;
    this.rows = rows;
    this.instructions = instructions;
    this.scratch.putAll(scratch);
    this.parts = parts;
    scratch.forEach((dtype, size) -> workspace.need(dtype, size * parts));
  }

  /// The parts of a chain that is a step of its own.
  static int parts(int elements, int instructions) {
    return Cut.parts((long) elements * (instructions + 1), Math.ceilDiv(elements, GRAIN));
  }

  @Override
  int parts() {
    return parts;
  }

  @Override
  void bind(Workspace workspace) {
    bind(workspace, scratch);
  }

  @Override
  public Map<DType, Integer> scratch() {
    return scratch;
  }

  @Override
  public void bind(Workspace workspace, Map<DType, Integer> strides) {
    for (Instruction instruction : instructions) {
      instruction.bind(workspace, strides);
    }
  }

  @Override
  public void run(int part) {
    int from = Partition.start(elements, part, parts, GRAIN);
    int to = Partition.start(elements, part + 1, parts, GRAIN);
    run(from, to, part);
  }

  @Override
  public void runRows(int from, int to, int part) {
    int length = elements / rows;
    run(from * length, to * length, part);
  }

  private void run(int start, int to, int part) {
    int from = start;
    while (from < to) {
      int n = Math.min(Math.min(BLOCK, to - from), run - from % run);
      for (Instruction instruction : instructions) {
        instruction.run(from, n, part);
      }
      from += n;
    }
  }

  @Override
  long work() {
    return (long) elements * instructions.length;
  }

  @Override
  String what() {
    return what;
  }
}
