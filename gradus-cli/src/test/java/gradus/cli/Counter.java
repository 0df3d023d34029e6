package gradus.cli;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/// Where one JVM serves many commands, each as it was typed: a client hands in the arguments, and is
/// handed what the command prints, what it says besides, and its exit code, all through pipes with
/// names. For tests of many commands, which would start a cold JVM for each.
///
/// A request is one text in the pipe: the beginning of the names of the client's pipes (`.out`,
/// `.err`, `.code`), then the arguments, each ended by a NUL.
final class Counter {

  private Counter() {}

  /// Serves until it is ended from outside.
  ///
  /// @param arguments the pipe of requests
  public static void main(String[] arguments) throws IOException {
    Path requests = Path.of(arguments[0]);
    while (Files.exists(requests)) {
      String text;
      try (FileInputStream in = new FileInputStream(requests.toFile())) {
        text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      List<String> words = List.of(text.split("\0", -1));
      serve(words.getFirst(), words.subList(1, words.size() - 1));
    }
  }

  private static void serve(String pipes, List<String> arguments) throws IOException {
    PrintStream before = System.out;
    PrintStream beforeErr = System.err;
    int code;
    try (PrintStream out = stream(pipes + ".out");
        PrintStream err = stream(pipes + ".err")) {
      System.setOut(out);
      System.setErr(err);
      CommandLine line =
          Gradus.commandLine()
              .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
              .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
      code = Gradus.ended(() -> line.execute(arguments.toArray(String[]::new)));
    } finally {
      System.setOut(before);
      System.setErr(beforeErr);
    }
    Files.writeString(Path.of(pipes + ".code"), code + "\n");
  }

  private static PrintStream stream(String pipe) throws IOException {
    return new PrintStream(new FileOutputStream(pipe), true, StandardCharsets.UTF_8);
  }
}
