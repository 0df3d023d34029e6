package gradus.algebra;

import java.util.Optional;
import java.util.concurrent.CancellationException;

/// How much a search may still do: counted, and not timed, so that the answer is the same on any
/// machine and under any load.
///
/// A unit is about what a microsecond does on the machine on which it was measured. It counts down
/// as the search goes on; what is done by those who know of no search, such as the judge of
/// equations, is counted where it is done ({@link #done}) and by every search of the thread. A
/// caller that has no time interrupts the thread: the search then ends with a {@link
/// CancellationException} and has no answer.
public final class Work {

  /// What was done on a thread: one number that grows.
  private static final ThreadLocal<long[]> DONE = ThreadLocal.withInitial(() -> new long[1]);

  private final Optional<Work> whole;
  private final long[] done = DONE.get();
  private long left;

  private Work(Optional<Work> whole, long units) {
    this.whole = whole;
    this.left = Math.min(units, Long.MAX_VALUE - done[0]) + done[0];
  }

  /// Counts units of which no search knows that it asked for them.
  public static void done(long units) {
    DONE.get()[0] += units;
  }

  /// So many units.
  public static Work of(long units) {
    return new Work(Optional.empty(), units);
  }

  /// At most so many of the units that are left; what it spends, this spends too.
  public Work part(long units) {
    return new Work(Optional.of(this), Math.min(units, left - done[0]));
  }

  /// Counts units that were used.
  ///
  /// Throws {@link CancellationException} where the thread is interrupted.
  public void spend(long units) {
    requireWanted();
    left -= units;
    whole.ifPresent(it -> it.spend(units));
  }

  /// Whether nothing is left.
  ///
  /// Throws {@link CancellationException} where the thread is interrupted.
  public boolean isSpent() {
    requireWanted();
    return left <= done[0] || whole.filter(Work::isSpent).isPresent();
  }

  /// Lets work end that nobody wants any more.
  ///
  /// Throws {@link CancellationException} where the thread is interrupted.
  public static void requireWanted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("The search was stopped by its caller.");
    }
  }
}
