package gradus.runtime.kernel;

import java.util.List;

/// What one loop makes of each place of some rows of `float`: operations in order, each rounding as
/// if it stood alone.
///
/// Values are numbered: the operands first, then what each operation makes.
///
/// @param steps for each operand 1 if it walks along its row, 0 if it is one number for all places
/// @param operations in order; each uses values of smaller numbers
/// @param results the numbers of the values that are stored, each in a row of its own
public record Recipe(List<Integer> steps, List<Operation> operations, List<Integer> results) {

  /// One operation on values of smaller numbers.
  public sealed interface Operation {}

  /// `op(x)`.
  public record Unary(UnaryOp op, int x) implements Operation {}

  /// `op(x, y)`.
  public record Binary(BinaryOp op, int x, int y) implements Operation {}

  public Recipe {
    steps = List.copyOf(steps);
    operations = List.copyOf(operations);
    results = List.copyOf(results);
  }

  /// How many rows a loop of it is given: of the operands, then of the results.
  public int rows() {
    return steps.size() + results.size();
  }
}
