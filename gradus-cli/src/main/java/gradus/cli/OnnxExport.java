package gradus.cli;

import gradus.nn.data.Preparation;
import gradus.nn.data.Standardiser;
import gradus.nn.rewrite.Model;
import gradus.onnx.write.OnnxWriter;
import gradus.onnx.write.WriteOptions;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// How `gradus convert` writes ONNX.
final class OnnxExport {

  @Option(
      names = "--opset",
      paramLabel = "N",
      description = "onnx: the version of the operators, 13 to 27. Default: 21.")
  int opset = WriteOptions.OPSET;

  @Option(
      names = "--probabilities",
      description = "onnx: the file ends in probabilities instead of logits.")
  boolean probabilities;

  @Option(
      names = "--preprocessing",
      description = "onnx: the file standardises examples, and restores real targets, by itself.")
  boolean preprocessing;

  @Option(
      names = "--external-data",
      description =
          "onnx: the parameters stand in a file beside the model, as those of more than 2 GB always"
              + " do.")
  boolean externalData;

  /// Writes the file and says what it is.
  void write(Path out, String origin, Model model, Preparation preparation) {
    WriteOptions options =
        WriteOptions.standard().withOpset(opset).withOrigin("Gradus: " + origin + ".");
    if (probabilities) {
      options = options.withProbabilities(model.head());
    }
    if (preprocessing) {
      options = options.withPreparation(preparation);
    }
    if (externalData) {
      options = options.withExternalData();
    }
    String told = OnnxWriter.write(out, model.network(), model.values(), options);
    Screen screen = Screen.standard();
    screen.say("written     " + out + ", opset " + opset);
    told.lines().forEach(line -> screen.say("            " + line));
    if (!preprocessing && changes(preparation)) {
      screen.say(
          "            Outside: examples are to be standardised, real targets restored, as run.json"
              + " says; --preprocessing puts that into the file.");
    }
  }

  private static boolean changes(Preparation preparation) {
    Standardiser.Moments none = Standardiser.IDENTITY.moments();
    return !preparation.features().moments().equals(none)
        || !preparation.targets().moments().equals(none);
  }
}
