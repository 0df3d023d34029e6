package gradus.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A folder for one page after another, and a JVM that stays in it and runs their commands ({@code
/// gradus.cli.Counter}), so that few commands find a cold one.
///
/// Mutable: the folder is emptied for each page.
final class Room implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;

  private final Path folder;
  private final Path pipes;
  private final Process counter;

  private Room(Path folder, Path pipes, Process counter) {
    this.folder = folder;
    this.pipes = pipes;
    this.counter = counter;
  }

  /// Opens a room in a folder that is empty.
  static Room in(Path place) throws IOException {
    Path folder = Files.createDirectory(place.resolve("desk"));
    Path pipes = Files.createDirectory(place.resolve("pipes"));
    run("mkfifo", pipes.resolve("requests").toString());
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(List.of("-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector,gradus.cli"));
    command.addAll(List.of("-p", modules(), "-cp", others()));
    command.add("--patch-module=gradus.cli=" + testClasses());
    command.addAll(List.of("-m", "gradus.cli/gradus.cli.Counter"));
    command.add(pipes.resolve("requests").toString());
    ProcessBuilder counter = new ProcessBuilder(command).directory(folder.toFile());
    settle(counter.environment(), folder);
    counter.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    counter.redirectErrorStream(true).redirectOutput(place.resolve("jvm.log").toFile());
    return new Room(folder, pipes, counter.start());
  }

  /// What a command finds in its environment.
  static void settle(Map<String, String> environment, Path folder) {
    environment.put("NO_COLOR", "1");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("XDG_DATA_HOME", folder.resolve("data-home").toString());
    environment.remove("GRADUS_STORE");
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static String modules() {
    return System.getProperty("jdk.module.path");
  }

  /// What no module names, but a module without a description needs.
  static String others() {
    return System.getProperty("java.class.path");
  }

  private static Path testClasses() {
    URI file = URI.create(Objects.requireNonNull(Room.class.getResource("Room.class")).toString());
    return Path.of(file).getParent().getParent().getParent();
  }

  private static void run(String... command) throws IOException {
    try {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }

  /// The folder in which a page is followed.
  Path folder() {
    return folder;
  }

  /// The lines of a shell script that has its arguments served at the counter.
  ///
  /// The counter stands in the room's folder, has the room's surroundings, and reads nothing: what
  /// is typed elsewhere, or with a store or a key, or reads what is typed (`-`) is not for it, nor
  /// what serves until it is stopped or starts itself again. All that has a JVM of its own.
  String script() throws IOException {
    return """
    case $1 in serve | studio | sweep) served= ;; *) served=yes ;; esac
    [ "$(pwd -P)" = '%s' ] && [ -z "$GRADUS_STORE$GRADUS_API_KEY" ] || served=
    case " $* " in *' - '*) served= ;; esac
    if [ $served ]; then
    p='%s'/$$
    err=$p.err
    [ /dev/fd/1 -ef /dev/fd/2 ] && err=$p.out || mkfifo $p.err
    mkfifo $p.out $p.code
    printf '%%s\\0' $p.out $err $p.code "$@" > '%s'
    cat $p.out &
    [ $err = $p.out ] || cat $p.err >&2 &
    read code < $p.code
    wait
    rm -f $p.out $p.err $p.code
    exit $code
    fi
    """
        .formatted(folder.toRealPath(), pipes, pipes.resolve("requests"));
  }

  /// Has something done where the counter ends of itself, so that nobody waits for it.
  void whenGone(Runnable action) {
    var _ = counter.onExit().thenRun(action);
  }

  /// Empties the folder.
  void clear() throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, IOException failed)
              throws IOException {
            if (!each.equals(folder)) {
              Files.delete(each);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() {
    counter.destroy();
    counter.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    try {
      clear();
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }
}
