package gradus.runtime.plan;

import gradus.runtime.kernel.FusedLoop;
import gradus.tensor.DType;
import java.util.List;
import java.util.Map;

/// Neighbouring instructions in one loop, once there is one; one after the other until then.
final class Fused extends Instruction {

  private final Instruction[] parts;
  private final Loops loops;
  private final Row[] rows;
  private final float[][][] arrays;
  private final int[][] places;

  /// @param rows the operands and the results of the loop
  /// @param cut how many parts of the chain may run beside each other
  Fused(List<? extends Instruction> parts, Loops loops, List<Row> rows, int cut) {
    super(parts.getLast().output);
    this.parts = parts.toArray(new Instruction[0]);
    this.loops = loops;
    this.rows = rows.toArray(new Row[0]);
    this.arrays = new float[cut][rows.size()][];
    this.places = new int[cut][rows.size()];
  }

  @Override
  void bind(Workspace workspace, Map<DType, Integer> strides) {
    for (Instruction part : parts) {
      part.bind(workspace, strides);
    }
    for (float[][] each : arrays) {
      for (int i = 0; i < rows.length; i++) {
        each[i] = rows[i].floats();
      }
    }
  }

  @Override
  void run(int from, int n, int part) {
    FusedLoop loop = loops.ready();
    if (loop == null) {
      for (Instruction each : parts) {
        each.run(from, n, part);
      }
      loops.ran(n);
      return;
    }
    int[] at = places[part];
    for (int i = 0; i < at.length; i++) {
      at[i] = rows[i].offset(from, part);
    }
    loop.run(arrays[part], at, n);
  }
}
