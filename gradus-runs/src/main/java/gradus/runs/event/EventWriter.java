package gradus.runs.event;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/// Appends events to a file of its own. Not for several threads at once.
///
/// A log cannot be renamed into place when it is done, since it is read while it grows; a crash
/// leaves whole records and perhaps a torn last one, which readers take for the end.
public final class EventWriter implements AutoCloseable {

  private final Path file;
  private final OutputStream out;

  private EventWriter(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /// Begins a file in a folder, which is made if there is none, after those that are there. Its
  /// events begin with the file's version and a start at `step`, which takes back what the others
  /// say of this step and later ones.
  public static EventWriter in(Path folder, long step) {
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve(next(EventFile.in(folder)));
      OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
      EventWriter writer = new EventWriter(file, new BufferedOutputStream(out, 1 << 16));
      writer.add(step, new Event.FileVersion(Event.VERSION));
      writer.add(step, new Event.Start());
      writer.flush();
      return writer;
    } catch (IOException e) {
      throw new UncheckedIOException("%s: no event file can be begun there.".formatted(folder), e);
    }
  }

  /// TensorBoard reads the files of a folder in the order of their names, which begin with the
  /// second in which they were begun.
  private static String next(List<Path> earlier) {
    long seconds = System.currentTimeMillis() / 1000;
    for (Path file : earlier) {
      String[] words = file.getFileName().toString().split("\\.", -1);
      if (words.length > 3 && words[3].matches("\\d{10}")) {
        seconds = Math.max(seconds, Long.parseLong(words[3]) + 1);
      }
    }
    return String.format(Locale.ROOT, "events.out.tfevents.%010d.gradus", seconds);
  }

  /// The file.
  public Path file() {
    return file;
  }

  /// Adds an event that happens now.
  public void add(long step, Event.What what) {
    add(new Event(System.currentTimeMillis() / 1000.0, step, what));
  }

  /// Adds an event.
  public void add(Event event) {
    try {
      out.write(Frame.around(EventCodec.encode(event)));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /// Hands all events so far to the system, so that others can read them.
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private UncheckedIOException unwritable(IOException e) {
    return new UncheckedIOException("%s: cannot be written.".formatted(file), e);
  }
}
