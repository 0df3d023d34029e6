package gradus.runtime.plan;

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

  /// Works on `n` elements of the chain from `from` on.
  abstract void run(int from, int n, int part);
}
