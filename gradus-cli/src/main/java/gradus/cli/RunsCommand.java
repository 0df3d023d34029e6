package gradus.cli;

import gradus.runs.export.RunJson;
import gradus.runs.store.Condition;
import gradus.runs.store.Run;
import gradus.runs.store.RunQuery;
import gradus.runs.store.RunStore;
import gradus.runs.store.StorePlace;
import gradus.tensor.FormatException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `gradus runs`, and the list of its commands.
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    subcommands = {
      RunsShow.class,
      RunsCompare.class,
      RunsBest.class,
      RunsNote.class,
      RunsDelete.class,
      RunsExport.class,
      RunsImport.class
    },
    description = "The trainings that are remembered, newest first.",
    footerHeading = "%nA run is meant by the beginning of its id, or by its folder.%nExamples:%n",
    footer = {
      "  gradus runs --where 'lr>0.001' --where data~mnist --sort -test.accuracy",
      "  gradus runs show 3fa9",
      "  gradus runs compare 3fa9 runs/lenet-digits --html compare.html",
      "  gradus runs best --metric validation.loss",
      "  gradus runs export --format mlflow --out exported",
      "  gradus runs import runs/lenet-digits"
    })
final class RunsCommand implements Callable<Integer> {

  @Option(
      names = "--store",
      scope = ScopeType.INHERIT,
      paramLabel = "PLACE",
      description =
          "A file of SQLite, or jdbc:postgresql://HOST/DATABASE. Default: $$GRADUS_STORE, else"
              + " gradus/runs.db in the folder for data of users.")
  String place = "";

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON object on one line.")
  boolean json;

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description =
          "Only runs for which it holds, such as 'lr>0.001', optimiser=adam, data~mnist,"
              + " test.accuracy>=0.9, begun>2026-11-01; may be given again.")
  List<String> where = List.of();

  @Option(
      names = "--sort",
      paramLabel = "NAME",
      description = "A column, setting or metric; -NAME for the greatest first. Default: -begun.")
  Optional<String> sort = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  int limit;

  @Override
  public Integer call() {
    Screen screen = Screen.standard();
    RunQuery query = RunQuery.newest(limit).sortedBy(sort).where(conditions(where));
    if (!place().mayExist() && place.isEmpty()) {
      tell(screen, List.of());
      return 0;
    }
    try (RunStore store = open()) {
      tell(screen, store.list(query));
    }
    return 0;
  }

  private void tell(Screen screen, List<Run> runs) {
    if (json) {
      screen.json(Map.of("runs", runs.stream().map(RunJson::of).toList()));
    } else if (runs.isEmpty()) {
      screen.say(
          where.isEmpty()
              ? "No runs yet. ./gradus train makes one, ./gradus runs import DIR reads one."
              : "No run for which that holds.");
    } else {
      RunLines.table(runs).lines().forEach(screen::say);
    }
  }

  static List<Condition> conditions(List<String> texts) {
    return texts.stream().map(Condition::parse).toList();
  }

  private StorePlace place() {
    return StoreArguments.place(place);
  }

  /// The store, which must exist; whoever opens it closes it.
  RunStore open() {
    if (!place().mayExist()) {
      throw new FormatException(
          place().toString(),
          "the store",
          "a store of runs",
          "no such file",
          "Train something first, read a folder with `gradus runs import DIR`, or give another"
              + " --store.");
    }
    return RunStore.open(place());
  }

  /// The store, made where there is none.
  RunStore openOrMake() {
    return RunStore.open(place());
  }
}
