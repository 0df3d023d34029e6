package gradus.runs.store;

import java.util.Set;

/// A metric of a run in short.
///
/// @param name its name: `step.loss` and `step.learningRate`; `train.loss`, `validation.accuracy`,
///   … after epochs; `test.accuracy`, … at the end
/// @param latest its last value; NaN where it was not a number
/// @param least its least value, NaN for none
/// @param greatest its greatest value, NaN for none
/// @param count how many values it has
public record Metric(String name, double latest, double least, double greatest, long count) {

  private static final Set<String> SMALL_IS_GOOD =
      Set.of("loss", "error", "rmse", "mae", "mse", "seconds", "learningRate");

  /// Whether a metric is better the smaller it is, told by the last word of its name.
  public static boolean smallIsGood(String name) {
    return SMALL_IS_GOOD.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /// The best of its values.
  public double best() {
    return smallIsGood(name) ? least : greatest;
  }

  /// This metric after one more value.
  Metric with(double value) {
    return new Metric(
        name,
        value,
        Double.isNaN(least) || value < least ? value : least,
        Double.isNaN(greatest) || value > greatest ? value : greatest,
        count + 1);
  }

  /// A metric without values.
  static Metric none(String name) {
    return new Metric(name, Double.NaN, Double.NaN, Double.NaN, 0);
  }
}
