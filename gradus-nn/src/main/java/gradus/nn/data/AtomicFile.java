package gradus.nn.data;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// Writes a file whole or not at all: beside its place, synced to the disk, then renamed.
///
/// A failure leaves the old file, or none where there was none. A crash at any moment leaves
/// perhaps a `.part` file beside it, which the next write replaces.
public final class AtomicFile {
  private AtomicFile() {}

  /// What is to be written.
  public interface Body {
    /// Writes it all; the stream is closed by the caller.
    void writeTo(OutputStream out) throws IOException;
  }

  /// Writes the file, making its folder if there is none.
  public static void write(Path file, Body body) {
    Path target = file.toAbsolutePath();
    Path folder = Objects.requireNonNull(target.getParent(), "a file, not the root of a disk");
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      if (Files.isDirectory(target)) {
        throw new FileSystemException(file.toString(), null, "Is a directory");
      }
      Files.createDirectories(folder);
      try (FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        OutputStream out = Channels.newOutputStream(channel);
        body.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncFolder(folder);
    } catch (IOException e) {
      removed(part);
      throw new UncheckedIOException("%s: cannot be written.".formatted(file), e);
    }
  }

  /// Leaves nothing half written; what cannot be removed is replaced by the next write.
  private static void removed(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException _) {
      // the first failure is the one to tell
    }
  }

  /// Makes the renaming itself last; some systems cannot open a folder, and need not.
  private static void syncFolder(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      return;
    }
    try (channel) {
      channel.force(true);
    }
  }
}
