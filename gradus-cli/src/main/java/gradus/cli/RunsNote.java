package gradus.cli;

import gradus.runs.store.Run;
import gradus.runs.store.RunStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `gradus runs note`.
@Command(
    name = "note",
    mixinStandardHelpOptions = true,
    description = "Adds a note to a run, which `gradus runs show` tells.")
final class RunsNote implements Callable<Integer> {

  @ParentCommand private RunsCommand runs;

  @Parameters(index = "0", paramLabel = "ID", description = "The run.")
  String id = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "The words.")
  List<String> words = List.of();

  @Override
  public Integer call() {
    Screen screen = Screen.standard();
    try (RunStore store = runs.open()) {
      Run run = store.find(id);
      store.note(run.id(), String.join(" ", words));
      if (runs.json) {
        screen.json(Map.of("id", run.id(), "notes", run.notes().size() + 1));
      } else {
        screen.say("Noted for %s (%s).".formatted(run.header().shortId(), run.header().name()));
      }
    }
    return 0;
  }
}
