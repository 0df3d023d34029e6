package gradus.runs.sweep;

import gradus.nn.train.EpochReport;
import java.util.List;
import java.util.OptionalDouble;

/// What a sweep looks for: a score of each trial, to be large or small.
///
/// The score is that of the epoch whose model the run keeps: the best by validation loss, or the
/// last without validation. Scores of the test part cannot be chosen by, or they would no longer
/// say how good the choice is on new data.
///
/// @param metric `validation.` and a score's name, `trainLoss` or `trainAccuracy`
/// @param largest whether the largest is the best, and not the smallest
public record Objective(String metric, boolean largest) {

  /// How the names of scores on the validation part begin.
  static final String VALIDATION = "validation.";

  /// Whether a trial needs a validation part for it.
  public boolean needsValidation() {
    return metric.startsWith(VALIDATION);
  }

  /// The score after some epochs, or nothing before the first and where there is none of that name.
  ///
  /// @param history the epochs of a run, from its first
  public OptionalDouble of(List<EpochReport> history) {
    if (history.isEmpty()) {
      return OptionalDouble.empty();
    }
    EpochReport kept = kept(history);
    Double found =
        switch (metric) {
          case "trainLoss" -> Double.valueOf(kept.trainLoss());
          case "trainAccuracy" -> Double.valueOf(kept.trainAccuracy());
          default -> kept.validation().get(metric.substring(VALIDATION.length()));
        };
    return found == null ? OptionalDouble.empty() : OptionalDouble.of(found);
  }

  /// The epoch whose model is kept, as the training chooses it.
  private static EpochReport kept(List<EpochReport> history) {
    EpochReport best = history.getLast();
    double least = Double.POSITIVE_INFINITY;
    for (EpochReport report : history) {
      double loss = report.validation().getOrDefault("loss", Double.POSITIVE_INFINITY);
      if (loss < least) {
        least = loss;
        best = report;
      }
    }
    return best;
  }

  /// Compares two scores: negative where the first is better; NaN is worse than all.
  public int compare(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }
    return largest ? Double.compare(b, a) : Double.compare(a, b);
  }

  /// Whether scores of a metric are better when they are larger, by its name.
  static boolean isLargerBetter(String metric) {
    String name = metric.substring(metric.lastIndexOf('.') + 1);
    return !(name.equalsIgnoreCase("loss")
        || name.endsWith("Loss")
        || name.equals("rmse")
        || name.equals("mae"));
  }
}
