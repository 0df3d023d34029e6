package gradus.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/// `gradus completion`.
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a script of completions for bash and zsh: source <(gradus completion)")
final class Completion implements Callable<Integer> {

  @Override
  public Integer call() {
    Screen.standard().say(AutoComplete.bash("gradus", Gradus.commandLine()));
    return 0;
  }
}
