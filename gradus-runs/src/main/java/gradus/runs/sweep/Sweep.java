package gradus.runs.sweep;

import gradus.nn.run.RunFolder;
import gradus.nn.run.RunResult;
import gradus.nn.train.Checkpoint;
import gradus.nn.train.DivergenceException;
import gradus.nn.train.EpochReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Makes the trials of a plan, as many at once as there may be processes.
///
/// What a folder already knows is not made again, and a trial that was interrupted is resumed. The
/// result depends on the plan and the data alone: training gives the same bits however often it is
/// stopped, and a rung of successive halving waits for all its trials.
public final class Sweep {

  private final SweepPlan plan;
  private final SweepFolder folder;
  private final TrialRunner runner;
  private final int processes;
  private final Consumer<Outcome> told;
  private final Map<List<Integer>, Outcome> known = new LinkedHashMap<>();

  private Sweep(
      SweepPlan plan,
      SweepFolder folder,
      TrialRunner runner,
      int processes,
      Consumer<Outcome> told) {
    this.plan = plan;
    this.folder = folder;
    this.runner = runner;
    this.processes = processes;
    this.told = told;
  }

  /// Makes a sweep to its end.
  ///
  /// @param plan what is to be done
  /// @param folder where; what it knows is not made again
  /// @param runner what trains
  /// @param processes how many trials at once
  /// @param told is told each outcome when it is found, by one thread at a time; not those known
  ///   from earlier Throws {@link CancellationException} where the runner is closed meanwhile.
  public static SweepResult run(
      SweepPlan plan,
      SweepFolder folder,
      TrialRunner runner,
      int processes,
      Consumer<Outcome> told) {
    Sweep sweep = new Sweep(plan, folder, runner, processes, told);
    folder.outcomes().stream()
        .filter(Outcome::isFinal)
        .forEach(it -> sweep.known.put(List.of(it.trial(), it.target()), it));
    return sweep.all();
  }

  private SweepResult all() {
    List<Trial> trials = plan.trials();
    List<List<Outcome>> made = new ArrayList<>();
    if (!(plan.search() instanceof Search.Halving halving)) {
      made.add(rung(trials, 0));
      return new SweepResult(plan, trials, made);
    }
    List<Search.Rung> rungs = halving.rungs(plan.epochs());
    List<Trial> going = trials;
    for (int i = 0; i < rungs.size() && !going.isEmpty(); i++) {
      boolean last = i == rungs.size() - 1;
      List<Outcome> outcomes = rung(going, last ? 0 : rungs.get(i).epochs());
      made.add(outcomes);
      if (!last) {
        going = best(outcomes, rungs.get(i + 1).trials(), trials);
      }
    }
    return new SweepResult(plan, trials, made);
  }

  private List<Trial> best(List<Outcome> outcomes, int count, List<Trial> trials) {
    return outcomes.stream()
        .filter(Outcome::isDone)
        .sorted(
            ((Comparator<Outcome>) (a, b) -> plan.objective().compare(a.value(), b.value()))
                .thenComparingInt(Outcome::trial))
        .limit(count)
        .map(outcome -> trials.get(outcome.trial() - 1))
        .sorted(Comparator.comparingInt(Trial::number))
        .toList();
  }

  /// @param stop after how many epochs the trials of this rung stop, 0 for never
  private List<Outcome> rung(List<Trial> trials, int stop) {
    List<Outcome> outcomes = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(processes)) {
      List<Future<Outcome>> futures = new ArrayList<>();
      trials.forEach(trial -> futures.add(pool.submit(() -> make(trial, stop))));
      try {
        for (Future<Outcome> future : futures) {
          outcomes.add(future.get());
        }
      } catch (ExecutionException failed) {
        pool.shutdownNow();
        if (failed.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException("a trial ended in an unforeseen way.", failed.getCause());
      } catch (InterruptedException stopped) {
        pool.shutdownNow();
        Thread.currentThread().interrupt();
        throw new CancellationException("the sweep is being stopped");
      }
    }
    return outcomes;
  }

  private Outcome make(Trial trial, int stop) {
    synchronized (known) {
      Outcome before = known.get(List.of(trial.number(), stop));
      if (before != null) {
        return before;
      }
    }
    Optional<Outcome> standing = standing(trial, stop);
    return record(standing.orElseGet(() -> attempt(trial, stop)));
  }

  private Outcome attempt(Trial trial, int stop) {
    folder.clear(trial.number());
    Path run = folder.run(trial.number());
    List<String> arguments = new ArrayList<>(List.of("train"));
    if (RunFolder.exists(run)) {
      arguments.addAll(List.of("--resume", run.toString()));
    } else {
      arguments.addAll(trial.arguments());
      arguments.addAll(List.of("--out", run.toString()));
    }
    if (stop > 0) {
      arguments.addAll(List.of("--stop-after", String.valueOf(stop)));
    }
    int code = runner.run(arguments, folder.log(trial.number()));
    if (code == 0) {
      return standing(trial, stop).orElseGet(() -> failed(trial, stop, "no result in " + run));
    }
    String said = lastWords(folder.log(trial.number()));
    String message = said.isEmpty() ? "exit code " + code : said;
    return failed(trial, stop, message)
        .as(
            code == 2
                ? Outcome.Status.REFUSED
                : DivergenceException.isToldBy(message)
                    ? Outcome.Status.DIVERGED
                    : Outcome.Status.FAILED);
  }

  private static Outcome failed(Trial trial, int stop, String message) {
    return new Outcome(
        trial.number(), stop, Outcome.Status.FAILED, 0, Double.NaN, Map.of(), message);
  }

  /// The outcome that a run folder holds, if the trial has come so far.
  private Optional<Outcome> standing(Trial trial, int stop) {
    Path run = folder.run(trial.number());
    if (!RunFolder.exists(run)) {
      return Optional.empty();
    }
    RunFolder opened = RunFolder.open(run);
    Optional<RunResult> result = opened.record().result();
    Optional<Checkpoint> checkpoint = opened.checkpoint();
    List<EpochReport> history = checkpoint.map(Checkpoint::history).orElse(List.of());
    if (result.isEmpty() && (stop == 0 || history.size() < stop)) {
      return Optional.empty();
    }
    // a run that has gone on since then is seen as it was then
    boolean beyond = stop > 0 && history.size() > stop;
    List<EpochReport> seen = beyond ? history.subList(0, stop) : history;
    Outcome found =
        new Outcome(
            trial.number(),
            stop,
            Outcome.Status.DONE,
            seen.size(),
            plan.objective().of(seen).orElse(Double.NaN),
            beyond ? Map.of() : result.map(RunResult::test).orElse(Map.of()),
            "");
    return Optional.of(
        Double.isNaN(found.value())
            ? failed(trial, stop, "there is no score " + plan.objective().metric())
                .as(Outcome.Status.REFUSED)
            : found);
  }

  private Outcome record(Outcome outcome) {
    synchronized (known) {
      known.put(List.of(outcome.trial(), outcome.target()), outcome);
      folder.write(List.copyOf(known.values()));
      told.accept(outcome);
    }
    return outcome;
  }

  /// The last sentence that a process said about a failure.
  private static String lastWords(Path log) {
    try {
      if (!Files.exists(log) || Files.size(log) > 16 << 20) {
        return "";
      }
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("gradus: "))
          .reduce((a, b) -> b)
          .map(line -> line.substring("gradus: ".length()))
          .orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException("%s: cannot be read.".formatted(log), e);
    }
  }
}
