package gradus.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhiloxTest {

  /// The known answers published with Random123 for philox4x32 at ten rounds.
  static Stream<Arguments> knownAnswers() {
    return Stream.of(
        Arguments.of(0L, 0L, 0L, new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}),
        Arguments.of(-1L, -1L, -1L, new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}),
        Arguments.of(
            0x299f31d0a4093822L,
            0x0370734413198a2eL,
            0x85a308d3243f6a88L,
            new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
  }

  @ParameterizedTest
  @MethodSource("knownAnswers")
  void agreesWithThePublishedAnswers(long key, long high, long low, int[] words) {
    Philox random = Philox.of(key).stream(high);
    assertArrayEquals(words, words(random.pair(low, 0), random.pair(low, 1)));
  }

  private static int[] words(long front, long back) {
    return new int[] {(int) (front >>> 32), (int) front, (int) (back >>> 32), (int) back};
  }

  @Test
  void theIndexCountsWordsOfSuccessiveBlocks() {
    Philox random = new Philox(7, 3);
    for (int i = 0; i < 40; i++) {
      int[] block = words(random.pair(i / 4, 0), random.pair(i / 4, 1));
      assertEquals(block[i % 4], random.bits(i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 19, 4098})
  void aFillIsItsDrawsOneByOneAtAnyStart(int n) {
    Philox random = new Philox(11, 5);
    for (long first : new long[] {0, 1, 2, 3, 4, (1L << 33) - 2, -5}) {
      int[] bits = new int[n + 4];
      float[] uniform = new float[n + 4];
      random.fillBits(first, bits, 3, n);
      random.fillUniform(first, uniform, 3, n);
      for (int i = 0; i < n; i++) {
        assertEquals(random.bits(first + i), bits[3 + i]);
        assertEquals(random.uniform(first + i), uniform[3 + i]);
      }
      assertEquals(0, bits[2] | bits[n + 3], "a fill stays inside its range");
    }
  }

  @Test
  void seedsAndStreamsAndIndicesAllMatter() {
    Philox random = new Philox(1, 2);
    assertNotEquals(random.bits(9), new Philox(2, 2).bits(9));
    assertNotEquals(random.bits(9), random.stream(3).bits(9));
    assertNotEquals(random.bits(9), random.bits(9 + (1L << 34)));
    assertEquals(random.bits(9), Philox.of(1).stream(2).bits(9));
  }

  @Test
  void uniformIsTheTopBitsAndStaysBelowOne() {
    Philox random = Philox.of(42);
    double sum = 0;
    double sumDouble = 0;
    for (int i = 0; i < 20_000; i++) {
      float value = random.uniform(i);
      assertEquals((random.bits(i) >>> 8) / 16_777_216f, value);
      assertTrue(value >= 0 && value < 1);
      assertTrue(random.uniformDouble(i) >= 0 && random.uniformDouble(i) < 1);
      sum += value;
      sumDouble += random.uniformDouble(i);
    }
    assertEquals(0.5, sum / 20_000, 0.01);
    assertEquals(0.5, sumDouble / 20_000, 0.01);
  }

  @Test
  void normalHasTheMomentsOfTheNormalDistribution() {
    Philox random = new Philox(3, 1);
    int n = 50_000;
    double[] moments = new double[5];
    for (int i = 0; i < n; i++) {
      double x = random.normal(i);
      for (int k = 1; k <= 4; k++) {
        moments[k] += StrictMath.pow(x, k) / n;
      }
    }
    assertEquals(0, moments[1], 0.02);
    assertEquals(1, moments[2], 0.03);
    assertEquals(0, moments[3], 0.06);
    assertEquals(3, moments[4], 0.2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 1 << 30, Integer.MAX_VALUE})
  void belowStaysInRangeAndCoversIt(int bound) {
    Philox random = new Philox(5, 9);
    int parts = Math.min(bound, 10);
    int[] counts = new int[parts];
    for (int i = 0; i < 20_000; i++) {
      int draw = random.below(bound, i);
      assertTrue(draw >= 0 && draw < bound);
      counts[(int) ((long) draw * parts / bound)]++;
    }
    double expected = 20_000.0 / parts;
    for (int count : counts) {
      assertEquals(expected, count, 6 * Math.sqrt(expected));
    }
  }

  @Test
  void belowNamesABoundThatIsNotPositive() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> Philox.of(1).below(0, 4));
    assertEquals(
        "Philox.below(bound=0): expected a bound of at least 1, found 0. Ask for values below a"
            + " positive bound.",
        thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 1000})
  void aPermutationHoldsEveryNumberOnce(int n) {
    int[] order = Philox.of(8).permutation(n);
    assertArrayEquals(order, Philox.of(8).permutation(n));
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    assertArrayEquals(IntStream.range(0, n).toArray(), sorted);
    if (n == 1000) {
      assertNotEquals(Arrays.hashCode(order), Arrays.hashCode(Philox.of(9).permutation(n)));
    }
  }

  @Test
  void everyOrderOfThreeIsAboutAsLikely() {
    int[] counts = new int[27];
    for (int seed = 0; seed < 6000; seed++) {
      int[] order = Philox.of(seed).permutation(3);
      counts[order[0] * 9 + order[1] * 3 + order[2]]++;
    }
    int[] seen = Arrays.stream(counts).filter(count -> count > 0).toArray();
    assertEquals(6, seen.length);
    for (int count : seen) {
      assertEquals(1000, count, 180);
    }
  }
}
