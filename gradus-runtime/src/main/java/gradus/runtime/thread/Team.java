package gradus.runtime.thread;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A fixed number of threads, the caller among them, that run the parts of one task at a time.
///
/// Part `p` of `parts` always belongs to the same member: each member owns a contiguous block of
/// parts. Waiting members spin for about a millisecond and then park. After construction nothing is
/// allocated, unless a part fails. With one thread there is no worker, and `run` is a plain loop.
///
/// A team serves one caller at a time: a second caller, or a part that calls `run` of its own team,
/// gets an `IllegalStateException`. Memory: what the caller wrote before `run` is seen by every
/// part, and what the parts wrote is seen by the caller after `run`.
public final class Team implements AutoCloseable {

  // a pause takes some 20 to 50 ns: spin for about a millisecond, which outlasts the stretches of a
  // step that one thread runs alone; waking a parked thread between them cost more than they took
  static final int SPINS = 30_000;

  private final Worker[] workers;
  private final AtomicBoolean busy = new AtomicBoolean();
  private int parts;
  private PartTask task = part -> {};
  private volatile int round;
  private volatile boolean closed;
  private volatile @Nullable Thread waiting;

  private Team(int threads) {
    workers = new Worker[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1);
    }
  }

  /// A team of `threads` members, of which one is whoever calls `run`.
  public static Team of(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "Team.of(%d): expected at least 1 thread, found %d. Pass 1 to run on the caller alone."
              .formatted(threads, threads));
    }
    Team team = new Team(threads);
    for (Worker worker : team.workers) {
      worker.thread.start();
    }
    return team;
  }

  /// The number of members, the caller included.
  public int threads() {
    return workers.length + 1;
  }

  /// Runs the parts `0` to `parts − 1` and returns when all have ended.
  ///
  /// Throws, after all parts have ended, what the failing part of the lowest number threw; what
  /// other members threw is attached as suppressed.
  public void run(int parts, PartTask task) {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "Team.run: expected one caller at a time, found a second call while a task runs. "
              + "Give each caller a team of its own, and do not call run from within a part.");
    }
    try {
      if (closed) {
        throw new IllegalStateException(
            "Team.run: expected an open team, found a closed one. Create a new one with Team.of.");
      }
      if (workers.length == 0 || parts <= 1) {
        rethrow(runBlock(task, 0, parts));
      } else {
        runTogether(parts, task);
      }
    } finally {
      busy.set(false);
    }
  }

  private void runTogether(int parts, PartTask task) {
    this.parts = parts;
    this.task = task;
    int now = round + 1;
    round = now;
    for (Worker worker : workers) {
      if (worker.parked) {
        LockSupport.unpark(worker.thread);
      }
    }
    Throwable failure = runBlock(task, 0, Partition.start(parts, 1, threads()));
    for (Worker worker : workers) {
      awaitDone(worker, now);
    }
    for (Worker worker : workers) {
      failure = merge(failure, worker.failure);
      worker.failure = null;
    }
    rethrow(failure);
  }

  private void awaitDone(Worker worker, int now) {
    for (int spin = 0; spin < SPINS; spin++) {
      if (worker.done == now) {
        return;
      }
      Thread.onSpinWait();
    }
    waiting = Thread.currentThread();
    while (worker.done != now) {
      LockSupport.park(this);
    }
    waiting = null;
  }

  private static @Nullable Throwable runBlock(PartTask task, int from, int to) {
    Throwable failure = null;
    for (int part = from; part < to; part++) {
      try {
        task.run(part);
      } catch (Throwable thrown) { // every part ends before anything is reported
        failure = merge(failure, thrown);
      }
    }
    return failure;
  }

  private static @Nullable Throwable merge(@Nullable Throwable first, @Nullable Throwable next) {
    if (first == null) {
      return next;
    }
    if (next != null && !next.equals(first)) {
      first.addSuppressed(next);
    }
    return first;
  }

  private static void rethrow(@Nullable Throwable failure) {
    switch (failure) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      case Throwable thrown -> throw new IllegalStateException("a part threw", thrown);
    }
  }

  /// Ends the workers; what runs is not interrupted. A closed team runs nothing more.
  @Override
  public void close() {
    closed = true;
    for (Worker worker : workers) {
      LockSupport.unpark(worker.thread);
    }
  }

  /// One worker; `done` is the number of the last round that it has ended.
  private final class Worker implements Runnable {
    private final int index;
    private final Thread thread;
    private volatile boolean parked;
    private volatile int done;
    private @Nullable Throwable failure;

    Worker(int index) {
      this.index = index;
      thread = new Thread(this, "gradus-team-" + index);
      thread.setDaemon(true);
    }

    @Override
    public void run() {
      int last = 0;
      while (awaitRound(last)) {
        last++;
        int all = parts;
        int members = threads();
        failure =
            runBlock(
                task,
                Partition.start(all, index, members),
                Partition.start(all, index + 1, members));
        done = last;
        Thread caller = waiting;
        if (caller != null) {
          LockSupport.unpark(caller);
        }
      }
    }

    private boolean awaitRound(int last) {
      for (int spin = 0; spin < SPINS && !closed; spin++) {
        if (round != last) {
          return true;
        }
        Thread.onSpinWait();
      }
      parked = true;
      while (round == last && !closed) {
        LockSupport.park(Team.this);
      }
      parked = false;
      return round != last;
    }
  }
}
