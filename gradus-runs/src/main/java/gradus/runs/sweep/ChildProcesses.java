package gradus.runs.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/// Trials as processes of their own; none outlives it. It knows which are running.
public final class ChildProcesses implements TrialRunner, AutoCloseable {

  private final List<String> launcher;
  private final List<String> options;
  private final Set<Process> running = new HashSet<>();
  private boolean closed;

  /// Processes begun by a command.
  ///
  /// @param launcher the command before `train`
  /// @param options what is added at the end
  public ChildProcesses(List<String> launcher, List<String> options) {
    this.launcher = List.copyOf(launcher);
    this.options = List.copyOf(options);
  }

  @Override
  public int run(List<String> arguments, Path log) {
    Process process = start(arguments, log);
    try {
      int code = process.waitFor();
      requireOpen();
      return code;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw stopped();
    } finally {
      process.destroyForcibly();
      synchronized (running) {
        running.remove(process);
      }
    }
  }

  private Process start(List<String> arguments, Path log) {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(arguments);
    command.addAll(options);
    synchronized (running) {
      requireOpen();
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectInput(Redirect.PIPE)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        running.add(process);
        return process;
      } catch (IOException e) {
        throw new UncheckedIOException("%s: cannot be started.".formatted(launcher.getFirst()), e);
      }
    }
  }

  private void requireOpen() {
    synchronized (running) {
      if (closed) {
        throw stopped();
      }
    }
  }

  private static CancellationException stopped() {
    return new CancellationException("the sweep is being stopped");
  }

  /// Ends all processes, whose checkpoints stay; none can be begun any more.
  @Override
  public void close() {
    synchronized (running) {
      closed = true;
      running.forEach(Process::destroyForcibly);
    }
  }
}
