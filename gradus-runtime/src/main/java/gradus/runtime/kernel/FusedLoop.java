package gradus.runtime.kernel;

/// A {@link Recipe} as one loop: what flows from operation to operation stays in registers. Its
/// results have the bits that {@link Maps} gives operation by operation.
public interface FusedLoop {

  /// Works on `n` places.
  ///
  /// @param rows the arrays of the operands, then those of the results. A result may be written
  ///   over an operand that walks along its row and starts in the same place
  /// @param at where in these arrays the rows start
  void run(float[][] rows, int[] at, int n);
}
