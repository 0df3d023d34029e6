package gradus.runs.sweep;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What came of a trial on a rung.
///
/// @param trial its number
/// @param target after how many epochs it was to stop, 0 for its whole length
/// @param status how it ended
/// @param epochs how many it has made
/// @param value the objective's value, or NaN
/// @param test scores on the test part by name, in order, once the training is finished
/// @param message what went wrong, or nothing
public record Outcome(
    int trial,
    int target,
    Status status,
    int epochs,
    double value,
    Map<String, Double> test,
    String message) {

  public Outcome {
    test = Collections.unmodifiableMap(new TreeMap<>(test));
  }

  /// How a trial ended.
  public enum Status {
    /// It made its epochs.
    DONE,
    /// Its loss was no longer a number; it would be again.
    DIVERGED,
    /// Its settings were refused; they would be again.
    REFUSED,
    /// Something went wrong on the way; another attempt may go well.
    FAILED
  }

  /// The same with another status.
  Outcome as(Status other) {
    return new Outcome(trial, target, other, epochs, value, test, message);
  }

  /// Whether another attempt would end the same.
  boolean isFinal() {
    return status != Status.FAILED;
  }

  /// Whether it has a value.
  public boolean isDone() {
    return status == Status.DONE;
  }
}
