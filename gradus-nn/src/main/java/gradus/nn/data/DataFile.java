package gradus.nn.data;

import gradus.tensor.FormatException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A file read once from front to back, unpacked where it is gzip, and trusted in nothing.
///
/// Every wish for bytes is held against what the file can still contain before memory is taken, and
/// a damaged file ends in one sentence with its name and the place.
final class DataFile implements Closeable {
  /// The longest array that every JVM can make.
  static final int LONGEST = Integer.MAX_VALUE - 8;

  private static final int GZIP_MAGIC = 0x1F8B;
  // deflate packs at most 258 bytes into two bits, which is 1032 to 1
  private static final long MOST_PACKED = 1032;
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final InputStream in;
  private final long mostBytes;
  private long position;

  private DataFile(String name, InputStream in, long mostBytes) {
    this.name = name;
    this.in = in;
    this.mostBytes = mostBytes;
  }

  /// Opens a plain or gzip file; which it is shows in its first bytes, not in its name.
  static DataFile open(Path file) {
    require(file);
    InputStream in = null;
    try {
      long length = Files.size(file);
      in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
      in.mark(2);
      boolean packed = (in.read() << 8 | in.read()) == GZIP_MAGIC;
      in.reset();
      return packed
          ? new DataFile(file.toString(), unpacked(file, in), length * MOST_PACKED)
          : new DataFile(file.toString(), in, length);
    } catch (IOException e) {
      closeQuietly(in, e);
      throw unreadable(file.toString(), e);
    }
  }

  /// Refuses a path where there is no file to read.
  static void require(Path file) {
    if (!Files.isRegularFile(file)) {
      String found = Files.isDirectory(file) ? "a folder" : "nothing";
      throw new FormatException(
          file.toString(), "the path", "a file", found, "Check the path and its spelling.");
    }
  }

  private static InputStream unpacked(Path file, InputStream in) throws IOException {
    try {
      return new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER);
    } catch (EOFException | ZipException e) {
      throw damagedPacking(file.toString(), "unpacked byte 0", e);
    }
  }

  private static void closeQuietly(
      @org.jspecify.annotations.Nullable InputStream in, IOException first) {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException second) {
      first.addSuppressed(second);
    }
  }

  /// A file inside an archive; its name says both, and `packed` is its length there.
  static DataFile entry(String name, InputStream in, long packed) {
    return new DataFile(name, new BufferedInputStream(in, BUFFER), packed * MOST_PACKED);
  }

  /// The file as errors name it.
  String name() {
    return name;
  }

  /// How many (unpacked) bytes were read.
  long position() {
    return position;
  }

  /// Reads the next byte, or −1 at the end.
  int next() {
    try {
      int value = in.read();
      position += value < 0 ? 0 : 1;
      return value;
    } catch (EOFException | ZipException e) {
      throw damagedPacking(name, "unpacked byte " + position, e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /// Reads exactly `count` bytes; `what` names them in the sentence for a file that ends too soon.
  byte[] exactly(long count, String what) {
    long start = position;
    long most = mostBytes - position;
    if (count > LONGEST) {
      throw new FormatException(
          name,
          "byte " + start,
          "at most %d bytes of %s".formatted(LONGEST, what),
          count + " bytes",
          "Split the file into smaller ones.");
    }
    if (count > most) {
      throw tooShort(start, count, what, "at most %d bytes".formatted(Math.max(0, most)));
    }
    try {
      byte[] bytes = in.readNBytes((int) count);
      position += bytes.length;
      if (bytes.length < count) {
        throw tooShort(start, count, what, bytes.length + " bytes");
      }
      return bytes;
    } catch (EOFException | ZipException e) {
      throw damagedPacking(name, "unpacked byte " + start, e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /// Reads all that is left, at most `limit` bytes.
  byte[] rest(int limit, String what) {
    try {
      byte[] bytes = in.readNBytes(limit);
      position += bytes.length;
      if (bytes.length == limit && in.read() >= 0) {
        throw new FormatException(
            name,
            "byte " + position,
            "at most %d bytes of %s".formatted(limit, what),
            "more",
            "Give a smaller file.");
      }
      return bytes;
    } catch (EOFException | ZipException e) {
      throw damagedPacking(name, "unpacked byte " + position, e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /// Refuses a file that goes on after its last value.
  void requireEnd(String what) {
    long end = position;
    if (next() >= 0) {
      throw new FormatException(
          name,
          "byte " + end,
          "the end of the file after " + what,
          "more bytes",
          "Check that the sizes in the header are right.");
    }
  }

  /// The whole as a stream, for a parser that reads by itself; failures come out as `IOException`.
  InputStream stream() {
    return in;
  }

  private FormatException tooShort(long start, long count, String what, String found) {
    return new FormatException(
        name,
        "byte " + start,
        "%d bytes of %s".formatted(count, what),
        found,
        "The file is cut short or its header is wrong; fetch it again.");
  }

  static FormatException damagedPacking(String name, String place, IOException cause) {
    String found = cause instanceof EOFException ? "its end too early" : "a damaged stream";
    return new FormatException(
        name,
        place,
        "complete packed data",
        found,
        "The file is cut short or damaged; fetch it again.");
  }

  static RuntimeException unreadable(String name, IOException cause) {
    return cause instanceof NoSuchFileException
        ? new FormatException(
            name, "the path", "a file", "nothing", "Check the path and its spelling.")
        : new UncheckedIOException("%s: cannot be read.".formatted(name), cause);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }
}
