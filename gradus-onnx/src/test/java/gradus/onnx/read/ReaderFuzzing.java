package gradus.onnx.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Looks for files that a reader answers wrongly, with Jazzer, which steers by what each file
/// reaches in the reader.
///
/// Run by `mvn -Pfuzz-readers`. Jazzer finds {@link #fuzzerTestOneInput} by its name, and needs
/// nothing of its own in this source.
public final class ReaderFuzzing {

  private static ReaderTarget target = ReaderTarget.ONNX;
  private static Path folder = Path.of("");

  private ReaderFuzzing() {}

  /// Called by Jazzer once, with the target's name.
  public static void fuzzerInitialize(String[] arguments) throws IOException {
    target = ReaderTarget.valueOf(arguments[0]);
    folder = Files.createTempDirectory("gradus-fuzz");
    // classes are loaded, and changed by Jazzer, before there is a clock
    Path scratch = Files.createDirectories(folder.resolve("seeds"));
    for (byte[] seed : ReaderSeeds.of(target, scratch).values()) {
      target.accept(seed, folder);
    }
  }

  /// Called by Jazzer with every file that it makes up.
  public static void fuzzerTestOneInput(byte[] bytes) {
    target.accept(bytes, folder);
  }

  /// Tries every reader, or those that are named, each in a process of its own.
  ///
  /// @param arguments the folder for what is found, the seconds for each reader, then `all` or
  ///   names
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path out = Path.of(arguments[0]);
    List<String> wanted = Arrays.asList(arguments[2].toUpperCase(Locale.ROOT).split(",", -1));
    List<String> failed = new ArrayList<>();
    for (ReaderTarget one : ReaderTarget.values()) {
      boolean asked = wanted.contains("ALL") || wanted.contains(one.name());
      if (asked && run(one, out, arguments[1]) != 0) {
        failed.add(one.name());
      }
    }
    if (!failed.isEmpty()) {
      System.err.println("Findings in " + failed + ": the files are in " + out.toAbsolutePath());
      System.exit(1);
    }
  }

  private static int run(ReaderTarget one, Path out, String seconds)
      throws IOException, InterruptedException {
    Path found = Files.createDirectories(out.resolve(one.name().toLowerCase(Locale.ROOT)));
    Path corpus = Files.createDirectories(found.resolve("corpus"));
    ReaderSeeds.write(one, corpus);
    System.out.println("==== " + one + ", " + seconds + " s");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx2g",
            "-Djava.awt.headless=true",
            "-XX:+EnableDynamicAgentLoading",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + ReaderFuzzing.class.getName(),
            "--target_args=" + one.name(),
            "--instrumentation_includes=gradus.**:com.google.protobuf.**",
            "--reproducer_path=" + found,
            "-artifact_prefix=" + found + "/",
            "-max_total_time=" + seconds,
            "-timeout=40",
            "-rss_limit_mb=4096",
            "-max_len=65536",
            "-print_final_stats=1",
            corpus.toString());
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
