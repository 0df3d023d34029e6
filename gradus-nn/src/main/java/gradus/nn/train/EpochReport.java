package gradus.nn.train;

import java.util.Map;

/// What is known after an epoch.
///
/// @param epoch its number, from 1
/// @param steps steps of the optimiser since the beginning
/// @param trainLoss the mean loss of its examples, each when it was seen
/// @param trainAccuracy the share of right classes among them, or NaN for other targets
/// @param validation scores on the validation part by name, empty without one
/// @param learningRate the rate of its last step
/// @param seconds how long the epoch took, without validation
/// @param examples how many examples it saw
public record EpochReport(
    int epoch,
    long steps,
    double trainLoss,
    double trainAccuracy,
    Map<String, Double> validation,
    double learningRate,
    double seconds,
    int examples) {

  /// Examples a second in training.
  public double examplesPerSecond() {
    return examples / Math.max(seconds, 1e-9);
  }
}
