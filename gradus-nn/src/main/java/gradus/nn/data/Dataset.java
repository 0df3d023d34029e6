package gradus.nn.data;

import gradus.tensor.Shape;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Examples in memory: features of one shape each, and a target.
///
/// Immutable. A subset is a view: it holds row numbers and shares the features. Row numbers are
/// always those of the set that is asked, `0 … size() − 1`.
public final class Dataset {
  private final Shape shape;
  private final int exampleSize;
  private final Values values;
  private final int[] rows;
  private final Target target;
  private final List<String> featureNames;
  private volatile String digest = "";

  private Dataset(
      Shape shape, Values values, int[] rows, Target target, List<String> featureNames) {
    this.shape = shape;
    this.exampleSize = shape.elements();
    this.values = values;
    this.rows = rows;
    this.target = target;
    this.featureNames = featureNames;
  }

  /// A set of floats, example after example, each of the given shape. The arrays are copied.
  public static Dataset of(Shape shape, float[] features, Target target) {
    return of(shape, features, target, List.of());
  }

  /// A set of floats with names for the features of an example; no names is an empty list.
  public static Dataset of(
      Shape shape, float[] features, Target target, List<String> featureNames) {
    return whole(shape, new Values.Floats(features.clone()), target, featureNames);
  }

  /// A set kept as unsigned bytes; each feature is its byte divided by `divisor` (255 for pixels).
  public static Dataset ofBytes(Shape shape, byte[] features, float divisor, Target target) {
    return whole(shape, new Values.Bytes(features.clone(), divisor), target, List.of());
  }

  /// As [#of(Shape, float[], Target, List)], for arrays that nobody else holds.
  static Dataset whole(Shape shape, Values values, Target target, List<String> featureNames) {
    long expected = (long) shape.elements() * target.size();
    if (values.length() != expected) {
      throw new IllegalArgumentException(
          "Dataset.of(shape=%s): expected %d features (%d examples), found %d. Give every example its features and its target."
              .formatted(shape, expected, target.size(), values.length()));
    }
    if (!featureNames.isEmpty() && featureNames.size() != shape.elements()) {
      throw new IllegalArgumentException(
          "Dataset.of(shape=%s): expected %d feature names, found %d. Name every feature or none."
              .formatted(shape, shape.elements(), featureNames.size()));
    }
    int[] rows = IntStream.range(0, target.size()).toArray();
    return new Dataset(shape, values, rows, target, List.copyOf(featureNames));
  }

  /// How many examples.
  public int size() {
    return rows.length;
  }

  /// True when there is no example.
  public boolean isEmpty() {
    return rows.length == 0;
  }

  /// The shape of one example.
  public Shape shape() {
    return shape;
  }

  /// How many numbers one example has.
  public int exampleSize() {
    return exampleSize;
  }

  /// What is to be predicted.
  public Target target() {
    return target;
  }

  /// Names of the features of an example; empty when they have none.
  public List<String> featureNames() {
    return featureNames;
  }

  /// What each number was divided by when it was read: 255 for pixels, 1 where none was.
  public float divisor() {
    return values.divisor();
  }

  /// Copies the features of one example into an array.
  public void copy(int row, float[] into, int offset) {
    values.copy(rows[row] * exampleSize, exampleSize, into, offset);
  }

  /// The features of one example.
  public float[] example(int row) {
    float[] example = new float[exampleSize];
    copy(row, example, 0);
    return example;
  }

  /// The features of all examples, one after another.
  public float[] features() {
    float[] all = new float[Math.multiplyExact(rows.length, exampleSize)];
    for (int row = 0; row < rows.length; row++) {
      copy(row, all, row * exampleSize);
    }
    return all;
  }

  /// The given examples, in that order; an example may come more than once.
  public Dataset subset(int[] chosen) {
    int[] kept = Arrays.stream(chosen).map(row -> rows[row]).toArray();
    return new Dataset(shape, values, kept, target.rows(chosen), featureNames);
  }

  /// The same examples in another shape of the same size.
  public Dataset reshape(Shape to) {
    if (to.elements() != shape.elements()) {
      throw new IllegalArgumentException(
          "Dataset.reshape(%s): expected a shape of %d numbers as in %s, found %d. Give sizes whose product is %d."
              .formatted(to, shape.elements(), shape, to.elements(), shape.elements()));
    }
    return new Dataset(to, values, rows, target, featureNames);
  }

  /// The same features with another target.
  public Dataset withTarget(Target other) {
    if (other.size() != size()) {
      throw new IllegalArgumentException(
          "Dataset.withTarget(): expected %d targets, found %d. Give every example one."
              .formatted(size(), other.size()));
    }
    return new Dataset(shape, values, rows, other, featureNames);
  }

  /// Two parts by lot: `fraction` of the examples to train, the rest to test, each in the old
  /// order.
  ///
  /// Stratified means class by class, so that both parts have the classes in the same proportion;
  /// it changes nothing where the target has no classes.
  public Splits split(double fraction, long seed, boolean stratified) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "Dataset.split(fraction=%s): expected a fraction between 0 and 1, found %s. Give the share of the examples to train on, such as 0.8."
              .formatted(fraction, fraction));
    }
    boolean[] isTrain = Lots.draw(target, fraction, seed, stratified);
    return splitBy(row -> !isTrain[row]);
  }

  /// Two parts by a rule on the row's number: where it is true the row is for the test.
  public Splits splitBy(IntPredicate isTest) {
    int[] test = IntStream.range(0, size()).filter(isTest).toArray();
    int[] train = IntStream.range(0, size()).filter(row -> !isTest.test(row)).toArray();
    return Splits.of(subset(train), subset(test));
  }

  /// `k` splits; in the one numbered `f`, row `i` is for the test when `i % k == f`.
  public List<Splits> kFold(int k) {
    if (k < 2 || k > size()) {
      throw new IllegalArgumentException(
          "Dataset.kFold(k=%d): expected 2 to %d folds, found %d. Give each fold at least one example."
              .formatted(k, size(), k));
    }
    return IntStream.range(0, k).mapToObj(fold -> splitBy(row -> row % k == fold)).toList();
  }

  /// SHA-256 of shape, features, names and target, as 64 hexadecimal digits: the same data gives
  /// the same digest on every machine. A set kept as bytes and the same set kept as floats differ.
  public String digest() {
    if (digest.isEmpty()) {
      MessageDigest sha = Sha.start();
      Sha.text(sha, "gradus dataset 1 " + values.form() + " " + shape);
      Sha.texts(sha, featureNames);
      Sha.number(sha, rows.length);
      for (int row : rows) {
        values.digest(sha, row * exampleSize, exampleSize);
      }
      target.digest(sha);
      digest = HexFormat.of().formatHex(sha.digest());
    }
    return digest;
  }
}
