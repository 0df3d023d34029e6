package gradus.bench.race;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs workloads of the race, each in a process of its own, and prints their lines.
@Command(
    name = "gradus bench",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the workloads of the race and prints a line for each number:",
      Lines.HEADER
    },
    footer = {
      "",
      "Workloads, or all; W1, W4, W6, W7 and W9 alone stand for all of theirs:",
      "  W1.sgd.b32 W1.sgd.b128 W1.adam.b32 W1.adam.b128 W2 W3",
      "  W4.forward W4.train W5 W6.mlp W6.lenet W6.resnet50",
      "  W7.512 W7.1024 W7.2048 W8 W9.vjp W9.forward+vjp",
      "growth stands for training steps whose batch (growth.batch.1 to .1024), image",
      "(growth.side.16 to .256) or depth (growth.depth.2 to .64) doubles."
    })
public final class Race implements Callable<Integer> {

  static final List<String> WORKLOADS =
      List.of(
          "W1.sgd.b32",
          "W1.sgd.b128",
          "W1.adam.b32",
          "W1.adam.b128",
          "W2",
          "W3",
          "W4.forward",
          "W4.train",
          "W5",
          "W6.mlp",
          "W6.lenet",
          "W6.resnet50",
          "W7.512",
          "W7.1024",
          "W7.2048",
          "W8",
          "W9.vjp",
          "W9.forward+vjp");

  static final String COLD = "cold";
  private static final String COLD_START = "W8";
  private static final int STARTS = 7;

  /// A flag that a start is slower by; `./gradus predict` is started without it.
  private static final String ALIGNMENT = "-XX:ObjectAlignmentInBytes=";

  /// Where the launcher says which file of classes it made for the flags of a cold start.
  private static final String CLASSES = "gradus.bench.classes";

  @Parameters(arity = "1..*", paramLabel = "WORKLOAD", description = "Which; all for all.")
  private List<String> wanted = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      description = "1 or 2; both where not given.")
  private List<Integer> threads = List.of(1, 2);

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "The longest that one measurement goes on, ${DEFAULT-VALUE} by default.")
  private double seconds = 4;

  @Option(
      names = "--plots",
      paramLabel = "DIR",
      description = "Draws what growth workloads measured: growth-batch.png, ….")
  private @Nullable Path plots;

  @Option(
      names = "--profile",
      description = "Prints the time of each step and its place under the roofline, too.")
  private boolean profile;

  private Race() {}

  /// Runs the workloads named in the arguments.
  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new Race());
    line.setExecutionExceptionHandler(
        (failure, command, _) -> {
          command.getErr().println("gradus bench: " + failure.getMessage());
          return failure instanceof IllegalArgumentException ? 2 : 1;
        });
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (threads.stream().anyMatch(count -> count < 1 || count > 1024) || !(seconds > 0)) {
      throw new IllegalArgumentException(
          "--threads %s --seconds %s: expected 1 to 1024 threads and more than 0 seconds, found others. Leave both out for 1 and 2 threads and 4 seconds."
              .formatted(threads, seconds));
    }
    List<String> chosen = wanted.stream().flatMap(each -> matching(each).stream()).toList();
    System.out.println(Lines.HEADER);
    List<String> all = new ArrayList<>();
    for (String workload : chosen) {
      if (workload.equals(COLD_START)) {
        coldStarts();
        continue;
      }
      for (int count : threads) {
        List<String> arguments =
            new ArrayList<>(List.of(workload, Integer.toString(count), Double.toString(seconds)));
        if (profile) {
          arguments.add("profile");
        }
        List<String> lines = child(List.of(), arguments);
        lines.forEach(System.out::println);
        all.addAll(lines);
      }
    }
    if (plots != null) {
      GrowthPlots.draw(all, plots);
    }
    return 0;
  }

  private static List<String> matching(String name) {
    List<String> known = new ArrayList<>(WORKLOADS);
    if (!name.equals("all")) {
      known.addAll(Growth.names());
    }
    List<String> found =
        known.stream()
            .filter(each -> name.equals("all") || each.equals(name) || each.startsWith(name + "."))
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: expected one of %s, found another name. Give one of these, all, or growth."
              .formatted(name, String.join(", ", WORKLOADS)));
    }
    return found;
  }

  /// Starts in a fresh process, as the guide tells to start: with a file of the classes, made
  /// before; then without, as on the first day; and the size of the jars on its class path.
  private static void coldStarts() throws IOException, InterruptedException {
    String classes = System.getProperty(CLASSES);
    if (classes != null) {
      List<String> flags = List.of("-XX:SharedArchiveFile=" + classes);
      coldStarts("cold_start", flags).forEach(System.out::println);
      coldStarts("cold_start_without_archive", List.of());
      new Lines(System.out, COLD_START, 0)
          .single("archive", Files.size(Path.of(classes)) * 1e-6, "MB");
    } else {
      coldStarts("cold_start", List.of()).forEach(System.out::println);
    }
    long own = 0;
    long all = 0;
    for (Path jar : jars()) {
      String name = String.valueOf(jar.getFileName());
      long size = Files.size(jar);
      own += name.matches("gradus-(core|runtime|nn)-.*") ? size : 0;
      all += name.matches("(gradus-bench|jmh|picocli|jopt|commons-math).*") ? 0 : size;
    }
    new Lines(System.out, COLD_START, 0).single("own_jars", own * 1e-6, "MB");
    new Lines(System.out, COLD_START, 0).single("jars", all * 1e-6, "MB");
  }

  /// Prints the time of a cold start; the other lines of the last one.
  private static List<String> coldStarts(String metric, List<String> flags)
      throws IOException, InterruptedException {
    List<Double> times = new ArrayList<>();
    List<String> last = List.of();
    for (int i = 0; i < STARTS; i++) {
      last = child(flags, List.of(COLD, Long.toString(nanos(Instant.now()))));
      times.add(Double.parseDouble(last.getFirst().split(" ", -1)[0]));
    }
    times.sort(null);
    double median = Lines.median(times);
    new Lines(System.out, COLD_START, 2).line(metric, median, "s", times.getFirst(), median);
    return last.subList(1, last.size());
  }

  /// Since 1970. The text of an instant would be read by classes that a start otherwise leaves
  /// alone.
  static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  private static List<Path> jars() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String entry :
        System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(path, "*.jar")) {
          inside.forEach(jars::add);
        }
      } else {
        jars.add(path);
      }
    }
    return jars;
  }

  /// The lines that a measurement in a process of its own prints; the process gets this one's
  /// flags.
  private static List<String> child(List<String> flags, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    boolean cold = arguments.getFirst().equals(COLD);
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !cold || !flag.startsWith(ALIGNMENT))
        .forEach(command::add);
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Measured.class.getName());
    command.addAll(arguments);
    Path remarks = Files.createTempFile("gradus-bench", ".log");
    Process process = new ProcessBuilder(command).redirectError(remarks.toFile()).start();
    List<String> lines;
    try (BufferedReader reader =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines = reader.lines().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(
          "%s: expected exit code 0 of the measurement, found %d. Its last words are in %s."
              .formatted(arguments.getFirst(), code, remarks));
    }
    Files.delete(remarks);
    return lines;
  }
}
