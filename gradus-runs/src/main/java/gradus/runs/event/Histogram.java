package gradus.runs.event;

import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// How the finite ones of some numbers are spread.
///
/// Bucket `i` counts the numbers above `limits[i − 1]` and up to `limits[i]`.
///
/// @param min the smallest, 0 of none
/// @param max the largest, 0 of none
/// @param count how many
/// @param sum their sum
/// @param sumOfSquares the sum of their squares
/// @param limits the upper end of each bucket, rising
/// @param counts how many lie in each bucket
public record Histogram(
    double min,
    double max,
    double count,
    double sum,
    double sumOfSquares,
    List<Double> limits,
    List<Double> counts) {

  /// How many buckets there are, as in TensorBoard's own summaries.
  private static final int BUCKETS = 30;

  public Histogram {
    limits = List.copyOf(limits);
    counts = List.copyOf(counts);
  }

  /// The spread of a tensor's finite elements, in buckets of equal width; one bucket where all are
  /// equal. NaN and ±∞ are left out.
  public static Histogram of(Tensor values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < values.elements(); i++) {
      double x = values.doubleAt(i);
      if (Double.isFinite(x)) {
        min = Math.min(min, x);
        max = Math.max(max, x);
      }
    }
    if (min > max) {
      return new Histogram(0, 0, 0, 0, 0, List.of(0.0), List.of(0.0));
    }
    return filled(values, min, max, min == max ? 1 : BUCKETS);
  }

  /// How many elements are NaN or ±∞.
  static long notFinite(Tensor values) {
    long count = 0;
    for (int i = 0; i < values.elements(); i++) {
      count += Double.isFinite(values.doubleAt(i)) ? 0 : 1;
    }
    return count;
  }

  private static Histogram filled(Tensor values, double min, double max, int buckets) {
    double width = max / buckets - min / buckets;
    double[] counts = new double[buckets];
    double count = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < values.elements(); i++) {
      double x = values.doubleAt(i);
      if (Double.isFinite(x)) {
        // the least bucket whose upper end is not below x; rounding is put right on both sides
        int bucket = width == 0 ? 0 : (int) Math.clamp((x - min) / width, 0, buckets - 1);
        while (bucket > 0 && x <= limit(min, max, width, bucket - 1, buckets)) {
          bucket--;
        }
        while (bucket < buckets - 1 && x > limit(min, max, width, bucket, buckets)) {
          bucket++;
        }
        counts[bucket]++;
        count++;
        sum += x;
        squares += x * x;
      }
    }
    List<Double> limits = new ArrayList<>();
    List<Double> inBuckets = new ArrayList<>();
    for (int i = 0; i < buckets; i++) {
      limits.add(limit(min, max, width, i, buckets));
      inBuckets.add(counts[i]);
    }
    return new Histogram(min, max, count, sum, squares, limits, inBuckets);
  }

  private static double limit(double min, double max, double width, int bucket, int buckets) {
    return bucket == buckets - 1 ? max : min + (bucket + 1) * width;
  }
}
