package gradus.runs.store;

import java.time.Instant;

/// One value of a metric.
///
/// @param row its number within the run, from 1 in the order of writing; 0 before it is written
/// @param metric the metric's name
/// @param step the step of the optimiser after which it was taken, from 1; 0 before the first
/// @param epoch the epoch, from 1
/// @param value the value; NaN is kept, −0 becomes 0, since SQLite makes it so
/// @param time when it was taken
public record Point(long row, String metric, long step, int epoch, double value, Instant time) {

  public Point {
    value += 0.0;
  }

  /// A point that is to be written.
  public static Point of(String metric, long step, int epoch, double value, Instant time) {
    return new Point(0, metric, step, epoch, value, time);
  }

  /// Whether another says the same of the run, whenever and wherever it was written.
  public boolean agreesWith(Point other) {
    return metric.equals(other.metric)
        && step == other.step
        && epoch == other.epoch
        && Double.compare(value, other.value) == 0;
  }
}
