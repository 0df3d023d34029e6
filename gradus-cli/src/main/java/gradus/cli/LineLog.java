package gradus.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A log of lines: a file that grows, standard error, or nowhere.
final class LineLog implements AutoCloseable {

  private final boolean toScreen;
  private final Optional<BufferedWriter> file;

  private LineLog(boolean toScreen, Optional<BufferedWriter> file) {
    this.toScreen = toScreen;
    this.file = file;
  }

  /// A log to a file; `-` is standard error, and nothing is nowhere.
  static LineLog of(String target) {
    if (target.isEmpty() || target.equals("-")) {
      return new LineLog(target.equals("-"), Optional.empty());
    }
    try {
      return new LineLog(
          false,
          Optional.of(
              Files.newBufferedWriter(
                  Path.of(target),
                  StandardCharsets.UTF_8,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.APPEND)));
    } catch (IOException unwritable) {
      throw new IllegalArgumentException(
          "--access-log %s: expected a file that can be written, found %s. Choose another, or - for standard error."
              .formatted(target, unwritable.getClass().getSimpleName()),
          unwritable);
    }
  }

  /// Writes a line; many threads may do so at once.
  synchronized void write(String line) {
    if (toScreen) {
      Screen.standard().remark(line);
    }
    if (file.isPresent()) {
      try {
        file.get().write(line);
        file.get().newLine();
        file.get().flush();
      } catch (IOException full) {
        throw new UncheckedIOException("--access-log: cannot be written", full);
      }
    }
  }

  @Override
  public synchronized void close() {
    if (file.isPresent()) {
      try {
        file.get().close();
      } catch (IOException full) {
        throw new UncheckedIOException("--access-log: cannot be written", full);
      }
    }
  }
}
