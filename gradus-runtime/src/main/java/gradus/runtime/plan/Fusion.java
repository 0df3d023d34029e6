package gradus.runtime.plan;

import gradus.runtime.kernel.Maps;
import gradus.runtime.kernel.Recipe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Finds neighbouring instructions of a chain that one loop could do (decision 0045), and what that
/// loop reads and writes.
final class Fusion {

  /// The most that a loop does in a turn: one exponential or the like and a dozen small operations.
  /// C2 stops inlining in longer ones, and allocates an object for each vector.
  private static final int MOST_EFFORT = 40;

  private final List<Integer> steps = new ArrayList<>();
  private final List<Recipe.Operation> operations = new ArrayList<>();
  private final List<Row> operands = new ArrayList<>();
  private final Map<Row, Integer> numbers = new HashMap<>();
  private final Map<Row, Integer> written = new LinkedHashMap<>();

  /// The instructions with fused ones in place of what they contain.
  ///
  /// @param parts how many parts of the chain may run beside each other
  static Instruction[] of(List<Instruction> instructions, int parts, Maps maps) {
    List<Instruction> result = new ArrayList<>();
    int next = 0;
    while (next < instructions.size()) {
      int end = end(instructions, next, maps);
      if (end - next < 2) {
        result.add(instructions.get(next));
        next++;
      } else {
        List<Instruction> later = instructions.subList(end, instructions.size());
        result.add(fused(floats(instructions.subList(next, end)), later, parts, maps));
        next = end;
      }
    }
    return result.toArray(new Instruction[0]);
  }

  /// Where the longest loop that begins at a place ends.
  private static int end(List<Instruction> instructions, int start, Maps maps) {
    int effort = 0;
    int end = start;
    while (end < instructions.size() && instructions.get(end) instanceof FloatInstruction next) {
      int more = maps.effort(next.of(0, 1));
      effort += more;
      if (more == 0 || effort > MOST_EFFORT) {
        break;
      }
      end++;
    }
    return end;
  }

  private static List<FloatInstruction> floats(List<Instruction> instructions) {
    return instructions.stream().map(FloatInstruction.class::cast).toList();
  }

  private static Instruction fused(
      List<FloatInstruction> parts, List<Instruction> later, int cut, Maps maps) {
    // numbers of operands come before those of operations, so they are counted first
    Fusion fusion = new Fusion();
    parts.forEach(fusion::readOperands);
    parts.forEach(fusion::add);
    List<Row> rows = new ArrayList<>(fusion.operands);
    List<Integer> results = new ArrayList<>();
    fusion.written.forEach(
        (row, number) -> {
          if (!row.isScratch() || isRead(row, later)) {
            rows.add(row);
            results.add(number);
          }
        });
    Recipe recipe = new Recipe(fusion.steps, fusion.operations, results);
    return new Fused(parts, Loops.of(recipe, maps), rows, cut);
  }

  private void readOperands(FloatInstruction part) {
    for (Row row : part.inputs) {
      if (!written.containsKey(row) && !numbers.containsKey(row)) {
        numbers.put(row, operands.size());
        operands.add(row);
        steps.add(row.step);
      }
    }
    written.put(part.output, 0);
  }

  private void add(FloatInstruction part) {
    int[] read = new int[part.inputs.length];
    for (int i = 0; i < read.length; i++) {
      read[i] = Objects.requireNonNull(numbers.get(part.inputs[i]));
    }
    operations.add(part.of(read));
    int number = operands.size() + operations.size() - 1;
    numbers.put(part.output, number);
    written.put(part.output, number);
  }

  /// Whether instructions read a row before they write it.
  private static boolean isRead(Row row, List<Instruction> instructions) {
    for (Instruction instruction : instructions) {
      for (Row input : instruction.inputs) {
        if (input.equals(row)) {
          return true;
        }
      }
      if (instruction.output.equals(row)) {
        return false;
      }
    }
    return false;
  }
}
