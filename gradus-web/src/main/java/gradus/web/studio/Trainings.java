package gradus.web.studio;

import gradus.explain.render.RunReport;
import gradus.nn.run.RunFolder;
import gradus.nn.run.Session;
import gradus.nn.train.Checkpoint;
import gradus.nn.train.EpochReport;
import gradus.nn.train.Progress;
import gradus.nn.train.Trained;
import gradus.nn.train.TrainingListener;
import gradus.runs.record.Recorder;
import gradus.runs.store.RunStatus;
import gradus.runtime.plan.Engine;
import gradus.web.http.HttpProblem;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one training that the page may have under way, on a thread of its own.
///
/// It changes as the training goes on; many threads may ask. A stop ends it between two steps: the
/// folder keeps its last checkpoint, from which `--resume` goes on to the same bits.
final class Trainings implements AutoCloseable {

  private static final long PARTING_MILLIS = 5_000;

  private final StudioOptions options;
  private final Catalogue catalogue;
  private volatile State state = State.IDLE;
  private volatile boolean stopping;
  private @Nullable Thread thread;

  Trainings(StudioOptions options, Catalogue catalogue) {
    this.options = options;
    this.catalogue = catalogue;
  }

  /// How a training stands.
  ///
  /// @param phase `idle`, `preparing`, `training`, `stopping`, `stopped`, `finished` or `failed`
  /// @param run the id of its run, or ""
  /// @param name the name of its folder
  /// @param epoch the epoch under way, from 1
  /// @param epochs how many there will be
  /// @param examples examples seen in this epoch
  /// @param total examples of an epoch
  /// @param loss the mean loss of the epoch so far
  /// @param message what else there is to say
  record State(
      String phase,
      String run,
      String name,
      int epoch,
      int epochs,
      int examples,
      int total,
      double loss,
      String message) {

    static final State IDLE = new State("idle", "", "", 0, 0, 0, 0, 0, "");

    State in(String other, String said) {
      return new State(other, run, name, epoch, epochs, examples, total, loss, said);
    }

    State at(Progress progress, String now) {
      return new State(
          now,
          run,
          name,
          progress.epoch(),
          progress.epochs(),
          progress.examples(),
          progress.total(),
          progress.loss(),
          message);
    }

    boolean active() {
      return phase.equals("preparing") || phase.equals("training") || phase.equals("stopping");
    }
  }

  /// Ends a training between two steps.
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  State state() {
    return state;
  }

  /// Begins a training.
  ///
  /// Throws {@link HttpProblem} 409 where one is under way.
  void begin(TrainingQuestion question) {
    var recipe = question.recipe(catalogue);
    start(
        question.name(),
        () ->
            Session.begin(
                recipe, List.of("gradus", "studio"), options.out().resolve(question.name())));
  }

  /// Goes on with a run that was stopped.
  ///
  /// Throws {@link HttpProblem} 409 where one is under way, and where the run has its result.
  void resume(String run) {
    if (catalogue.run(run).status() == RunStatus.RUNNING) {
      throw new HttpProblem(
          409, "The run: expected one that was stopped, found it running. Wait for it.");
    }
    RunFolder folder = catalogue.folder(run);
    if (folder.record().result().isPresent()) {
      throw new HttpProblem(
          409, "The run: expected one that was stopped, found it finished. Begin another.");
    }
    start(catalogue.run(run).header().name(), () -> Session.resume(folder.path()));
  }

  private synchronized void start(String name, Supplier<Session> session) {
    if (state.active()) {
      throw new HttpProblem(
          409,
          "The studio: expected no training under way, found \"%s\". Stop it first."
              .formatted(state.name()));
    }
    stopping = false;
    state = new State("preparing", "", name, 0, 0, 0, 0, 0, "");
    thread = Thread.ofPlatform().daemon().name("gradus-studio-training").start(() -> run(session));
  }

  private void run(Supplier<Session> begun) {
    try {
      Session session = begun.get();
      state =
          new State("training", session.folder().identity().id(), state.name(), 0, 0, 0, 0, 0, "");
      try (Recorder recorder =
              Recorder.of(options.store(), session.folder(), listener(), this::remark);
          Engine engine = Engine.standard()) {
        train(session, engine, recorder);
      }
    } catch (RuntimeException | OutOfMemoryError failed) {
      state = state.in("failed", String.valueOf(failed.getMessage()));
    }
  }

  private void train(Session session, Engine engine, Recorder recorder) {
    try {
      Trained trained = session.train(engine, false, recorder);
      RunReport.write(session, trained);
      recorder.finished(Session.result(trained));
      state = state.in("finished", state.message());
    } catch (Stopped stopped) {
      boolean kept = session.folder().checkpoint().isPresent();
      state =
          state.in(
              "stopped",
              kept
                  ? "Stopped; it can go on from its last checkpoint."
                  : "Stopped before its first checkpoint; going on begins anew.");
    } catch (RuntimeException failed) {
      recorder.failed(String.valueOf(failed.getMessage()));
      throw failed;
    }
  }

  private void remark(String message) {
    state = state.in(state.phase(), message);
  }

  private TrainingListener listener() {
    return new TrainingListener() {
      @Override
      public void step(Progress progress) {
        if (stopping) {
          throw new Stopped();
        }
        state = state.at(progress, "training");
      }

      @Override
      public void epoch(EpochReport report, Checkpoint checkpoint) {
        if (stopping) {
          throw new Stopped();
        }
      }
    };
  }

  /// Asks the training to stop; nothing where none is under way.
  void stop() {
    if (state.active()) {
      stopping = true;
      state = state.in("stopping", "");
    }
  }

  @Override
  public void close() {
    stop();
    Optional<Thread> working;
    synchronized (this) {
      working = Optional.ofNullable(thread);
    }
    try {
      if (working.isPresent()) {
        working.get().join(PARTING_MILLIS);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
