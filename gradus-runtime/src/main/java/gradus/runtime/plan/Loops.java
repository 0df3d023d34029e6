package gradus.runtime.plan;

import gradus.runtime.kernel.FusedLoop;
import gradus.runtime.kernel.Maps;
import gradus.runtime.kernel.Recipe;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// The loop of a recipe, which is written once it would pay, and used once it is compiled.
///
/// The JVM needs a moment to compile a loop, and nothing says when it has: so the loop runs on
/// numbers of its own in the background, in turn with single operations, until it is faster. Both
/// have the same bits, so it does not matter when that is.
final class Loops implements Runnable {

  /// How many elements make a recipe worth a loop: short runs would only lose by compiling it.
  private static final int ENOUGH = 1 << 25;

  private static final long LONGEST_NANOS = 20_000_000_000L;

  /// How often in a row a loop must be faster.
  private static final int SURE = 5;

  /// Elements of a try of whole vectors.
  private static final int MANY = 1024;

  /// Elements of a try of what is left over at the end of a row, and how often in a row it is made.
  private static final int FEW = 3;

  private static final int TIMES = 32;

  /// What a rest may take longer than single operations.
  private static final long REST_NANOS = 40;

  /// The most recipes of a process: more are made by programs that write networks without end.
  private static final int MOST_RECIPES = 1000;

  private static final ConcurrentMap<Recipe, Loops> KNOWN = new ConcurrentHashMap<>();

  private final Recipe recipe;
  private final Maps maps;
  private volatile @Nullable FusedLoop ready;
  private int elements;
  private boolean asked;

  private Loops(Recipe recipe, Maps maps, boolean wanted) {
    this.recipe = recipe;
    this.maps = maps;
    this.asked = !wanted;
  }

  /// The loop of a recipe, by kernels that have loops.
  static Loops of(Recipe recipe, Maps maps) {
    boolean wanted = KNOWN.size() < MOST_RECIPES;
    return wanted
        ? KNOWN.computeIfAbsent(recipe, key -> new Loops(key, maps, true))
        : KNOWN.getOrDefault(recipe, new Loops(recipe, maps, false));
  }

  /// The loop, if it is compiled.
  @Nullable FusedLoop ready() {
    return ready;
  }

  /// Notes that the operations ran one by one.
  void ran(int n) {
    // threads may overwrite each other's count: about how many is enough
    elements += n;
    if (elements > ENOUGH) {
      elements = 0;
      ask();
    }
  }

  private synchronized void ask() {
    if (!asked) {
      asked = true;
      Background.run(this);
    }
  }

  @Override
  public void run() {
    FusedLoop loop = maps.loop(recipe);
    float[][] single = rows(recipe.steps().size() + recipe.operations().size());
    float[][] fused = rows(recipe.rows());
    int[] at = new int[recipe.rows()];
    Runnable many = () -> loop.run(fused, at, MANY);
    Runnable few = () -> loop.run(fused, at, FEW);
    long start = System.nanoTime();
    int faster = 0;
    while (faster < SURE && System.nanoTime() - start < LONGEST_NANOS) {
      boolean isFaster = nanos(many, 1) < nanos(() -> oneByOne(single, MANY), 1);
      // a rest of few elements need only be compiled, which makes it a hundred times as fast
      isFaster &=
          nanos(few, TIMES) < REST_NANOS * TIMES + nanos(() -> oneByOne(single, FEW), TIMES);
      faster = isFaster ? faster + 1 : 0;
    }
    if (faster == SURE) {
      ready = loop;
    }
  }

  private static long nanos(Runnable work, int times) {
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      work.run();
    }
    return System.nanoTime() - start;
  }

  private static float[][] rows(int count) {
    float[][] rows = new float[count][MANY];
    for (float[] row : rows) {
      Arrays.fill(row, 0.5f);
    }
    return rows;
  }

  private void oneByOne(float[][] values, int n) {
    int number = recipe.steps().size();
    for (Recipe.Operation operation : recipe.operations()) {
      float[] z = values[number];
      switch (operation) {
        case Recipe.Unary(var op, int x) -> maps.unary(op, values[x], 0, z, 0, n);
        case Recipe.Binary(var op, int x, int y) ->
            maps.binary(op, values[x], 0, step(x), values[y], 0, step(y), z, 0, n);
      }
      number++;
    }
  }

  private int step(int value) {
    return value < recipe.steps().size() ? recipe.steps().get(value) : 1;
  }
}
