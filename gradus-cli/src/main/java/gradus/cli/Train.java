package gradus.cli;

import gradus.explain.lint.Finding;
import gradus.explain.lint.FrozenAtStart;
import gradus.explain.lint.Lint;
import gradus.explain.lint.Place;
import gradus.explain.render.RunReport;
import gradus.nn.loss.Head;
import gradus.nn.rewrite.Model;
import gradus.nn.run.FineTuning;
import gradus.nn.run.NetworkRecipe;
import gradus.nn.run.Recipe;
import gradus.nn.run.RunFolder;
import gradus.nn.run.RunResult;
import gradus.nn.run.Session;
import gradus.nn.train.Trained;
import gradus.nn.train.TrainingListener;
import gradus.runs.event.TrainingEvents;
import gradus.runs.record.Recorder;
import gradus.runs.store.StorePlace;
import gradus.runtime.plan.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gradus train`.
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description =
        "Trains a network and writes a folder with the model, its metrics and a report. Without"
            + " arguments: lenet on the built-in digits.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus train",
      "  gradus train lenet --data mnist:mnist --epochs 5 --seed 1 --out runs/mnist",
      "  gradus train mlp --data csv:iris.csv --label species --split 0.8",
      "  gradus train net.yaml --data images:photos --size 32x32 --augment --validation 0.1",
      "  gradus train --resume runs/mnist"
    })
final class Train implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private NetworkArguments network;
  @Mixin private DataArguments data;
  @Mixin private TrainingArguments training;
  @Mixin private EngineArguments engine;
  @Mixin private StoreArguments store;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description =
          "The folder of the run. Default: runs/NETWORK-DATA; an earlier run there is moved aside.")
  Optional<Path> out = Optional.empty();

  @Option(
      names = "--train-only",
      split = ",",
      paramLabel = "LAYER",
      description =
          "Of a trained model (the folder of a run, or model.onnx): all other layers are frozen.")
  List<String> only = List.of();

  @Option(
      names = "--input",
      paramLabel = "AxBxC|NAME=A,…",
      description = "Of model.onnx: shapes and lengths that it leaves open, as ids=128,mask=128.")
  String input = "";

  @Option(
      names = "--new-head",
      description = "Of a trained model: the last dense layer begins anew, as the data ask for.")
  boolean newHead;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Go on with the run in this folder, to the same bits as if it had never stopped; its"
              + " settings come from the folder. A finished run tells its result again.")
  Optional<Path> resume = Optional.empty();

  @Option(
      names = "--detect-anomaly",
      description = "Stop at the first operation that makes a value that is not finite (slower).")
  boolean detectAnomaly;

  @Option(
      names = "--stop-after",
      paramLabel = "N",
      description =
          "Stop when N epochs are made, to go on later with --resume; the schedule stays that of"
              + " --epochs.")
  int stopAfter;

  @Option(
      names = "--tensorboard",
      paramLabel = "DIR",
      description =
          "Write event files for TensorBoard there: scores, how weights and gradients are spread,"
              + " images, the graph. No bit of the result depends on it.")
  Optional<Path> tensorboard = Optional.empty();

  @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
  boolean json;

  @Override
  public Integer call() {
    Screen screen = Screen.standard();
    if (stopAfter < 0) {
      throw new IllegalArgumentException(
          "--stop-after %d: expected 1 or more epochs, found %d. Leave it out to train to the end."
              .formatted(stopAfter, stopAfter));
    }
    if (resume.isPresent()) {
      RunFolder folder = RunFolder.open(resume.get());
      Optional<RunResult> result = folder.record().result();
      if (result.isPresent()) {
        screen.remark("The run in %s is finished; this is its result.".formatted(resume.get()));
        Results.tell(screen, folder.record(), result.get(), resume.get(), json);
        return 0;
      }
    }
    Optional<StorePlace> place = store.place();
    Session session = resume.map(Session::resume).orElseGet(this::begin);
    try (Engine computing = engine.engine()) {
      return train(session, computing, place, screen);
    }
  }

  /// Refuses arguments of which no training can be made, as far as they show it without the data.
  static void require(List<String> arguments) {
    Train train = new Train();
    new CommandLine(train).parseArgs(arguments.toArray(String[]::new));
    train.training.recipe().buildOptimiser();
    train.training.recipe().buildSettings(false);
    if (!NetworkChoice.named(train.network.name).isTrained()) {
      train.network.recipe();
    }
  }

  private Session begin() {
    NetworkChoice choice = NetworkChoice.named(network.name, input);
    boolean trained = choice.isTrained();
    if (!trained && (newHead || !only.isEmpty())) {
      throw new IllegalArgumentException(
          "train %s: expected a trained model with --train-only and --new-head, found a network without values. Give the folder of a run, or model.onnx."
              .formatted(network.name));
    }
    NetworkRecipe own = trained ? new NetworkRecipe(network.name, "", false, 0) : network.recipe();
    Recipe recipe = new Recipe(data.recipe(training.seed), own, training.recipe());
    List<String> command =
        spec.commandLine().getParseResult().originalArgs().stream()
            .map(StorePlace::redacted)
            .toList();
    if (trained) {
      return Session.begin(
          recipe,
          command,
          out.orElseGet(() -> folderFor(recipe)),
          choice.folder().map(folder -> folder.identity().id()),
          head -> tuning(choice, head));
    }
    return Session.begin(recipe, command, out.orElseGet(() -> folderFor(recipe)));
  }

  private FineTuning tuning(NetworkChoice choice, Head head) {
    Model model = choice.model(training.seed);
    FineTuning tuning = new FineTuning(model.network(), model.values());
    FineTuning headed = newHead ? tuning.withNewHead(head.outputs()) : tuning;
    return only.isEmpty() ? headed : headed.trainingOnly(only);
  }

  private static Path folderFor(Recipe recipe) {
    String name = Path.of(recipe.network().name()).getFileName().toString();
    String plain = name.replaceAll("\\.(ya?ml|onnx)$", "");
    String source = recipe.data().source();
    String word = source.contains(":") ? source.substring(0, source.indexOf(':')) : source;
    String place = source.substring(source.indexOf(':') + 1).split(",", -1)[0];
    String last = Path.of(place).getFileName().toString().replaceAll("\\.[a-z.]+$", "");
    return Path.of("runs", plain + "-" + (source.contains(":") ? last : word));
  }

  private int train(Session session, Engine computing, Optional<StorePlace> place, Screen screen) {
    screen.remark(
        "Training %s on %s: %s examples, %s to test; %d thread%s, %s kernels."
            .formatted(
                session.record().recipe().network().name(),
                session.record().recipe().data().source(),
                Numbers.count(session.data().train().size()),
                Numbers.count(session.data().test().size()),
                computing.threads(),
                computing.threads() == 1 ? "" : "s",
                computing.kernels().name()));
    warn(session, screen);
    Trained trained;
    Optional<TrainingEvents> events =
        tensorboard.map(folder -> TrainingEvents.begin(folder, session, computing));
    try (ProgressLines progress = ProgressLines.on(screen)) {
      List<TrainingListener> told = new ArrayList<>(List.of(progress));
      events.ifPresent(told::add);
      TrainingListener all = TrainingListener.all(told);
      trained =
          place.isPresent()
              ? recorded(session, computing, place.get(), all, screen)
              : trained(session, computing, all);
      events.ifPresent(it -> it.test(trained));
    } finally {
      events.ifPresent(TrainingEvents::close);
    }
    if (!isFinished(session)) {
      Results.tellStop(screen, session, trained.checkpoint(), json);
      return 0;
    }
    RunResult result = Session.result(trained);
    Results.tell(screen, session.record(), result, session.folder().path(), json);
    return 0;
  }

  private Trained trained(Session session, Engine computing, TrainingListener listener) {
    Trained trained = session.train(computing, detectAnomaly, listener, at -> goesOn(at.epochs()));
    if (isFinished(session)) {
      RunReport.write(session, trained);
    }
    return trained;
  }

  private Trained recorded(
      Session session,
      Engine computing,
      StorePlace place,
      TrainingListener progress,
      Screen screen) {
    try (Recorder recorder =
        Recorder.of(place, session.folder(), progress, it -> screen.remark("warning: " + it))) {
      try {
        Trained trained = trained(session, computing, recorder);
        if (isFinished(session)) {
          recorder.finished(Session.result(trained));
        }
        return trained;
      } catch (RuntimeException | Error failure) {
        recorder.failed(String.valueOf(failure.getMessage()));
        throw failure;
      }
    }
  }

  /// Whether a run has its result, and was not stopped after some epochs.
  private static boolean isFinished(Session session) {
    return session.folder().record().result().isPresent();
  }

  private boolean goesOn(int epochs) {
    return stopAfter == 0 || epochs < stopAfter;
  }

  private void warn(Session session, Screen screen) {
    Place place =
        new Place(
            session.network(),
            Optional.of(session.head()),
            session.record().recipe().training().loss(),
            Optional.empty());
    boolean drawn = resume.isEmpty() && !NetworkChoice.named(network.name, input).isTrained();
    List<Finding> findings = new ArrayList<>(Lint.findings(place));
    findings.addAll(drawn ? new FrozenAtStart().findings(Place.of(session.network())) : List.of());
    findings.forEach(
        finding ->
            screen.remark(
                "warning: %s: %s (%s; gradus lint %s says more)"
                    .formatted(
                        finding.where(),
                        finding.what(),
                        finding.rule(),
                        drawn && finding.rule().equals(new FrozenAtStart().name())
                            ? network.name
                            : session.folder().path())));
  }
}
