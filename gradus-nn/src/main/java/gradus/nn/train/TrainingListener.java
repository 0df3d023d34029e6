package gradus.nn.train;

import java.util.List;

/// What is told while a training runs; nothing that a listener does changes the result.
public interface TrainingListener {

  /// After every step.
  default void step(Progress progress) {}

  /// After every epoch, with all that is needed to go on from here.
  default void epoch(EpochReport report, Checkpoint checkpoint) {}

  /// One that tells all of these, in order.
  static TrainingListener all(List<TrainingListener> listeners) {
    List<TrainingListener> told = List.copyOf(listeners);
    return new TrainingListener() {
      @Override
      public void step(Progress progress) {
        for (TrainingListener listener : told) {
          listener.step(progress);
        }
      }

      @Override
      public void epoch(EpochReport report, Checkpoint checkpoint) {
        for (TrainingListener listener : told) {
          listener.epoch(report, checkpoint);
        }
      }
    };
  }

  /// One that listens to nothing.
  static TrainingListener silent() {
    return new TrainingListener() {};
  }
}
