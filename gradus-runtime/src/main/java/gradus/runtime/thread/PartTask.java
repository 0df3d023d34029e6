package gradus.runtime.thread;

/// A task that is cut into numbered parts which do not depend on each other.
@FunctionalInterface
public interface PartTask {

  /// Runs one part; parts may run at the same time on different threads.
  void run(int part);
}
