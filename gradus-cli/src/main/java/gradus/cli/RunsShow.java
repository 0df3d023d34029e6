package gradus.cli;

import gradus.explain.render.Table;
import gradus.runs.export.RunJson;
import gradus.runs.store.Metric;
import gradus.runs.store.Run;
import gradus.runs.store.RunHeader;
import gradus.runs.store.RunStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `gradus runs show`.
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "All that is known of a run.")
final class RunsShow implements Callable<Integer> {

  @ParentCommand private RunsCommand runs;

  @Parameters(index = "0", paramLabel = "ID", description = "The run.")
  String id = "";

  @Override
  public Integer call() {
    Screen screen = Screen.standard();
    try (RunStore store = runs.open()) {
      Run run = store.find(id);
      if (runs.json) {
        screen.json(RunJson.of(run));
      } else {
        tell(run, screen);
      }
    }
    return 0;
  }

  private static void tell(Run run, Screen screen) {
    RunHeader header = run.header();
    screen.sayStyled("@|bold " + header.name() + "|@");
    screen.say("id        " + run.id());
    screen.say("status    " + run.status().word());
    run.error().ifPresent(error -> screen.say("error     " + error));
    screen.say("begun     " + RunLines.time(header.begun()));
    screen.say("time      " + Numbers.duration(run.seconds()));
    screen.say(
        "folder    " + header.folder().map(Path::toString).orElse("gone, or taken by another run"));
    header.parent().ifPresent(parent -> screen.say("parent    " + parent));
    screen.say("command   gradus " + String.join(" ", header.command()));
    screen.say("digest    " + header.dataDigest());
    run.notes()
        .forEach(
            note ->
                screen.say("note      %s: %s".formatted(RunLines.time(note.at()), note.text())));
    lines(screen, settings(header));
    if (!run.metrics().isEmpty()) {
      lines(screen, metrics(run));
    }
    lines(
        screen,
        new Table(
            List.of("environment", ""),
            List.of(false, false),
            header.environment().entrySet().stream()
                .map(it -> List.of(it.getKey(), it.getValue()))
                .toList()));
    if (!run.artefacts().isEmpty()) {
      lines(
          screen,
          new Table(
              List.of("file", "bytes"),
              List.of(false, true),
              run.artefacts().stream()
                  .map(it -> List.of(it.name(), Numbers.count(it.bytes())))
                  .toList()));
    }
  }

  private static void lines(Screen screen, Table table) {
    screen.say("");
    table.lines().forEach(screen::say);
  }

  private static Table settings(RunHeader header) {
    return new Table(
        List.of("setting", "value"),
        List.of(false, false),
        header.settings().entrySet().stream()
            .filter(it -> !it.getValue().isEmpty())
            .map(it -> List.of(it.getKey(), RunLines.shortened(it.getValue())))
            .toList());
  }

  private static Table metrics(Run run) {
    return new Table(
        List.of("metric", "last", "least", "greatest", "values"),
        List.of(false, true, true, true, true),
        run.metrics().values().stream().map(RunsShow::row).toList());
  }

  private static List<String> row(Metric metric) {
    return List.of(
        metric.name(),
        Numbers.short4(metric.latest()),
        Numbers.short4(metric.least()),
        Numbers.short4(metric.greatest()),
        String.valueOf(metric.count()));
  }
}
