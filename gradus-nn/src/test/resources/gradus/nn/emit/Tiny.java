import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A neural network, written by Gradus from a test.
 *
 * <pre>
 * x                input            [2]
 * linear1          linear           [2]
 * relu1            relu             [2]
 * </pre>
 *
 * <p>6 numbers, in this file. {@code predict} gives the same bits as Gradus, on every machine, and
 * any number of threads may call it at once. Needs Java 17 or later and nothing else; the
 * sums run in fused multiply-adds, which are fast where the processor has them.
 */
public final class Tiny {

  private Tiny() {}

  /** f32[2, 2] */
  private static final float[][] LINEAR1_WEIGHT =
      rows(new float[] {
      0.5f, 2.0f, -1.0f, 0.25f}, 0, 2, 2);
  /** f32[2] */
  private static final float[] LINEAR1_BIAS = new float[] {
      0.125f, -0.5f};

  /**
   * The answer for one example, in an array of its own.
   *
   * @param xIn x [1, 2], row by row
   * @return [1, 2]: a, b
   */
  public static float[] predict(float[] xIn) {
    if (xIn.length != 2) {
      throw new IllegalArgumentException(
          "predict(xIn): expected 2 numbers, found " + xIn.length + ".");
    }
    float[] product = new float[2]; // [1, 2]
    multiply(xIn, 0, 1, 2, LINEAR1_WEIGHT, 2, product, 0);
    float[] relu1 = relu1(product); // [1, 2]
    return relu1;
  }

  /** The answers for many examples. */
  public static float[][] predict(float[][] examples) {
    float[][] answers = new float[examples.length][];
    for (int i = 0; i < examples.length; i++) {
      answers[i] = predict(examples[i]);
    }
    return answers;
  }

  /**
   * Prints the answer for the numbers that are given, or for every line of standard input.
   *
   * @param arguments the 2 numbers of one example, or nothing
   * @throws IOException where standard input cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0) {
      float[] answer = predict(parsed(String.join(" ", arguments)));
      for (int i = 0; i < answer.length; i++) {
        System.out.println(label(i) + " " + answer[i]);
      }
      return;
    }
    System.err.println("Tiny: reading examples of 2 numbers, one a line, from standard input.");
    InputStreamReader in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
    BufferedReader lines = new BufferedReader(in);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        String answer = Arrays.toString(predict(parsed(line)));
        System.out.println(answer.substring(1, answer.length() - 1));
      }
    }
  }
  
  private static String label(int i) {
    return new String[] {"a", "b"}[i];
  }
  
  private static float[] parsed(String text) {
    String[] words = text.strip().split("[\\s,;]+");
    float[] numbers = new float[words.length];
    for (int i = 0; i < words.length; i++) {
      numbers[i] = Float.parseFloat(words[i]);
    }
    return numbers;
  }

  /** Relu: f32[1, 2] */
  private static float[] relu1(float[] product) {
    float[] z = new float[2];
    for (int i = 0; i < 2; i++) {
      z[i] = relu((product[i] + LINEAR1_BIAS[i]));
    }
    return z;
  }

  private static float relu(float x) {
    return x <= 0 ? 0 : x;
  }

  /**
   * Adds Σ factors[at + k] · rows[k][i] over k to sum[i], which is 0 at first: in the order of k, by
   * fused multiply-adds in chunks of 512, whose sums are then added in order.
   */
  private static void contract(
      float[] sum, float[] part, int n, float[] factors, int at, float[][] rows, int terms) {
    accumulate(sum, n, factors, at, rows, 0, Math.min(terms, 512));
    for (int from = 512; from < terms; from += 512) {
      Arrays.fill(part, 0, n, 0f);
      accumulate(part, n, factors, at, rows, from, Math.min(terms, from + 512));
      for (int i = 0; i < n; i++) {
        sum[i] += part[i];
      }
    }
  }

  /** One chunk: eight rows at a time, so that eight multiply-adds share a load and a store. */
  private static void accumulate(
      float[] sum, int n, float[] factors, int at, float[][] rows, int from, int to) {
    int k = from;
    for (; k + 8 <= to; k += 8) {
      accumulate8(sum, n, factors, at + k, rows, k);
    }
    for (; k < to; k++) {
      float factor = factors[at + k];
      float[] row = rows[k];
      for (int i = 0; i < n; i++) {
        sum[i] = Math.fma(factor, row[i], sum[i]);
      }
    }
  }

  private static void accumulate8(
      float[] sum, int n, float[] factors, int at, float[][] rows, int k) {
    float f0 = factors[at];
    float f1 = factors[at + 1];
    float f2 = factors[at + 2];
    float f3 = factors[at + 3];
    float f4 = factors[at + 4];
    float f5 = factors[at + 5];
    float f6 = factors[at + 6];
    float f7 = factors[at + 7];
    float[] r0 = rows[k];
    float[] r1 = rows[k + 1];
    float[] r2 = rows[k + 2];
    float[] r3 = rows[k + 3];
    float[] r4 = rows[k + 4];
    float[] r5 = rows[k + 5];
    float[] r6 = rows[k + 6];
    float[] r7 = rows[k + 7];
    for (int i = 0; i < n; i++) {
      float s = Math.fma(f0, r0[i], sum[i]);
      s = Math.fma(f1, r1[i], s);
      s = Math.fma(f2, r2[i], s);
      s = Math.fma(f3, r3[i], s);
      s = Math.fma(f4, r4[i], s);
      s = Math.fma(f5, r5[i], s);
      s = Math.fma(f6, r6[i], s);
      sum[i] = Math.fma(f7, r7[i], s);
    }
  }

  /** A matrix [count, n] as its rows, from a place in an array. */
  private static float[][] rows(float[] matrix, int from, int count, int n) {
    float[][] rows = new float[count][];
    for (int k = 0; k < count; k++) {
      rows[k] = Arrays.copyOfRange(matrix, from + k * n, from + (k + 1) * n);
    }
    return rows;
  }

  /** Writes the product of a [m, terms], from place `at` on, and of rows [terms][n] into c at `to`. */
  private static void multiply(
      float[] a, int at, int m, int terms, float[][] rows, int n, float[] c, int to) {
    float[] sum = new float[n];
    float[] part = new float[terms > 512 ? n : 0];
    for (int i = 0; i < m; i++) {
      Arrays.fill(sum, 0f);
      contract(sum, part, n, a, at + i * terms, rows, terms);
      System.arraycopy(sum, 0, c, to + i * n, n);
    }
  }
}
