package gradus.guide;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Where somebody sits who follows a page: a folder with `./gradus` in it, and a shell.
///
/// `./gradus` is not the launcher, which builds first, but runs the classes under test: at the
/// counter of the room, or, what stays or starts other processes, in a JVM of its own.
final class Desk implements AutoCloseable {

  private static final int PATIENCE_MINUTES = 15;

  private final Path folder;
  private final List<Path> links;
  private final Process shell;
  private final BufferedReader said;

  /// What a command printed on standard output, its exit code, and what it said besides.
  record Said(List<String> lines, int code, String errors) {}

  private Desk(Path folder, List<Path> links, Process shell) {
    this.folder = folder;
    this.links = links;
    this.shell = shell;
    this.said = shell.inputReader(StandardCharsets.UTF_8);
  }

  /// Sits down in an empty room.
  ///
  /// @param alone whether each command gets a JVM of its own, as a user's does
  static Desk in(Room room, Map<String, Path> data, boolean alone) throws IOException {
    Path folder = room.folder();
    List<Path> links = new ArrayList<>();
    for (Map.Entry<String, Path> part : data.entrySet()) {
      links.add(Files.createSymbolicLink(folder.resolve(part.getKey()), part.getValue()));
    }
    ProcessBuilder shell = new ProcessBuilder("sh").directory(folder.toFile());
    shell.redirectError(folder.resolve("errors.txt").toFile());
    Room.settle(shell.environment(), folder);
    Desk desk = new Desk(folder, links, shell.start());
    room.whenGone(desk::breakOff);
    desk.putLauncher(alone ? "" : room.script());
    return desk;
  }

  // The shell writes it, not this process: whoever starts another program meanwhile, as a test
  // beside this one does, takes this process's open files along for a moment, and a file that is
  // open for writing is "busy" and can't be started.
  private void putLauncher(String served) {
    Said said = type("cat > gradus <<'.'\n" + launcher(served) + ".\nchmod +x gradus");
    if (said.code() != 0) {
      throw new IllegalStateException("no launcher: " + said.errors());
    }
  }

  private static String launcher(String served) {
    String java = Room.java();
    String path = "%s' -cp '%s".formatted(Room.modules(), Room.others());
    return String.join(
        "\n",
        "#!/bin/sh",
        "flags='-XX:+UseSerialGC --add-modules" + " jdk.incubator.vector,gradus.cli'",
        "if [ \"$1\" = java ]; then",
        "  shift",
        "  exec '%s' $flags -p '%s' \"$@\"".formatted(java, path),
        "fi",
        served,
        "case $1 in",
        "  summary | data | lint | convert | runs) flags=\"-XX:TieredStopAtLevel=1 $flags\" ;;",
        "esac",
        "exec '%s' -Dgradus.stderr=/dev/fd/3 $flags -p '%s' -m gradus.cli/gradus.cli.Gradus \"$@\" 3>&2 2>>jvm.log"
            .formatted(java, path),
        "");
  }

  /// Puts down a file that a page shows.
  void write(String name, List<String> lines) throws IOException {
    Files.write(folder.resolve(name), lines);
  }

  /// Types a command.
  Said type(String command) {
    String end = "-- end of the command --";
    try {
      Path errors = folder.resolve("errors.txt");
      long before = Files.exists(errors) ? Files.size(errors) : 0;
      var in = shell.outputWriter(StandardCharsets.UTF_8);
      // what is typed next is not for the command to read
      in.write("{ " + command + "\n} </dev/null\n");
      in.write("printf '\\n%s%s\\n' '" + end + "' \"$?\"\n");
      in.flush();
      StringBuilder text = new StringBuilder();
      String line = said.readLine();
      while (line != null && !line.startsWith(end)) {
        text.append(line).append('\n');
        line = said.readLine();
      }
      if (line == null) {
        throw new IllegalStateException("the shell ended in: " + command);
      }
      byte[] all = Files.readAllBytes(errors);
      String errorText =
          new String(all, (int) before, all.length - (int) before, StandardCharsets.UTF_8);
      int code = Integer.parseInt(line.substring(end.length()));
      return new Said(text.toString().stripTrailing().lines().toList(), code, errorText);
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }

  /// Ends all that runs here, for which nothing comes any more.
  private void breakOff() {
    List<ProcessHandle> children = shell.descendants().toList();
    shell.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /// Leaves: what still runs in the background is ended.
  @Override
  public void close() throws IOException {
    List<ProcessHandle> children = shell.descendants().toList();
    children.forEach(ProcessHandle::destroy);
    shell.outputWriter().close();
    shell.onExit().orTimeout(PATIENCE_MINUTES, TimeUnit.MINUTES).join();
    children.forEach(ProcessHandle::destroyForcibly);
    for (Path link : links) {
      Files.delete(link);
    }
  }
}
