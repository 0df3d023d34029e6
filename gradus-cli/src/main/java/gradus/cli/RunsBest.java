package gradus.cli;

import gradus.explain.render.Table;
import gradus.runs.export.RunJson;
import gradus.runs.store.Metric;
import gradus.runs.store.Run;
import gradus.runs.store.RunQuery;
import gradus.runs.store.RunStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `gradus runs best`.
@Command(
    name = "best",
    mixinStandardHelpOptions = true,
    description =
        "The runs with the best values of a metric: the least of losses and errors, else the"
            + " greatest.")
final class RunsBest implements Callable<Integer> {

  @ParentCommand private RunsCommand runs;

  @Option(
      names = "--metric",
      required = true,
      paramLabel = "NAME",
      description =
          "Such as validation.loss; accuracy alone is that of the test part, else of validation,"
              + " else of training.")
  String metric = "";

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description = "Only among runs for which it holds.")
  List<String> where = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  int limit;

  @Override
  public Integer call() {
    Screen screen = Screen.standard();
    try (RunStore store = runs.open()) {
      RunQuery query = RunQuery.best(metric, limit).where(RunsCommand.conditions(where));
      List<Run> best = store.list(query).stream().filter(run -> value(run).isPresent()).toList();
      if (runs.json) {
        screen.json(Map.of("metric", metric, "runs", best.stream().map(this::object).toList()));
      } else if (best.isEmpty()) {
        screen.say("No run has a value of %s.".formatted(metric));
      } else {
        table(best).lines().forEach(screen::say);
      }
    }
    return 0;
  }

  private Optional<Metric> value(Run run) {
    return Stream.of("", "test.", "validation.", "train.")
        .flatMap(part -> Stream.ofNullable(run.metrics().get(part + metric)))
        .findFirst();
  }

  private Map<String, Object> object(Run run) {
    Map<String, Object> object = new LinkedHashMap<>(RunJson.of(run));
    object.put("best", value(run).map(Metric::best).orElse(Double.NaN));
    return object;
  }

  private Table table(List<Run> best) {
    return new Table(
        List.of("id", "name", "data", "metric", "best", "begun"),
        List.of(false, false, false, false, true, false),
        best.stream()
            .map(
                run ->
                    List.of(
                        run.header().shortId(),
                        RunLines.shortened(run.header().name()),
                        RunLines.shortened(run.header().data()),
                        value(run).map(Metric::name).orElse(""),
                        Numbers.short4(value(run).map(Metric::best).orElse(Double.NaN)),
                        RunLines.time(run.header().begun())))
            .toList());
  }
}
