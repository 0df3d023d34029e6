package gradus.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import gradus.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A loop has the bits that scalar kernels give operation by operation.
class FusedLoopTest {

  private static final int LONGEST = 70;

  private final Maps scalar = Kernels.named("scalar").maps();
  private final Maps simd = Kernels.named("simd").maps();

  @ParameterizedTest
  @EnumSource
  void eachUnaryOperation(UnaryOp op) {
    Recipe.Operation operation = new Recipe.Unary(op, 0);
    if (simd.effort(operation) > 0) {
      holds(
          new Recipe(
              List.of(1, 1),
              List.of(operation, new Recipe.Binary(BinaryOp.MUL, 2, 1)),
              List.of(3, 2)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachBinaryOperation(BinaryOp op) {
    Recipe.Operation operation = new Recipe.Binary(op, 0, 1);
    if (simd.effort(operation) > 0) {
      for (int steps = 0; steps < 4; steps++) {
        holds(new Recipe(List.of(steps & 1, steps >> 1), List.of(operation), List.of(2)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void operationsInAnyOrder(long seed) {
    holds(draw(new Philox(seed, 0)));
  }

  /// Three rows and two single numbers, a dozen operations, three results.
  private Recipe draw(Philox random) {
    List<Recipe.Operation> all = new ArrayList<>();
    Arrays.stream(UnaryOp.values()).map(op -> new Recipe.Unary(op, 0)).forEach(all::add);
    for (int i = 0; i < 3; i++) {
      Arrays.stream(BinaryOp.values()).map(op -> new Recipe.Binary(op, 0, 0)).forEach(all::add);
    }
    all.removeIf(operation -> simd.effort(operation) == 0);
    List<Integer> steps = List.of(1, 0, 1, 0, 1);
    List<Recipe.Operation> operations = new ArrayList<>();
    int drawn = 0;
    while (operations.size() < 12) {
      int values = steps.size() + operations.size();
      int x = random.below(values, drawn++);
      int y = random.below(values, drawn++);
      operations.add(
          switch (all.get(random.below(all.size(), drawn++))) {
            case Recipe.Unary(UnaryOp op, _) -> new Recipe.Unary(op, x);
            case Recipe.Binary(BinaryOp op, _, _) -> new Recipe.Binary(op, x, y);
          });
    }
    return new Recipe(steps, operations, List.of(8, 12, 16));
  }

  private void holds(Recipe recipe) {
    FusedLoop loop = simd.loop(recipe);
    for (int n = 0; n <= LONGEST; n++) {
      compare(recipe, loop, n);
    }
  }

  private void compare(Recipe recipe, FusedLoop loop, int n) {
    int operands = recipe.steps().size();
    float[][] rows = new float[recipe.rows()][];
    int[] at = new int[recipe.rows()];
    for (int row = 0; row < rows.length; row++) {
      at[row] = row % 3;
      rows[row] = MapSamples.hard(100 * n + row, n + 5);
    }
    float[][] expected = oneByOne(recipe, rows, at, n);
    if (recipe.steps().getFirst() == 1) {
      rows[operands] = rows[0]; // the first result takes the place of the first row
      at[operands] = at[0];
    }
    float[][] before = Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    loop.run(rows, at, n);
    for (int i = 0; i < recipe.results().size(); i++) {
      float[] whole = before[operands + i];
      System.arraycopy(expected[recipe.results().get(i)], 0, whole, at[operands + i], n);
      assertArrayEquals(
          MapSamples.bits(whole), MapSamples.bits(rows[operands + i]), recipe + " of " + n);
    }
  }

  /// All values, from place 0 on.
  private float[][] oneByOne(Recipe recipe, float[][] rows, int[] at, int n) {
    List<float[]> values = new ArrayList<>();
    for (int i = 0; i < recipe.steps().size(); i++) {
      float[] value = new float[n];
      for (int j = 0; j < n; j++) {
        value[j] = rows[i][at[i] + recipe.steps().get(i) * j];
      }
      values.add(value);
    }
    for (Recipe.Operation operation : recipe.operations()) {
      float[] z = new float[n];
      switch (operation) {
        case Recipe.Unary(UnaryOp op, int x) -> scalar.unary(op, values.get(x), 0, z, 0, n);
        case Recipe.Binary(BinaryOp op, int x, int y) ->
            scalar.binary(op, values.get(x), 0, 1, values.get(y), 0, 1, z, 0, n);
      }
      values.add(z);
    }
    return values.toArray(float[][]::new);
  }

  @Test
  void plainKernelsHaveNoLoops() {
    assertThat(scalar.effort(new Recipe.Unary(UnaryOp.NEG, 0))).isZero();
  }
}
