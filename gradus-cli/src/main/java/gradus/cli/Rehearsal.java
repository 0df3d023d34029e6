package gradus.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;

/// Runs a few commands whose output nobody sees, so that the JVM notes which classes such commands
/// need. The launcher keeps those for later starts (decision 0037).
final class Rehearsal {

  private static final int FEATURES = 4;

  private Rehearsal() {}

  /// Ends with 0 if each command did.
  ///
  /// @param arguments `plain` for commands without kernels, `vectors` for those with them
  public static void main(String[] arguments) throws IOException {
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    boolean succeeds =
        switch (arguments[0]) {
          case "plain" ->
              runs("--help")
                  && runs("summary", "lenet")
                  && runs("explain", "mlp")
                  && runs("prove", "d/da softplus(a) = sigmoid(a)");
          case "vectors" -> predicts();
          default ->
              throw new IllegalArgumentException(
                  "rehearsal: expected plain or vectors, found \"%s\". Name one of them."
                      .formatted(arguments[0]));
        };
    System.exit(succeeds ? 0 : 1);
  }

  private static boolean predicts() throws IOException {
    Path folder = Files.createTempDirectory("gradus-rehearsal");
    try {
      Path network = folder.resolve("net.yaml");
      Files.writeString(
          network,
          """
          input: [%d]
          layers:
            - linear: 8
            - relu
            - linear: 3
          """
              .formatted(FEATURES));
      Path model = folder.resolve("model");
      String values = String.join(",", Collections.nCopies(FEATURES, "0.5"));
      return runs("convert", network.toString(), "--to", "folder", "--out", model.toString())
          && runs("predict", model.toString(), "--values", values);
    } finally {
      RunsDelete.delete(folder);
    }
  }

  private static boolean runs(String... arguments) {
    return Gradus.commandLine().execute(arguments) == 0;
  }
}
