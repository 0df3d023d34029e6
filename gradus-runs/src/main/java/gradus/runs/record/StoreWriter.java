package gradus.runs.record;

import gradus.runs.store.Artefact;
import gradus.runs.store.Point;
import gradus.runs.store.Run;
import gradus.runs.store.RunStatus;
import gradus.runs.store.RunStore;
import gradus.runs.store.StorePlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The thread that writes points of one run into a store, in batches.
///
/// Whoever offers points never waits: where the queue is full they are dropped. After a failure the
/// thread ends, and what is offered is dropped.
final class StoreWriter {

  /// How many batches of points wait at most: some seconds of a fast training.
  static final int QUEUE = 4096;

  private static final int BATCH = 2000;
  private static final long PAUSE_MILLIS = 500;
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

  /// How long the end waits for what is still to be written.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final StorePlace place;
  private final String id;
  private final Consumer<String> loss;
  private final Consumer<RunStore> beginning;
  private final Supplier<List<Artefact>> artefacts;
  private final Duration patience;
  private final BlockingQueue<List<Point>> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;
  private final long begun = System.nanoTime();
  private volatile @Nullable End end;
  private volatile boolean broken;
  private boolean told;
  private double before;

  /// How a run ended, and when.
  private record End(RunStatus status, Optional<String> error, double seconds) {}

  /// A writer that has not started.
  ///
  /// @param place the store
  /// @param id the run
  /// @param loss what is told once if something was not written
  /// @param beginning brings the store to where the run begins or goes on
  /// @param artefacts the run's files, asked at the end
  /// @param patience how long {@link #end} waits at most
  StoreWriter(
      StorePlace place,
      String id,
      Consumer<String> loss,
      Consumer<RunStore> beginning,
      Supplier<List<Artefact>> artefacts,
      Duration patience) {
    this.patience = patience;
    this.place = place;
    this.id = id;
    this.loss = loss;
    this.beginning = beginning;
    this.artefacts = artefacts;
    this.thread = new Thread(this::run, "gradus-run-store");
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /// Offers points, which are written later or dropped.
  void offer(List<Point> points) {
    if (broken || !queue.offer(points)) {
      dropped.addAndGet(points.size());
    }
  }

  /// How many offers wait to be written.
  int waiting() {
    return queue.size();
  }

  /// How many points were dropped.
  long dropped() {
    return dropped.get();
  }

  /// Ends the record, and waits a few seconds for what is still to be written.
  void end(RunStatus status, Optional<String> error) {
    end = new End(status, error, seconds());
    wake();
    try {
      thread.join(patience);
      if (thread.isAlive()) {
        tell(place + ": the store of runs is too slow; the record of this run is not whole.");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// Lets the thread look up at once; if the queue is full, it does so anyway.
  private void wake() {
    if (queue.isEmpty()) {
      offer(List.of());
    }
  }

  private double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  private void run() {
    try (RunStore store = RunStore.open(place)) {
      beginning.accept(store);
      before = store.run(id).map(Run::seconds).orElse(0.0);
      store.state(id, RunStatus.RUNNING, before, Optional.empty());
      write(store);
    } catch (RuntimeException | Error failed) {
      broken = true;
      queue.clear();
      tell(
          String.valueOf(failed.getMessage())
              + reason(failed)
              + " The training goes on without a record.");
      return;
    }
    if (dropped.get() > 0) {
      tell(place + ": the store of runs was too slow; the record of this run is not whole.");
    }
  }

  private static String reason(Throwable failed) {
    return failed.getCause() == null ? "" : " (" + failed.getCause().getMessage() + ")";
  }

  private void write(RunStore store) {
    long lastSign = System.nanoTime();
    while (true) {
      End last = end; // read before the queue is emptied, so that nothing offered earlier is missed
      List<Point> batch = drain(last == null);
      if (!batch.isEmpty()) {
        store.append(id, batch);
      }
      if (last != null && queue.isEmpty()) {
        store.state(id, last.status(), before + last.seconds(), last.error());
        store.artefacts(id, artefacts.get());
        return;
      }
      if (System.nanoTime() - lastSign > SIGN_OF_LIFE.toNanos()) {
        store.state(id, RunStatus.RUNNING, before + seconds(), Optional.empty());
        lastSign = System.nanoTime();
      }
    }
  }

  /// What waits in the queue, after a pause in which more may come.
  private List<Point> drain(boolean patient) {
    List<List<Point>> waiting = new ArrayList<>();
    try {
      if (patient) {
        List<Point> first = queue.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          waiting.add(first);
          pause();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    queue.drainTo(waiting, BATCH);
    return waiting.stream().flatMap(List::stream).toList();
  }

  private void pause() throws InterruptedException {
    for (int i = 0; i < 10 && end == null; i++) {
      Thread.sleep(PAUSE_MILLIS / 10);
    }
  }

  private synchronized void tell(String message) {
    if (!told) {
      told = true;
      loss.accept(message);
    }
  }
}
