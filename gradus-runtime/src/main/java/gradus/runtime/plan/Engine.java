package gradus.runtime.plan;

import gradus.runtime.kernel.Kernels;
import gradus.runtime.thread.Team;

/// What runs plans: kernels and a team of threads.
///
/// An engine serves one running plan at a time. Results do not depend on which kernels or how many
/// threads it has.
public final class Engine implements AutoCloseable {

  private final Kernels kernels;
  private final Team team;

  private Engine(Kernels kernels, Team team) {
    this.kernels = kernels;
    this.team = team;
  }

  /// An engine of these kernels with `threads` threads, the caller's among them.
  public static Engine of(Kernels kernels, int threads) {
    return new Engine(kernels, Team.of(threads));
  }

  /// The kernels of this process with a thread for each processor.
  public static Engine standard() {
    return of(Kernels.chosen(), Runtime.getRuntime().availableProcessors());
  }

  /// The kernels that steps call.
  public Kernels kernels() {
    return kernels;
  }

  /// The number of threads, the caller's included.
  public int threads() {
    return team.threads();
  }

  Team team() {
    return team;
  }

  /// Ends the threads; plans of this engine can no longer run.
  @Override
  public void close() {
    team.close();
  }
}
