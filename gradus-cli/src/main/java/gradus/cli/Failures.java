package gradus.cli;

import gradus.algebra.ContradictionException;
import gradus.nn.train.DivergenceException;
import gradus.runtime.plan.AnomalyException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// What failed, in one sentence and with the right exit code: 2 where the user can mend it, 1 where
/// something went wrong on the way.
final class Failures implements IExecutionExceptionHandler {

  /// The exit code of a contradiction inside the engine, which is no answer of any kind.
  static final int CONTRADICTION = 70;

  /// The exit code of a trial whose sweep has ended, as if by SIGTERM.
  static final int ORPHANED = 143;

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    switch (failure) {
      case IllegalArgumentException wrong -> {
        command.getErr().println("gradus: " + wrong.getMessage());
        return 2;
      }
      case DivergenceException diverged ->
          command.getErr().println("gradus: " + diverged.getMessage());
      case AnomalyException anomaly -> command.getErr().println("gradus: " + anomaly.getMessage());
      case ContradictionException contradiction -> {
        command.getErr().println("gradus: " + contradiction.getMessage());
        return CONTRADICTION;
      }
      case CancellationException stopped ->
          command.getErr().println("gradus: " + stopped.getMessage() + ".");
      case UncheckedIOException disk ->
          command
              .getErr()
              .println(
                  "gradus: %s (%s)".formatted(disk.getMessage(), String.valueOf(disk.getCause())));
      default -> {
        command
            .getErr()
            .println("gradus: this is a fault of Gradus; please report it with these lines.");
        failure.printStackTrace(command.getErr());
      }
    }
    return 1;
  }
}
