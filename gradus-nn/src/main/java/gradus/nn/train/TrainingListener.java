package gradus.nn.train;

/// What is told while a training runs; nothing that a listener does changes the result.
public interface TrainingListener {

  /// After every step.
  default void step(Progress progress) {}

  /// After every epoch, with all that is needed to go on from here.
  default void epoch(EpochReport report, Checkpoint checkpoint) {}

  /// One that listens to nothing.
  static TrainingListener silent() {
    return new TrainingListener() {};
  }
}
