package gradus.cli;

import gradus.algebra.ContradictionException;
import gradus.nn.train.DivergenceException;
import gradus.runtime.plan.AnomalyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
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
      case UncheckedIOException disk -> command.getErr().println("gradus: " + told(disk));
      default -> {
        command
            .getErr()
            .println("gradus: this is a fault of Gradus; please report it with these lines.");
        failure.printStackTrace(command.getErr());
      }
    }
    return 1;
  }

  /// What failed, why, and what to do about it.
  private static String told(UncheckedIOException disk) {
    String what = String.valueOf(disk.getMessage()).replaceFirst("\\.$", "");
    return switch (Objects.requireNonNull(disk.getCause(), "always given")) {
      case AccessDeniedException _ ->
          "%s, since permission is missing. Change the permissions, or choose another place."
              .formatted(what);
      case NoSuchFileException missing ->
          "%s, since there is no %s. Check the spelling, or make it."
              .formatted(what, missing.getFile());
      case FileAlreadyExistsException taken ->
          "%s, since %s stands where a folder is needed. Choose another place."
              .formatted(what, taken.getFile());
      case FileSystemException system when "Is a directory".equals(system.getReason()) ->
          "%s, since it is a folder. Name a file, such as one in it.".formatted(what);
      case FileSystemException system when system.getReason() != null ->
          "%s: %s. Choose another place.".formatted(what, system.getReason());
      case IOException other -> "%s (%s)".formatted(disk.getMessage(), other);
    };
  }
}
