package gradus.cli;

import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// The command `gradus`, and the list of its commands.
@Command(
    name = "gradus",
    mixinStandardHelpOptions = true,
    versionProvider = Gradus.Version.class,
    subcommands = {
      Train.class,
      SweepCommand.class,
      Evaluate.class,
      Predict.class,
      Serve.class,
      SummaryCommand.class,
      ProfileCommand.class,
      Explain.class,
      Check.class,
      LintCommand.class,
      Convolve.class,
      Losses.class,
      RewriteCommand.class,
      ConvertCommand.class,
      EqualCommand.class,
      AssignmentCommand.class,
      Data.class,
      RunsCommand.class,
      StudioCommand.class,
      Prove.class,
      OnnxCommand.class,
      Completion.class
    },
    description = "Trains and runs neural networks, and shows the mathematics that they use.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all went well",
      "1:something failed on the way",
      "2:the command, a file or an option is wrong, and the message says how to mend it"
    })
public final class Gradus implements Runnable {

  private Gradus() {}

  /// Runs a command and ends with its exit code.
  public static void main(String[] args) {
    StandardError.restore();
    Relaunch.endWithParent();
    System.exit(ended(() -> commandLine().execute(args)));
  }

  /// The exit code of a command, also where memory came to an end.
  static int ended(IntSupplier command) {
    try {
      return command.getAsInt();
    } catch (OutOfMemoryError full) {
      System.err.println(
          "gradus: expected work that fits into the memory of this Java, %d MiB, found more (%s). Give it more: GRADUS_JAVA_OPTS=-Xmx8g, for instance."
              .formatted(Runtime.getRuntime().maxMemory() >> 20, full.getMessage()));
      return 1;
    }
  }

  /// The command line with all its commands.
  static CommandLine commandLine() {
    return new CommandLine(new Gradus())
        .setParameterExceptionHandler(new Misuse())
        .setExecutionExceptionHandler(new Failures());
  }

  @Override
  public void run() {
    Screen screen = Screen.standard();
    screen.sayStyled(
        "@|bold Gradus|@ trains and runs neural networks, and shows the mathematics that they"
            + " use.");
    screen.say("");
    screen.say(
        "  ./gradus train                     train lenet on the built-in digits, in about a"
            + " minute");
    screen.say("  ./gradus train mlp --data csv:FILE your own table; the last column is predicted");
    screen.say("  ./gradus studio                    a page with runs, networks and claims");
    screen.say("  ./gradus serve                     answer over HTTP with the newest run");
    screen.say("  ./gradus summary lenet             a network layer by layer");
    screen.say("  ./gradus data digits               what the data look like");
    screen.say("  ./gradus explain lenet             its gradient, derived step by step");
    screen.say("  ./gradus lint net.yaml             what is probably wrong with your network");
    screen.say("  ./gradus prove \"d/da softplus(a) = sigmoid(a)\"   prove or refute a derivative");
    screen.say("");
    screen.say(
        "  ./gradus --help                    all commands; every command has --help with"
            + " examples");
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
