package gradus.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command `gradus`, and the list of its commands.
@Command(
    name = "gradus",
    mixinStandardHelpOptions = true,
    versionProvider = Gradus.Version.class,
    description = "Trains and runs neural networks, and shows the mathematics that they use.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all went well",
      "1:something failed on the way",
      "2:the command, a file or an option is wrong, and the message says how to mend it"
    })
public final class Gradus implements Runnable {

  @Spec private CommandSpec spec;

  private Gradus() {}

  /// Runs a command and ends with its exit code.
  public static void main(String[] args) {
    StandardError.restore();
    System.exit(new CommandLine(new Gradus()).execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "gradus: expected a command, found none.");
  }

  /// The version of the module, which the build writes into it.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version =
          Gradus.class.getModule().getDescriptor().rawVersion().orElse("of an unknown build");
      return new String[] {"gradus " + version + ", Java " + Runtime.version()};
    }
  }
}
