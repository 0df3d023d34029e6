package gradus.runtime.plan;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What plans do beside their runs, one thing after the other: it never keeps a process alive.
final class Background {

  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "gradus-warm-up");
            thread.setDaemon(true);
            return thread;
          });

  private Background() {}

  static void run(Runnable task) {
    THREAD.execute(task);
  }
}
