package gradus.runs.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.nn.run.RunFolder;
import gradus.nn.run.Session;
import gradus.nn.train.TrainingListener;
import gradus.runs.store.Metric;
import gradus.runs.store.Point;
import gradus.runs.store.PostgresServer;
import gradus.runs.store.Run;
import gradus.runs.store.RunStatus;
import gradus.runs.store.RunStore;
import gradus.runs.store.StorePlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trainings that are recorded while they run: the same bits, whatever happens to the store.
class RecorderTest {

  @TempDir Path folder;
  private final List<String> messages = new CopyOnWriteArrayList<>();

  private StorePlace place(String name) {
    return new StorePlace.SqliteFile(folder.resolve(name));
  }

  private static Run only(StorePlace place, RunFolder folder) {
    try (RunStore store = RunStore.open(place)) {
      return store.run(folder.identity().id()).orElseThrow();
    }
  }

  private static List<Point> points(StorePlace place, RunFolder folder) {
    try (RunStore store = RunStore.open(place)) {
      return store.points(folder.identity().id());
    }
  }

  private static FolderImport.Outcome imported(StorePlace place, RunFolder folder) {
    try (RunStore store = RunStore.open(place)) {
      return FolderImport.of(folder, store).outcome();
    }
  }

  @Test
  void aRecordedRunIsWhatItsFolderSays() {
    StorePlace place = place("runs.db");
    Session session = Trainings.begin(folder, "run");
    String sha = Trainings.recorded(session, place, TrainingListener.silent(), messages::add);
    assertThat(sha).isEqualTo(Trainings.unrecorded(Trainings.begin(folder, "alone")));
    assertThat(messages).isEmpty();
    Run run = only(place, session.folder());
    assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
    assertThat(run.header().settings())
        .containsEntry("training.learningRate", "0.01")
        .containsEntry("training.optimiser", "adam")
        .containsEntry("data.split", "every:5:0");
    assertThat(run.header().dataDigest()).isEqualTo(session.record().dataDigest());
    assertThat(run.header().folder()).contains(folder.resolve("run"));
    assertThat(run.artefacts()).extracting("name").contains("run.json", "model.safetensors");
    assertThat(run.main().map(Metric::name)).contains("test.accuracy");
    assertThat(run.metrics().get("step.loss").count()).isEqualTo(session.folder().steps().size());
    assertThat(run.metrics().get("train.loss").count()).isEqualTo(Trainings.EPOCHS);
    StorePlace other = place("other.db");
    assertThat(imported(other, session.folder())).isEqualTo(FolderImport.Outcome.ADDED);
    assertAgree(points(other, session.folder()), points(place, session.folder()));
    assertThat(imported(place, session.folder())).isEqualTo(FolderImport.Outcome.UNCHANGED);
    assertThat(imported(other, session.folder())).isEqualTo(FolderImport.Outcome.UNCHANGED);
  }

  private static void assertAgree(List<Point> some, List<Point> others) {
    assertThat(some).isNotEmpty().hasSameSizeAs(others);
    for (int i = 0; i < some.size(); i++) {
      assertThat(some.get(i).agreesWith(others.get(i)))
          .as("%s and %s", some.get(i), others.get(i))
          .isTrue();
    }
  }

