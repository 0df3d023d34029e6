package gradus.runtime.plan;

import gradus.tensor.DType;
import java.util.Map;

/// One elementwise operation on a block of a chain.
abstract class Instruction {

  /// The rows that it reads.
  final Row[] inputs;

  /// The row that it writes.
  final Row output;

  Instruction(Row output, Row... inputs) {
    this.output = output;
    this.inputs = inputs;
  }

  /// Takes the scratch space, before the first run.
  ///
  /// @param strides from part to part, for each type
  void bind(Workspace workspace, Map<DType, Integer> strides) {
    for (Row row : inputs) {
      row.bind(workspace, strides.getOrDefault(row.dtype, 0));
    }
    output.bind(workspace, strides.getOrDefault(output.dtype, 0));
  }

  /// Works on `n` elements of the chain from `from` on.
  abstract void run(int from, int n, int part);
}
