package gradus.runs.event;

import gradus.tensor.FormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads event files. They are not trusted: lengths are held against the file before anything is
/// allocated, and every checksum is checked.
public final class EventFile {

  private static final long LARGEST = 1L << 30;
  private static final int LARGEST_RECORD = 256 << 20;

  private EventFile() {}

  /// All events of a file.
  ///
  /// Throws {@link FormatException} where it is damaged or ends within a record.
  public static List<Event> read(Path file) {
    return read(file, false);
  }

  /// The events of a file that may still be written or whose writer was killed: an end within a
  /// record is taken for the end.
  ///
  /// Throws {@link FormatException} where it is damaged.
  public static List<Event> readUnfinished(Path file) {
    return read(file, true);
  }

  /// What the files of a folder say together: each start takes back what was said before of its
  /// step and later ones, as TensorBoard does.
  ///
  /// Throws {@link FormatException} where one is damaged.
  public static List<Event> readFolder(Path folder) {
    List<Event> events = new ArrayList<>();
    for (Path file : in(folder)) {
      for (Event event : readUnfinished(file)) {
        if (event.what() instanceof Event.Start) {
          events.removeIf(old -> old.what() instanceof Event.Summary && old.step() >= event.step());
        }
        events.add(event);
      }
    }
    return events;
  }

  /// The event files of a folder, in the order in which they were begun; none where there is no
  /// folder.
  public static List<Path> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(child -> child.getFileName().toString().contains("tfevents"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("%s: cannot be listed.".formatted(folder), e);
    }
  }

  private static List<Event> read(Path file, boolean mayBeTorn) {
    try (InputStream in = Files.newInputStream(file)) {
      long size = Files.size(file);
      if (size > LARGEST) {
        throw new FormatException(
            file.toString(),
            "the file",
            "at most 1 GiB",
            size + " bytes",
            "Read it with TensorBoard.");
      }
      return new Reading(file, in, size, mayBeTorn).all();
    } catch (IOException e) {
      throw new UncheckedIOException("%s: cannot be read.".formatted(file), e);
    }
  }

  /// A reading in progress: where it is moves on.
  private static final class Reading {
    private final Path file;
    private final InputStream in;
    private final long size;
    private final boolean mayBeTorn;
    private long at;

    Reading(Path file, InputStream in, long size, boolean mayBeTorn) {
      this.file = file;
      this.in = in;
      this.size = size;
      this.mayBeTorn = mayBeTorn;
    }

    List<Event> all() throws IOException {
      List<Event> events = new ArrayList<>();
      while (at < size) {
        if (size - at < Frame.HEAD + Frame.FOOT) {
          return torn(events, Frame.HEAD + Frame.FOOT);
        }
        byte[] head = bytes(Frame.HEAD);
        long length = littleEndian(head).getLong();
        if (Frame.checksum(head, 0, Long.BYTES) != littleEndian(head).getInt(Long.BYTES)) {
          throw damaged("the checksum of a length", "another one");
        }
        if (length < 0 || length > LARGEST_RECORD) {
          throw damaged("a record of at most 256 MiB", Long.toUnsignedString(length) + " bytes");
        }
        if (length > size - at - Frame.HEAD - Frame.FOOT) {
          return torn(events, length + Frame.HEAD + Frame.FOOT);
        }
        byte[] payload = bytes((int) length);
        if (Frame.checksum(payload, 0, payload.length)
            != littleEndian(bytes(Frame.FOOT)).getInt()) {
          throw damaged("the checksum of a record", "another one");
        }
        events.add(EventCodec.decode(payload, file, at));
        at += Frame.HEAD + length + Frame.FOOT;
      }
      return events;
    }

    private List<Event> torn(List<Event> events, long expected) {
      if (mayBeTorn) {
        return events;
      }
      throw damaged(expected + " bytes of a record", "an end after " + (size - at));
    }

    private byte[] bytes(int count) throws IOException {
      byte[] read = in.readNBytes(count);
      if (read.length < count) {
        throw new EOFException("the file became shorter while it was read");
      }
      return read;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private FormatException damaged(String expected, String found) {
      return new FormatException(
          file.toString(),
          "byte " + at,
          expected,
          found,
          "The file is damaged from there on; write it anew.");
    }
  }
}
