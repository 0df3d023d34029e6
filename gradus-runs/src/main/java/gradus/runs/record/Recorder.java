package gradus.runs.record;

import gradus.nn.run.RunFolder;
import gradus.nn.run.RunResult;
import gradus.nn.run.StepRow;
import gradus.nn.train.Checkpoint;
import gradus.nn.train.EpochReport;
import gradus.nn.train.Progress;
import gradus.nn.train.TrainingListener;
import gradus.runs.store.Point;
import gradus.runs.store.RunHeader;
import gradus.runs.store.RunStatus;
import gradus.runs.store.StorePlace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Records a training in the store of runs while it goes on, and passes on what it is told.
///
/// ```
/// try (Recorder recorder = Recorder.of(place, session.folder(), listener, messages)) {
///   Trained trained = session.train(engine, false, recorder);
///   recorder.finished(Session.result(trained));
/// }
/// ```
///
/// The training never waits for the database: points go into a bounded queue, and a thread of its
/// own writes them in batches. A database that is slow or gone costs points of the record and
/// nothing else; that is said once, and {@link FolderImport} brings them back from the folder. Only
/// {@link #close} waits, for a few seconds at most. Of a long run a sample of the steps is recorded
/// ({@link StepRow#MOST}), which is said too.
public final class Recorder implements TrainingListener, AutoCloseable {

  private final TrainingListener next;
  private final Consumer<String> messages;
  private final StoreWriter writer;
  private final Thread hook;
  private long steps;
  private boolean ended;
  private boolean sampled;

  private Recorder(TrainingListener next, Consumer<String> messages, StoreWriter writer) {
    this.next = next;
    this.messages = messages;
    this.writer = writer;
    this.hook = new Thread(() -> end(RunStatus.INTERRUPTED, Optional.empty()), "gradus-run-end");
  }

  /// Begins to record the run of a folder, from its checkpoint on.
  ///
  /// @param place the store, which is opened later, on the recorder's thread
  /// @param folder the folder of the run
  /// @param next who else listens
  /// @param messages where it is said, once, that the record is not whole
  public static Recorder of(
      StorePlace place, RunFolder folder, TrainingListener next, Consumer<String> messages) {
    List<EpochReport> history = folder.history();
    long from = history.isEmpty() ? 0 : history.getLast().steps();
    RunHeader header = Headers.of(folder);
    // read now: once the training goes on, the folder changes
    List<Point> before = FolderImport.points(folder, from);
    StoreWriter writer =
        new StoreWriter(
            place,
            header.id(),
            message ->
                messages.accept(
                    "%s `gradus runs import %s` brings it back.".formatted(message, folder.path())),
            store -> FolderImport.write(header, before, store),
            () -> FolderImport.artefacts(folder.path()),
            StoreWriter.PATIENCE);
    Recorder recorder = new Recorder(next, messages, writer);
    recorder.steps = from;
    writer.start();
    Runtime.getRuntime().addShutdownHook(recorder.hook);
    return recorder;
  }

  @Override
  public void step(Progress progress) {
    steps = progress.step();
    StepRow.of(progress, System.currentTimeMillis()).ifPresent(row -> writer.offer(Points.of(row)));
    long every = StepRow.every(progress.steps());
    if (every > 1 && !sampled) {
      sampled = true;
      messages.accept("Of the %d steps one in %d is recorded.".formatted(progress.steps(), every));
    }
    next.step(progress);
  }

  @Override
  public void epoch(EpochReport report, Checkpoint checkpoint) {
    writer.offer(Points.of(report, Instant.now()));
    next.epoch(report, checkpoint);
  }

  /// Says what came of the training.
  public void finished(RunResult result) {
    List<Point> points = Points.of(result, steps, Instant.now());
    writer.offer(points);
    end(RunStatus.FINISHED, Optional.empty());
  }

  /// Says that the training failed, and why.
  public void failed(String reason) {
    end(RunStatus.FAILED, Optional.of(reason));
  }

  private synchronized void end(RunStatus status, Optional<String> error) {
    if (!ended) {
      ended = true;
      writer.end(status, error);
    }
  }

  /// Waits a few seconds for what is still to be written; a run that was not said to be finished or
  /// failed is interrupted.
  @Override
  public void close() {
    end(RunStatus.INTERRUPTED, Optional.empty());
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // the hook has run, or is running, and does no more than this did
    }
  }
}
