package gradus.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A checkout in miniature: the real launcher, with a Maven and Javas that only say how they were
/// called. The usual folders of Javas and the programs that the launcher may use lie below the
/// temporary folder, so that nothing of the machine is seen.
final class Checkout {

  private static final List<String> PROGRAMS =
      List.of(
          "cat",
          "date",
          "dirname",
          "find",
          "grep",
          "head",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sh",
          "sleep",
          "tail");

  /// What a start ended with, and what it wrote.
  record Outcome(int exit, String out, String err) {}

  final Path folder;
  final Path project;
  private final Path programs;
  private final Map<String, String> environment = new HashMap<>();

  Checkout(Path folder) throws IOException {
    this.folder = folder;
    project = folder.resolve("a project");
    programs = Files.createDirectories(folder.resolve("programs"));
    for (String program : PROGRAMS) {
      Path real =
          Stream.of("/usr/bin", "/bin")
              .map(it -> Path.of(it, program))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      script(programs.resolve(program), "#!/bin/sh\nexec " + real + " \"$@\"\n");
    }
    environment.put("PATH", programs.toString());
    environment.put("HOME", folder.resolve("home").toString());
    environment.put("MACHINE", folder.toString());
    Files.createDirectories(source().getParent());
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    Files.writeString(project.resolve("gradus-cli/pom.xml"), "<project/>");
    Files.writeString(source(), "class A {}");
    Path launcher = Path.of("").toAbsolutePath().resolveSibling("gradus");
    String text =
        Files.readString(launcher).replaceAll(" /(usr|opt|Library)/", " \"\\$MACHINE\"/$1/");
    script(project.resolve("gradus"), text);
    maven("exit 0");
  }

  /// The one source file.
  Path source() {
    return project.resolve("gradus-cli/src/main/java/A.java");
  }

  Checkout with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /// Puts a Java below the temporary folder that says its version, its arguments, and ends with 7
  /// if the first argument of the command is `fail`. Asked to keep classes it notes that, and makes
  /// the file, unless {@link #keepsNothing} was called.
  Path java(String home, String version, String... tools) throws IOException {
    Path java = folder.resolve(home);
    Files.createDirectories(java.resolve("bin"));
    Files.writeString(
        java.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    String say = "#!/bin/sh\necho \"java " + version + "\"\nfor it; do echo \"<$it>\"; done\n";
    String keep =
        """
        if [ "$1" = -Xshare:dump ]; then
          echo "$*" >>"$MACHINE/kept"
          [ ! -e "$MACHINE/keeps-nothing" ] || exit 1
          for it; do
            case $it in
              -XX:SharedArchiveFile=*) echo kept >"${it#*=}" ;;
            esac
          done
        fi
        """;
    String fail = "case \" $* \" in *\" fail \"*) exit 7 ;; esac\n";
    script(java.resolve("bin/java"), say + keep + fail);
    for (String tool : tools) {
      script(java.resolve("bin").resolve(tool), "#!/bin/sh\n");
    }
    return java;
  }

  /// Replaces Maven: it notes that it was called, does what is given, and makes the folder of jars.
  void maven(String lines) throws IOException {
    String text =
        """
        #!/bin/sh
        echo "$JAVA_HOME" >>"$MACHINE/builds"
        %s || exit 1
        for it; do
          case $it in
            -Dlaunch.lib=*) mkdir -p "${it#-Dlaunch.lib=}" ;;
          esac
        done
        """;
    script(programs.resolve("mvn"), text.formatted("(" + lines + ")"));
  }

  void noMaven() throws IOException {
    Files.delete(programs.resolve("mvn"));
  }

  /// How often Maven was called.
  int builds() throws IOException {
    return lines("builds");
  }

  /// How often a Java was asked to keep classes.
  int kept() throws IOException {
    return lines("kept");
  }

  /// From now on Javas fail to keep classes.
  void keepsNothing() throws IOException {
    Files.createFile(folder.resolve("keeps-nothing"));
  }

  private int lines(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  /// Makes a file or folder look as if it had been changed after the last build.
  static void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
  }

  /// Starts the launcher as a user would and waits for it.
  Outcome start(String... arguments) throws IOException, InterruptedException {
    return startAs(project.resolve("gradus"), folder, arguments);
  }

  Outcome startAs(Path launcher, Path in, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    Process process = process(launcher, in, out, err, arguments);
    int exit = process.waitFor();
    return new Outcome(exit, Files.readString(out), Files.readString(err));
  }

  Process process(Path launcher, Path in, Path out, Path err, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
  }
}
