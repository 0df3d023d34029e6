package gradus.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradus.formula.Condition.Relation;
import gradus.random.Philox;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapsTest {

  private final Maps scalar = Kernels.named("scalar").maps();
  private final Maps simd = Kernels.named("simd").maps();

  @ParameterizedTest
  @EnumSource
  void aUnaryMapHasTheSameBitsInLanes(UnaryOp op) {
    MapSamples.lengths()
        .forEach(
            n -> {
              float[] x = MapSamples.hard(n, n + 5);
              float[] expected = MapSamples.mild(1, n + 7);
              float[] actual = expected.clone();
              scalar.unary(op, x, 3, expected, 2, n);
              simd.unary(op, x, 3, actual, 2, n);
              assertArrayEquals(
                  MapSamples.bits(expected), MapSamples.bits(actual), op + " of " + n);
            });
  }

  @ParameterizedTest
  @EnumSource
  void aUnaryMapMayBeWrittenOverItsOperand(UnaryOp op) {
    float[] x = MapSamples.hard(7, 1000);
    float[] apart = new float[1000];
    scalar.unary(op, x, 0, apart, 0, 1000);
    float[] again = x.clone();
    scalar.unary(op, again, 0, again, 0, 1000);
    simd.unary(op, x, 0, x, 0, 1000);
    assertArrayEquals(MapSamples.bits(apart), MapSamples.bits(x));
    assertArrayEquals(MapSamples.bits(apart), MapSamples.bits(again));
  }

  @ParameterizedTest
  @EnumSource
  void aBinaryMapHasTheSameBitsInLanes(BinaryOp op) {
    MapSamples.lengths().forEach(n -> compareBinary(op, n));
  }

  private void compareBinary(BinaryOp op, int n) {
    float[] x = MapSamples.hard(n, n + 5);
    float[] y = MapSamples.hard(n + 100, n + 4);
    for (int steps = 0; steps < 4; steps++) {
      float[] expected = MapSamples.mild(1, n + 7);
      float[] actual = expected.clone();
      scalar.binary(op, x, 3, steps & 1, y, 1, steps >> 1, expected, 2, n);
      simd.binary(op, x, 3, steps & 1, y, 1, steps >> 1, actual, 2, n);
      assertArrayEquals(MapSamples.bits(expected), MapSamples.bits(actual), op + " of " + n);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aComparisonAndASelectionAreTheSameInLanes(Relation relation) {
    MapSamples.lengths().forEach(n -> compareRelation(relation, n));
  }

  private void compareRelation(Relation relation, int n) {
    float[] x = MapSamples.hard(5, n + 5);
    float[] y = MapSamples.hard(6, n + 5);
    System.arraycopy(x, 0, y, 0, n / 2);
    for (int steps = 0; steps < 4; steps++) {
      byte[] expected = new byte[n + 3];
      byte[] actual = new byte[n + 3];
      scalar.compare(relation, x, 1, steps & 1, y, 1, steps >> 1, expected, 2, n);
      simd.compare(relation, x, 1, steps & 1, y, 1, steps >> 1, actual, 2, n);
      assertArrayEquals(expected, actual, relation + " of " + n);
      float[] chosen = new float[n + 3];
      float[] chosenInLanes = new float[n + 3];
      scalar.select(expected, 2, 1, x, 1, steps & 1, y, 1, steps >> 1, chosen, 1, n);
      simd.select(expected, 2, 1, x, 1, steps & 1, y, 1, steps >> 1, chosenInLanes, 1, n);
      assertArrayEquals(MapSamples.bits(chosen), MapSamples.bits(chosenInLanes));
      scalar.select(expected, 2, 0, x, 1, steps & 1, y, 1, steps >> 1, chosen, 1, n);
      simd.select(expected, 2, 0, x, 1, steps & 1, y, 1, steps >> 1, chosenInLanes, 1, n);
      assertArrayEquals(MapSamples.bits(chosen), MapSamples.bits(chosenInLanes));
    }
  }

  @Test
  void arithmeticIsThatOfJava() {
    float[] x = MapSamples.hard(1, 500);
    float[] y = MapSamples.hard(2, 500);
    float[] z = new float[500];
    scalar.binary(BinaryOp.SUB, x, 0, 1, y, 0, 1, z, 0, 500);
    for (int i = 0; i < 500; i++) {
      assertEquals(x[i] - y[i], z[i]);
    }
    scalar.binary(BinaryOp.MAX, x, 0, 1, y, 7, 0, z, 0, 500);
    for (int i = 0; i < 500; i++) {
      assertEquals(Math.max(x[i], y[7]), z[i]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRelationIsThatOfJava(Relation relation) {
    float[] x = {1, 2, 2, Float.NaN, -0f, 3};
    float[] y = {2, 1, 2, Float.NaN, 0f, Float.NaN};
    byte[] z = new byte[6];
    scalar.compare(relation, x, 0, 1, y, 0, 1, z, 0, 6);
    for (int i = 0; i < 6; i++) {
      boolean holds =
          switch (relation) {
            case EQ -> x[i] == y[i];
            case NE -> x[i] != y[i];
            case LT -> x[i] < y[i];
            case LE -> x[i] <= y[i];
            case GT -> x[i] > y[i];
            case GE -> x[i] >= y[i];
          };
      assertEquals(holds ? 1 : 0, z[i], x[i] + " " + relation.sign() + " " + y[i]);
    }
  }

  @Test
  void aSelectionTakesOneOfEachAndOneForAll() {
    byte[] m = {0, 1, 0};
    float[] z = new float[3];
    scalar.select(m, 0, 1, new float[] {1, 2, 3}, 0, 1, new float[] {9}, 0, 0, z, 0, 3);
    assertArrayEquals(new float[] {9, 2, 9}, z);
    scalar.select(m, 1, 0, new float[] {1, 2, 3}, 0, 1, new float[] {9}, 0, 0, z, 0, 3);
    assertArrayEquals(new float[] {1, 2, 3}, z);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 5, (1L << 40) + 1})
  void uniformDrawsAreThoseOfPhilox(long first) {
    Philox random = new Philox(12, 34);
    MapSamples.lengths()
        .forEach(
            n -> {
              float[] expected = new float[n + 3];
              random.fillUniform(first, expected, 2, n);
              float[] actual = new float[n + 3];
              simd.uniform(12, 34, first, actual, 2, n);
              assertArrayEquals(expected, actual);
              Arrays.fill(actual, 0);
              scalar.uniform(12, 34, first, actual, 2, n);
              assertArrayEquals(expected, actual);
            });
  }
}