  private void assertRepairs(StorePlace place, Session session, String sha) {
    assertThat(sha).isEqualTo(Trainings.unrecorded(Trainings.begin(folder, "alone")));
    assertThat(messages).hasSize(1);
    assertThat(messages.getFirst())
        .contains("the store of runs cannot be reached.")
        .endsWith(
            "The training goes on without a record. `gradus runs import %s` brings it back."
                .formatted(folder.resolve("run")));
    assertThat(imported(place, session.folder())).isNotEqualTo(FolderImport.Outcome.UNCHANGED);
    assertThat(imported(place, session.folder())).isEqualTo(FolderImport.Outcome.UNCHANGED);
    StorePlace fresh = place("fresh.db");
    imported(fresh, session.folder());
    assertAgree(points(place, session.folder()), points(fresh, session.folder()));
    assertThat(only(place, session.folder()).status()).isEqualTo(RunStatus.FINISHED);
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aFileThatVanishesChangesNoBitAndIsSaidOnce() {
    StorePlace place = place("runs.db");
    Session session = Trainings.begin(folder, "run");
    Runnable vanish =
        () -> {
          awaitSteps(place, session);
          try {
            Files.delete(folder.resolve("runs.db"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    String sha = Trainings.recorded(session, place, Trainings.after(2, vanish), messages::add);
    assertRepairs(place, session, sha);
  }

  /// Waits until the recorder has written something.
  private static void awaitSteps(StorePlace place, Session session) {
    String id = session.folder().identity().id();
    for (int i = 0; i < 100; i++) {
      if (place.mayExist()) {
        try (RunStore store = RunStore.open(place)) {
          if (store.run(id).filter(run -> run.metrics().containsKey("step.loss")).isPresent()) {
            return;
          }
        }
      }
      pause(100);
    }
    throw new IllegalStateException("nothing was recorded within ten seconds");
  }

  @Test
  void aServerThatVanishesChangesNoBitAndIsSaidOnce() {
    Session session = Trainings.begin(folder, "run");
    String sha;
    try (PostgresServer server = PostgresServer.startOrSkip()) {
      StorePlace place = server.database();
      Runnable vanish =
          () -> {
            awaitSteps(place, session);
            server.stop();
          };
      sha = Trainings.recorded(session, place, Trainings.after(2, vanish), messages::add);
    }
    assertRepairs(place("instead.db"), session, sha);
  }

  @Test
  void aStoreThatCannotBeOpenedIsSaidOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("runs.db"), "no store\n".repeat(200));
    Session session = Trainings.begin(folder, "run");
    String sha =
        Trainings.recorded(session, place("runs.db"), TrainingListener.silent(), messages::add);
    assertThat(sha).isEqualTo(Trainings.unrecorded(Trainings.begin(folder, "alone")));
    assertThat(messages).hasSize(1);
    assertThat(messages.getFirst()).startsWith(file + ", the database: expected a store of runs,");
  }

  @Test
  void aRunThatFailsAndIsResumedIsOneRun() {
    StorePlace place = place("runs.db");
    Session whole = Trainings.begin(folder, "whole");
    String sha = Trainings.recorded(whole, place, TrainingListener.silent(), messages::add);
    Session stopped = Trainings.begin(folder, "stopped");
    TrainingListener cut =
        Trainings.after(
            2,
            () -> {
              throw new IllegalStateException("power cut");
            });
    assertThatThrownBy(() -> Trainings.recorded(stopped, place, cut, messages::add))
        .hasMessage("power cut");
    Run failed = only(place, stopped.folder());
    assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
    assertThat(failed.error()).contains("power cut");
    Session resumed = Session.resume(folder.resolve("stopped"));
    assertThat(Trainings.recorded(resumed, place, TrainingListener.silent(), messages::add))
        .isEqualTo(sha);
    Run finished = only(place, stopped.folder());
    assertThat(finished.status()).isEqualTo(RunStatus.FINISHED);
    assertThat(finished.error()).isEmpty();
    assertThat(finished.seconds()).isGreaterThan(failed.seconds());
    assertThat(values(place, stopped.folder(), "step.loss"))
        .isEqualTo(values(place, whole.folder(), "step.loss"));
    assertThat(values(place, stopped.folder(), "validation.loss"))
        .isEqualTo(values(place, whole.folder(), "validation.loss"));
    assertThat(imported(place, stopped.folder())).isEqualTo(FolderImport.Outcome.UNCHANGED);
    assertThat(messages).isEmpty();
  }

  private static List<Double> values(StorePlace place, RunFolder folder, String metric) {
    try (RunStore store = RunStore.open(place)) {
      return store.series(folder.identity().id(), metric).stream().map(Point::value).toList();
    }
  }

  @Test
  void aRunWithoutAnEndIsInterrupted() {
    StorePlace place = place("runs.db");
    Session session = Trainings.begin(folder, "run");
    try (Recorder recorder =
        Recorder.of(place, session.folder(), TrainingListener.silent(), messages::add)) {
      assertThat(recorder).isNotNull();
    }
    assertThat(only(place, session.folder()).status()).isEqualTo(RunStatus.INTERRUPTED);
  }

  @Test
  void aRunMovedAsideIsFoundWhereItIsNow() {
    StorePlace place = place("runs.db");
    Session first = Trainings.begin(folder, "run");
    String id = first.folder().identity().id();
    Trainings.recorded(first, place, TrainingListener.silent(), messages::add);
    Trainings.recorded(
        Trainings.begin(folder, "run"), place, TrainingListener.silent(), messages::add);
    try (RunStore store = RunStore.open(place)) {
      assertThat(store.run(id).orElseThrow().header().folder())
          .contains(folder.resolve("run.old1"));
      assertThat(store.find(folder.resolve("run").toString()).id()).isNotEqualTo(id);
    }
  }

  @Test
  void anImportLeavesARunningRunAlone() {
    StorePlace place = place("runs.db");
    Session session = Trainings.begin(folder, "run");
    try (RunStore store = RunStore.open(place)) {
      store.put(Headers.of(session.folder()));
      store.append(
          session.folder().identity().id(), List.of(Point.of("step.loss", 1, 1, 3, Instant.now())));
      assertThat(FolderImport.of(session.folder(), store).outcome())
          .isEqualTo(FolderImport.Outcome.RUNNING);
      store.state(session.folder().identity().id(), RunStatus.INTERRUPTED, 1, Optional.empty());
      assertThat(FolderImport.of(session.folder(), store).outcome())
          .isEqualTo(FolderImport.Outcome.REPAIRED);
      assertThat(store.points(session.folder().identity().id())).isEmpty();
    }
  }
}
