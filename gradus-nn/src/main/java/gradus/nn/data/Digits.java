package gradus.nn.data;

import gradus.tensor.Shape;
import java.util.stream.IntStream;

/// Hand-drawn-looking digits, made here: the data set that needs no file.
///
/// Example `i` of seed `s` is always the same 28×28 grey picture, in whatever order examples are
/// asked for and on every machine: it is drawn with strokes (see [Glyph]) by a hand (see [Hand])
/// whose habits come from a random stream that belongs to `s` and `i` alone. Each run of ten
/// examples that starts at a multiple of ten holds every digit once. Pixels are bytes, 0 is paper
/// and 255 full ink.
///
/// A linear classifier stays below 93 % on it (a test trains one); a small convolutional network
/// passes 97 %.
public final class Digits {
  /// Rows and columns of a picture.
  public static final int SIDE = 28;

  /// The seed of the set that `digits` names when no other is given.
  public static final long DEFAULT_SEED = 1;

  /// How many examples the training part of the default set has.
  public static final int DEFAULT_TRAIN = 12_000;

  /// How many examples the test part of the default set has.
  public static final int DEFAULT_TEST = 2_000;

  // two uniform draws less their mean: a triangle whose deviation is 0.41 of this
  private static final double GRAIN = 0.15;

  private final long seed;

  private Digits(long seed) {
    this.seed = seed;
  }

  /// The endless set of the seed.
  public static Digits of(long seed) {
    return new Digits(seed);
  }

  /// The set used when nothing else is asked for: 12 000 examples to train, the next 2 000 to test.
  public static Splits standard(long seed) {
    Digits digits = of(seed);
    Dataset train = digits.dataset(0, DEFAULT_TRAIN);
    Dataset test = digits.dataset(DEFAULT_TRAIN, DEFAULT_TEST);
    return Splits.of(train, test);
  }

  /// The examples `first … first + count − 1` as a set.
  public Dataset dataset(int first, int count) {
    byte[] pixels = new byte[count * SIDE * SIDE];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = label(first + i);
      draw(first + i, pixels, i * SIDE * SIDE);
    }
    var names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    return Dataset.ofBytes(Shape.of(1, SIDE, SIDE), pixels, 255, new Target.Classes(labels, names));
  }

  /// Which digit example `index` shows.
  public int label(int index) {
    Draws draws = Draws.of(seed, Purpose.DIGIT_ORDER, 0, index / 10);
    int[] order = IntStream.range(0, 10).toArray();
    for (int i = 9; i > 0; i--) {
      int j = draws.below(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order[index % 10];
  }

  /// The picture of example `index`, row by row.
  public byte[] pixels(int index) {
    byte[] pixels = new byte[SIDE * SIDE];
    draw(index, pixels, 0);
    return pixels;
  }

  private void draw(int index, byte[] pixels, int offset) {
    Draws draws = Draws.of(seed, Purpose.DIGIT_FORM, 0, index);
    Pen pen = new Pen(SIDE);
    Hand hand = new Hand(draws, SIDE);
    hand.write(Glyph.pick(label(index), draws), pen);
    hand.smudge(pen, SIDE);
    double noise = GRAIN * draws.uniform();
    float[] grain = new float[2 * SIDE * SIDE];
    Purpose.DIGIT_GRAIN.stream(seed, 0, index).fillUniform(0, grain, 0, grain.length);
    double[] ink = pen.ink();
    for (int i = 0; i < ink.length; i++) {
      double level = ink[i] + noise * (grain[2 * i] + grain[2 * i + 1] - 1);
      pixels[offset + i] = (byte) (int) (255 * Math.min(1, Math.max(0, level)) + 0.5);
    }
  }
}
