package gradus.cli;

import gradus.nn.data.AtomicFile;
import gradus.nn.data.TextFile;
import gradus.runs.sweep.ChildProcesses;
import gradus.runs.sweep.Outcome;
import gradus.runs.sweep.Sweep;
import gradus.runs.sweep.SweepFolder;
import gradus.runs.sweep.SweepPlan;
import gradus.runs.sweep.SweepResult;
import gradus.runs.sweep.SweepYaml;
import gradus.runs.sweep.Trial;
import gradus.tensor.FormatException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `gradus sweep`.
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description =
        "Trains a network many times over the settings of a YAML file, some trials at once, and"
            + " tells which were good and which settings mattered.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus sweep rates.yaml --processes 2 --memory 2g",
      "  gradus sweep --resume runs/sweep-rates",
      "",
      "A file:",
      "  search: halving          # grid, random or halving",
      "  trials: 9",
      "  objective: validation.accuracy",
      "  train: {network: mlp, data: digits, validation: 0.2, epochs: 9}",
      "  settings:",
      "    lr: {from: 0.0001, to: 0.1, scale: log}",
      "    optimiser: [adam, sgd]"
    })
final class SweepCommand implements Callable<Integer> {

  @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The sweep, in YAML.")
  Optional<Path> file = Optional.empty();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description =
          "The folder of the sweep. Default: runs/sweep-FILE. With the same sweep in it, that goes"
              + " on: finished trials are not made again.")
  Optional<Path> out = Optional.empty();

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "Go on with the sweep in this folder, without a file.")
  Optional<Path> resume = Optional.empty();

  @Option(
      names = "--processes",
      paramLabel = "N",
      description =
          "How many trials at once, each a process. Default: one a processor, if the memory"
              + " allows. The result does not depend on it.")
  int processes;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description =
          "What all processes together may take, such as 512m or 4g. Default: half of the"
              + " machine's.")
  Optional<String> memory = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "The threads of each trial. Default: the processors, shared out.")
  int threads;

  @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
  boolean json;

  @Override
  public Integer call() {
    Screen screen = Screen.standard();
    if (file.isPresent() == resume.isPresent() || (resume.isPresent() && out.isPresent())) {
      throw new IllegalArgumentException(
          "sweep: expected a file, with --out if you like, or --resume DIR, found %s. Give one of the two."
              .formatted(file.isPresent() || out.isPresent() ? "both" : "neither"));
    }
    String text = resume.map(SweepFolder::plan).orElseGet(() -> text(file.orElseThrow()));
    SweepPlan plan =
        SweepYaml.read(
            file.or(() -> resume.map(it -> it.resolve("sweep.yaml"))).get().toString(), text);
    List<Trial> trials = plan.trials();
    trials.forEach(trial -> requireTrainable(plan, trial));
    SweepBudget budget = SweepBudget.of(processes, memory, threads);
    Path place = resume.or(() -> out).orElseGet(() -> folderFor(file.orElseThrow()));
    screen.remark(
        "%d trials in %s, %d at once; each has %d MiB and %d thread%s."
            .formatted(
                trials.size(),
                place,
                budget.processes(),
                budget.heapMebibytes(),
                budget.threads(),
                budget.threads() == 1 ? "" : "s"));
    try (SweepFolder folder = SweepFolder.open(place, text)) {
      SweepResult result = run(plan, folder, budget, told(screen, plan, trials));
      AtomicFile.write(
          place.resolve("report.html"),
          to -> to.write(SweepText.page(result).getBytes(StandardCharsets.UTF_8)));
      if (json) {
        screen.json(SweepText.json(result, folder));
      } else {
        SweepText.lines(result, folder).forEach(screen::say);
      }
      return result.best().isPresent() ? 0 : 1;
    }
  }

  private static SweepResult run(
      SweepPlan plan, SweepFolder folder, SweepBudget budget, Consumer<Outcome> told) {
    List<String> launcher = Relaunch.command(budget.heapMebibytes());
    List<String> options = List.of("--json", "--threads", String.valueOf(budget.threads()));
    try (ChildProcesses children = new ChildProcesses(launcher, options)) {
      Thread end = new Thread(children::close);
      Runtime.getRuntime().addShutdownHook(end);
      try {
        return Sweep.run(plan, folder, children, budget.processes(), told);
      } finally {
        forget(end);
      }
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // the JVM is going down, and the hook with it
    }
  }

  private static Consumer<Outcome> told(Screen screen, SweepPlan plan, List<Trial> trials) {
    AtomicInteger count = new AtomicInteger();
    return outcome -> {
      String end =
          outcome.isDone()
              ? "%s %s after %d epoch%s"
                  .formatted(
                      plan.objective().metric(),
                      Numbers.short4(outcome.value()),
                      outcome.epochs(),
                      outcome.epochs() == 1 ? "" : "s")
              : outcome.status().name().toLowerCase(java.util.Locale.ROOT)
                  + ": "
                  + outcome.message();
      screen.remark(
          "%d: trial %d (%s): %s"
              .formatted(
                  count.incrementAndGet(),
                  outcome.trial(),
                  trials.get(outcome.trial() - 1).text(),
                  end));
    };
  }

  private static void requireTrainable(SweepPlan plan, Trial trial) {
    try {
      Train.require(trial.arguments());
    } catch (IllegalArgumentException | ParameterException refused) {
      throw new IllegalArgumentException(
          "%s, trial %d (%s): %s"
              .formatted(plan.file(), trial.number(), trial.text(), refused.getMessage()),
          refused);
    }
  }

  private static Path folderFor(Path file) {
    String name = String.valueOf(file.getFileName()).replaceAll("\\.ya?ml$", "");
    return Path.of("runs", "sweep-" + name);
  }

  private static String text(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new FormatException(
          file.toString(),
          "the sweep",
          "a YAML file of at most 1 MiB",
          Files.exists(file) ? "something else" : "no such file",
          "Check the spelling; gradus sweep --help shows one.");
    }
    return TextFile.read(file, 1, "Give a sweep in YAML; gradus sweep --help shows one.");
  }
}
