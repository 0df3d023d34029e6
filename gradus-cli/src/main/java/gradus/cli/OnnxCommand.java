package gradus.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `gradus onnx`, and the list of its commands.
@Command(
    name = "onnx",
    mixinStandardHelpOptions = true,
    subcommands = {OnnxOps.class, OnnxConformance.class},
    description = "What Gradus covers of the Open Neural Network Exchange format.")
final class OnnxCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Screen.standard().say(spec.commandLine().getUsageMessage().stripTrailing());
  }
}
