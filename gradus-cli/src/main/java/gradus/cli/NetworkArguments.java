package gradus.cli;

import gradus.nn.data.TextFile;
import gradus.nn.model.BuiltIn;
import gradus.nn.run.NetworkRecipe;
import gradus.tensor.FormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which network a command works on, and the options of built-in ones.
final class NetworkArguments {

  private static final int MOST_MEBIBYTES = 4;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NETWORK",
      description =
          "mlp, lenet, cnn, conv1d, question4, a YAML file or model.onnx. Default: lenet.")
  String name = "lenet";

  @Option(
      names = "--batch-norm",
      description = "cnn, conv1d: normalise over the batch after each convolution.")
  boolean batchNorm;

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      description = "cnn, conv1d: the probability of dropout before the last layer.")
  double dropout;

  NetworkRecipe recipe() {
    String yaml = isBuiltIn(name) ? "" : text(Path.of(name));
    return new NetworkRecipe(name, yaml, batchNorm, dropout);
  }

  static boolean isBuiltIn(String name) {
    return builtIns().contains(name);
  }

  private static List<String> builtIns() {
    return Arrays.stream(BuiltIn.values())
        .map(network -> network.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static String text(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new FormatException(
          file.toString(),
          "the network",
          builtIns().stream()
              .collect(Collectors.joining(", ", "one of ", ", a YAML file or the folder of a run")),
          instead(file),
          Files.isDirectory(file)
              ? "Name a file in it, or a folder that train or convert wrote."
              : "Check the spelling.");
    }
    String text =
        TextFile.read(
            file,
            MOST_MEBIBYTES,
            "Give a network in YAML: networks are short, and saved as UTF-8.");
    if (text.isBlank()) {
      throw new FormatException(
          file.toString(), "line 1", "a network", "an empty file", "Write input and layers.");
    }
    return text;
  }

  /// What is there in the place of a file.
  private static String instead(Path file) {
    if (Files.isDirectory(file)) {
      return "a folder without a run";
    }
    if (Files.isSymbolicLink(file) && !Files.exists(file)) {
      return "a link that leads nowhere";
    }
    return Files.exists(file) ? "something that is no file" : "no such file";
  }
}
