package gradus.nn.run;

import gradus.nn.train.Progress;
import java.util.Optional;

/// A row of `steps.csv`: one step of a training.
///
/// @param step its number since the beginning, from 1
/// @param epoch the epoch it belongs to, from 1
/// @param loss the mean loss of its batch
/// @param learningRate its learning rate
/// @param millis when it was made: milliseconds since 1970 in UTC
public record StepRow(long step, int epoch, double loss, double learningRate, long millis) {

  /// How many steps of a run are written at most; of a longer run every second, third, … is.
  public static final int MOST = 10_000;

  /// The first row of the file.
  static final String HEADER = "step,epoch,loss,learningRate,millis";

  /// Of a training of so many steps, every how many are written: 1 up to {@link #MOST}.
  public static long every(long steps) {
    return Math.max(1, Math.ceilDiv(steps, MOST));
  }

  /// The row of a step, or nothing for a step that is left out.
  ///
  /// Which are left out depends on the step's number and on how many there will be, so that a run
  /// that was interrupted has the rows of one that was not.
  public static Optional<StepRow> of(Progress progress, long millis) {
    boolean kept =
        (progress.step() - 1) % every(progress.steps()) == 0 || progress.step() == progress.steps();
    return kept
        ? Optional.of(
            new StepRow(
                progress.step(),
                progress.epoch(),
                progress.batchLoss(),
                progress.learningRate(),
                millis))
        : Optional.empty();
  }

  /// The row as text, without its line end.
  String text() {
    return step + "," + epoch + "," + loss + "," + learningRate + "," + millis;
  }

  /// The row that a line holds, or nothing where the line is not whole.
  static Optional<StepRow> parse(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != 5) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new StepRow(
              Long.parseLong(cells[0]),
              Integer.parseInt(cells[1]),
              Double.parseDouble(cells[2]),
              Double.parseDouble(cells[3]),
              Long.parseLong(cells[4])));
    } catch (NumberFormatException torn) {
      return Optional.empty();
    }
  }
}
