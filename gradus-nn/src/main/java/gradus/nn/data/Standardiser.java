package gradus.nn.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/// Brings numbers to mean 0 and deviation 1: `(x − mean) / deviation`, with the mean and the
/// deviation of the examples it was fitted on, which are the training ones alone.
///
/// An example is cut into equal groups, each with one mean: as many groups as numbers is *per
/// feature*, as many as channels is *per channel*, one is the whole. A group that never varies has
/// deviation 1, so it becomes 0. Sums are in double, in the order of the examples; the deviation
/// divides by their count.
public final class Standardiser {
  /// Changes nothing.
  public static final Standardiser IDENTITY = new Standardiser(new double[] {0}, new double[] {1});

  private final double[] means;
  private final double[] deviations;
  private final float[] floatMeans;
  private final float[] floatDeviations;

  /// What is stored with a model.
  ///
  /// @param means one mean a group
  /// @param deviations one deviation a group, above 0
  public record Moments(List<Double> means, List<Double> deviations) {
    /// Checks and copies.
    public Moments {
      means = List.copyOf(means);
      deviations = List.copyOf(deviations);
      if (means.isEmpty() || means.size() != deviations.size()) {
        throw new IllegalArgumentException(
            "Standardiser.Moments: expected as many means as deviations, at least 1, found %d and %d. Store both as they were fitted."
                .formatted(means.size(), deviations.size()));
      }
      for (int i = 0; i < means.size(); i++) {
        double deviation = deviations.get(i);
        boolean fine = deviation > 0 && Double.isFinite(deviation);
        if (!fine || !Double.isFinite(means.get(i))) {
          throw new IllegalArgumentException(
              "Standardiser.Moments: expected finite means and deviations above 0, found mean %s and deviation %s in group %d. Store both as they were fitted."
                  .formatted(means.get(i), deviation, i));
        }
      }
    }

    private static final String GIVEN = "given:";

    /// As a word that {@link #parse} reads again: `given:0.5,0.4/0.2,0.2`.
    public String text() {
      return GIVEN + words(means) + "/" + words(deviations);
    }

    private static String words(List<Double> numbers) {
      return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /// Means and deviations from such a word; empty for another word.
    ///
    /// Throws {@link IllegalArgumentException} where the numbers are none.
    public static Optional<Moments> parse(String text) {
      if (!text.startsWith(GIVEN)) {
        return Optional.empty();
      }
      String[] halves = text.substring(GIVEN.length()).split("/", -1);
      if (halves.length != 2) {
        throw new IllegalArgumentException(
            "standardise \"%s\": expected means, a stroke and deviations, found \"%s\". Write given:0.5/0.25."
                .formatted(text, text));
      }
      return Optional.of(new Moments(numbers(text, halves[0]), numbers(text, halves[1])));
    }

    private static List<Double> numbers(String text, String list) {
      try {
        return Arrays.stream(list.split(",", -1)).map(Double::valueOf).toList();
      } catch (NumberFormatException wrong) {
        throw new IllegalArgumentException(
            "standardise \"%s\": expected numbers joined by commas, found \"%s\". Write given:0.5/0.25."
                .formatted(text, list),
            wrong);
      }
    }
  }

  private Standardiser(double[] means, double[] deviations) {
    this.means = means;
    this.deviations = deviations;
    this.floatMeans = new float[means.length];
    this.floatDeviations = new float[means.length];
    for (int i = 0; i < means.length; i++) {
      floatMeans[i] = (float) means[i];
      floatDeviations[i] = (float) deviations[i];
    }
  }

  /// Made again from what was stored.
  public static Standardiser of(Moments moments) {
    return new Standardiser(
        moments.means().stream().mapToDouble(x -> x).toArray(),
        moments.deviations().stream().mapToDouble(x -> x).toArray());
  }

  /// Fitted for each feature by itself: for tables.
  public static Standardiser perFeature(Dataset train) {
    return fit(train, train.exampleSize());
  }

  /// Fitted for each index of the first axis: for images and signals.
  public static Standardiser perChannel(Dataset train) {
    return fit(train, train.shape().rank() < 2 ? 1 : train.shape().size(0));
  }

  /// Fitted for each column of a regression's target.
  public static Standardiser ofTargets(Target.Reals target) {
    float[] values = target.values();
    int width = target.width();
    return fit(
        target.size(),
        width,
        width,
        (row, into) -> System.arraycopy(values, row * width, into, 0, width));
  }

  private interface Rows {
    void copy(int row, float[] into);
  }

  private static Standardiser fit(Dataset train, int groups) {
    return fit(train.size(), train.exampleSize(), groups, (row, into) -> train.copy(row, into, 0));
  }

  private static Standardiser fit(int size, int width, int groups, Rows rows) {
    if (size == 0) {
      throw new IllegalArgumentException(
          "Standardiser: expected at least 1 example to fit on, found 0. Give a training part that"
              + " is not empty.");
    }
    int group = width / groups;
    double count = (double) size * group;
    float[] x = new float[width];
    double[] means = new double[groups];
    for (int row = 0; row < size; row++) {
      rows.copy(row, x);
      for (int i = 0; i < width; i++) {
        means[i / group] += x[i];
      }
    }
    Arrays.setAll(means, i -> means[i] / count);
    double[] deviations = new double[groups];
    for (int row = 0; row < size; row++) {
      rows.copy(row, x);
      for (int i = 0; i < width; i++) {
        double off = x[i] - means[i / group];
        deviations[i / group] += off * off;
      }
    }
    Arrays.setAll(deviations, i -> deviation(means[i], StrictMath.sqrt(deviations[i] / count)));
    return new Standardiser(means, deviations);
  }

  /// Below the grain of f32 numbers of the mean's size, the spread is rounding and no variation.
  private static double deviation(double mean, double spread) {
    return spread <= StrictMath.abs(mean) * 0x1p-22 || (float) spread == 0 ? 1 : spread;
  }

  /// What to store.
  public Moments moments() {
    return new Moments(
        DoubleStream.of(means).boxed().toList(), DoubleStream.of(deviations).boxed().toList());
  }

  /// Standardises one example of `size` numbers in place.
  public void apply(float[] x, int offset, int size) {
    if (this == IDENTITY) {
      return;
    }
    int group = group(size);
    for (int g = 0, at = offset; g < floatMeans.length; g++) {
      for (int i = 0; i < group; i++, at++) {
        x[at] = (x[at] - floatMeans[g]) / floatDeviations[g];
      }
    }
  }

  /// Takes one standardised example back to its own units, in place.
  public void restore(float[] x, int offset, int size) {
    int group = group(size);
    for (int g = 0, at = offset; g < floatMeans.length; g++) {
      for (int i = 0; i < group; i++, at++) {
        x[at] = x[at] * floatDeviations[g] + floatMeans[g];
      }
    }
  }

  private int group(int size) {
    if (size % means.length != 0) {
      throw new IllegalArgumentException(
          "Standardiser: expected examples of a multiple of %d numbers, found %d. Give data of the shape it was fitted on."
              .formatted(means.length, size));
    }
    return size / means.length;
  }
}
