package gradus.nn.data;

import gradus.tensor.FormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Reads the entries of a zip file in memory; nothing is written to the disk, so names lead
/// nowhere.
final class Archive {
  private static final int MOST_ENTRIES = 1_000_000;

  private Archive() {}

  /// Takes one entry.
  interface Taker {
    void take(String name, DataFile in);
  }

  /// Reads the entries with wanted names, sorted by name.
  static void read(Path file, Predicate<String> wanted, Taker taker) {
    DataFile.require(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MOST_ENTRIES) {
        throw damaged(file, zip.size() + " entries");
      }
      List<ZipEntry> entries = new ArrayList<>();
      zip.stream()
          .filter(entry -> !entry.isDirectory() && wanted.test(entry.getName()))
          .forEach(entries::add);
      entries.sort(Comparator.comparing(ZipEntry::getName));
      for (ZipEntry entry : entries) {
        InputStream in = zip.getInputStream(entry);
        String name = "%s!%s".formatted(file, entry.getName());
        try (DataFile data = DataFile.entry(name, in, Math.max(0, entry.getCompressedSize()))) {
          taker.take(entry.getName(), data);
        }
      }
    } catch (ZipException | EOFException e) {
      throw damaged(file, "other bytes (%s)".formatted(e.getMessage()));
    } catch (IOException e) {
      throw DataFile.unreadable(file.toString(), e);
    }
  }

  private static FormatException damaged(Path file, String found) {
    return new FormatException(
        file.toString(),
        "the archive",
        "a zip file of at most %d entries".formatted(MOST_ENTRIES),
        found,
        "The file is cut short, damaged or of another format; fetch it again.");
  }
}
