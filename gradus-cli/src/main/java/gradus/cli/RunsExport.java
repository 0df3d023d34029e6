package gradus.cli;

import gradus.runs.export.RunExport;
import gradus.runs.store.Run;
import gradus.runs.store.RunQuery;
import gradus.runs.store.RunStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `gradus runs export`.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes runs into a new folder as CSV, JSON, or the folders of MLflow.")
final class RunsExport implements Callable<Integer> {

  @ParentCommand private RunsCommand runs;

  @Parameters(
      index = "0..*",
      arity = "0..*",
      paramLabel = "ID",
      description = "The runs. Default: all, or those of --where.")
  List<String> ids = List.of();

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description = "Without ID: only runs for which it holds.")
  List<String> where = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "json",
      description = "csv, json or mlflow. Default: ${DEFAULT-VALUE}.")
  String format = "";

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "A new or empty folder.")
  Path out = Path.of("");

  @Override
  public Integer call() {
    Screen screen = Screen.standard();
    RunExport export = RunExport.named(format);
    try (RunStore store = runs.open()) {
      List<Run> meant =
          ids.isEmpty()
              ? store.list(RunQuery.newest(RunQuery.MOST).where(RunsCommand.conditions(where)))
              : ids.stream().map(store::find).distinct().toList();
      export.write(store, meant, out);
      if (runs.json) {
        screen.json(Map.of("runs", meant.stream().map(Run::id).toList(), "out", out.toString()));
      } else {
        screen.say(
            "%d run%s written to %s.".formatted(meant.size(), meant.size() == 1 ? "" : "s", out));
      }
    }
    return 0;
  }
}
