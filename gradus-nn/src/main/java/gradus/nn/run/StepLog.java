package gradus.nn.run;

import gradus.nn.data.AtomicFile;
import gradus.nn.train.Progress;
import gradus.tensor.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The file `steps.csv` of a run while it trains; it grows with the steps.
///
/// Rows are gathered and appended about once a second, and synced with each checkpoint. Whoever
/// resumes cuts the rows after the checkpoint, and a last row that was not written whole.
final class StepLog implements AutoCloseable {

  private static final long LIMIT = 64 << 20;
  private static final long FLUSH_MILLIS = 1000;

  private final Path file;
  private final FileChannel channel;
  private final StringBuilder waiting = new StringBuilder();
  private long flushed = System.currentTimeMillis();

  private StepLog(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// Opens the file for the steps after one; what it holds of later ones is cut.
  static StepLog after(Path file, long step) {
    List<StepRow> kept = read(file).stream().filter(row -> row.step() <= step).toList();
    AtomicFile.write(
        file,
        out -> {
          StringBuilder text = new StringBuilder(StepRow.HEADER).append('\n');
          kept.forEach(row -> text.append(row.text()).append('\n'));
          out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        });
    try {
      return new StepLog(file, FileChannel.open(file, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /// The whole rows of a file, up to the first that is torn; none where there is no file.
  ///
  /// Throws {@link FormatException} where it is no file of steps, or longer than one can be.
  static List<StepRow> read(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      if (Files.size(file) > LIMIT) {
        throw damaged(file, "the file", "at most 64 MiB", Files.size(file) + " bytes");
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
      if (!lines.isEmpty() && !lines.getFirst().equals(StepRow.HEADER)) {
        throw damaged(file, "line 1", StepRow.HEADER, "\"" + shortened(lines.getFirst()) + "\"");
      }
      List<StepRow> rows = new ArrayList<>();
      for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
        Optional<StepRow> row = StepRow.parse(line);
        if (row.isEmpty()) {
          return rows;
        }
        rows.add(row.get());
      }
      return rows;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("%s: cannot be read.".formatted(file), unreadable);
    }
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 59) + "…";
  }

  private static FormatException damaged(Path file, String place, String expected, String found) {
    return new FormatException(
        file.toString(), place, expected, found, "Delete the file; the run can do without it.");
  }

  /// Adds a step.
  void add(Progress progress) {
    long now = System.currentTimeMillis();
    StepRow.of(progress, now).ifPresent(row -> waiting.append(row.text()).append('\n'));
    if (now - flushed >= FLUSH_MILLIS) {
      flush();
      flushed = now;
    }
  }

  private void flush() {
    ByteBuffer bytes = ByteBuffer.wrap(waiting.toString().getBytes(StandardCharsets.UTF_8));
    waiting.setLength(0);
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /// Brings all rows to the disk, before the checkpoint that counts on them.
  void sync() {
    flush();
    try {
      channel.force(false);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  @Override
  public void close() {
    try (channel) {
      flush();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static UncheckedIOException unwritable(Path file, IOException e) {
    return new UncheckedIOException("%s: cannot be written.".formatted(file), e);
  }
}
