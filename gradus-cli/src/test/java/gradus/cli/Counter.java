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
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine;

/// Where one JVM serves many commands, each as it was typed: a client hands in the arguments, and
/// is handed what the command prints, what it says besides, and its exit code, all through pipes
/// with names. For tests of many commands, which would start a cold JVM for each.
///
/// A request is one text in the pipe: the names of the client's pipes for standard output, standard
/// error (the same where it led both to one place) and the exit code, then the arguments, each
/// ended by a NUL. A command that leaves something behind which the next could see is told so, with
/// the code {@value #TRACES}.
final class Counter {

  /// The exit code of a command after which something is not as before.
  static final int TRACES = 99;

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
      serve(words.subList(0, 3), words.subList(3, words.size() - 1));
    }
  }

  private static void serve(List<String> pipes, List<String> arguments) throws IOException {
    boolean together = pipes.get(0).equals(pipes.get(1));
    int code;
    try (PrintStream out = stream(pipes.get(0));
        PrintStream err = together ? out : stream(pipes.get(1))) {
      code = ended(out, err, arguments);
    }
    Files.writeString(Path.of(pipes.get(2)), code + "\n");
  }

  private static int ended(PrintStream out, PrintStream err, List<String> arguments) {
    Map<String, String> before = surroundings();
    // libraries set some, and nobody is to find them: each command begins with those of the JVM
    Properties properties = (Properties) System.getProperties().clone();
    PrintStream realOut = System.out;
    PrintStream realErr = System.err;
    System.setOut(out);
    System.setErr(err);
    int code;
    try {
      CommandLine line =
          Gradus.commandLine()
              .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
              .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
      code = Gradus.ended(() -> line.execute(arguments.toArray(String[]::new)));
    } catch (Error fault) {
      fault.printStackTrace(err); // as the JVM itself does, which then ends with 1
      code = 1;
    } finally {
      System.setOut(realOut);
      System.setErr(realErr);
      System.setProperties(properties);
    }
    Map<String, String> after = surroundings();
    if (after.equals(before)) {
      return code;
    }
    Map<String, String> gone = new TreeMap<>(before);
    gone.entrySet().removeAll(after.entrySet());
    after.entrySet().removeAll(before.entrySet());
    err.println("the next command would see: " + gone + " became " + after);
    return TRACES;
  }

  /// What a command finds, and could change for the next one.
  private static Map<String, String> surroundings() {
    Map<String, String> all = new TreeMap<>();
    all.put("locale", Locale.getDefault().toString());
    all.put("handler", String.valueOf(Thread.getDefaultUncaughtExceptionHandler()));
    TreeSet<String> threads = new TreeSet<>();
    Thread.getAllStackTraces().keySet().stream()
        .filter(each -> !each.isDaemon())
        .forEach(each -> threads.add(each.threadId() + " " + each.getName()));
    all.put("threads", threads.toString());
    return all;
  }

  private static PrintStream stream(String pipe) throws IOException {
    return new PrintStream(new FileOutputStream(pipe), true, StandardCharsets.UTF_8);
  }
}
