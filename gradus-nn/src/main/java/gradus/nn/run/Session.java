package gradus.nn.run;

import gradus.nn.data.Preparation;
import gradus.nn.data.Splits;
import gradus.nn.data.Standardiser;
import gradus.nn.loss.Head;
import gradus.nn.model.Network;
import gradus.nn.model.NetworkYaml;
import gradus.nn.train.Checkpoint;
import gradus.nn.train.EpochReport;
import gradus.nn.train.Progress;
import gradus.nn.train.Trained;
import gradus.nn.train.Trainer;
import gradus.nn.train.TrainingListener;
import gradus.runtime.plan.Engine;
import gradus.tensor.FormatException;
import gradus.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// A training with its folder: begun from a recipe, or resumed from the folder alone.
public final class Session {

  /// The version of Gradus that is written into runs.
  public static final String VERSION = "0.1.0";

  private final RunFolder folder;
  private final RunRecord record;
  private final Splits data;
  private final Network network;
  private final Head head;
  private final Preparation preparation;

  private Session(
      RunFolder folder,
      RunRecord record,
      Splits data,
      Network network,
      Head head,
      Preparation preparation) {
    this.folder = folder;
    this.record = record;
    this.data = data;
    this.network = network;
    this.head = head;
    this.preparation = preparation;
  }

  /// Begins a run: loads the data, builds the network, and writes `run.json` and `model.yaml`.
  ///
  /// @param recipe what is to be done
  /// @param command the command line as it was typed
  /// @param out the folder of the run
  public static Session begin(Recipe recipe, List<String> command, Path out) {
    Splits data = Assembly.data(recipe.data());
    Head head = Head.of(data.train().target());
    Network network = Assembly.network(recipe.network(), data.train().shape(), head);
    return begin(recipe, command, new Place(out, Optional.empty()), data, head, network);
  }

  /// Begins a run with a model that is trained further; its values are the run's checkpoint before
  /// the first epoch.
  ///
  /// @param recipe what is to be done; its network is told by the model
  /// @param command the command line as it was typed
  /// @param out the folder of the run
  /// @param parent the id of the run that the model comes from, if it is known
  /// @param from the model, made for the head of the data
  public static Session begin(
      Recipe recipe,
      List<String> command,
      Path out,
      Optional<String> parent,
      Function<Head, FineTuning> from) {
    Splits data = Assembly.data(recipe.data());
    Head head = Head.of(data.train().target());
    FineTuning tuning = from.apply(head);
    Assembly.requireFits(recipe.network().name(), tuning.network(), data.train().shape(), head);
    NetworkRecipe told =
        new NetworkRecipe("model.yaml", NetworkYaml.write(tuning.network()), false, 0);
    Recipe whole = new Recipe(recipe.data(), told, recipe.training());
    Session session = begin(whole, command, new Place(out, parent), data, head, tuning.network());
    Map<String, Tensor> first = tuning.all(recipe.training().seed());
    session.folder.commit(Checkpoint.start(first), first);
    return session;
  }

  /// Where a run is written, and the id of the run that its model comes from.
  private record Place(Path out, Optional<String> parent) {}

  private static Session begin(
      Recipe recipe, List<String> command, Place place, Splits data, Head head, Network network) {
    Preparation preparation = Assembly.preparation(recipe.data(), data.train());
    recipe.training().buildOptimiser();
    recipe.training().buildSettings(false);
    recipe.training().buildLoss(head);
    RunRecord record =
        new RunRecord(
            RunRecord.FORMAT,
            VERSION,
            List.copyOf(command),
            recipe,
            data.train().digest(),
            head.kind(),
            head.names(),
            data.train().featureNames(),
            preparation.features().moments(),
            preparation.targets().moments(),
            environment(),
            Optional.empty());
    RunFolder folder = RunFolder.create(place.out(), record, network, place.parent());
    return new Session(folder, record, data, network, head, preparation);
  }

  /// Takes up the run of a folder where its last checkpoint left it.
  ///
  /// Throws {@link FormatException} where the data are no longer those that the run began with.
  public static Session resume(Path out) {
    RunFolder folder = RunFolder.open(out);
    RunRecord record = folder.record();
    Splits data = Assembly.data(record.recipe().data());
    String digest = data.train().digest();
    if (!digest.equals(record.dataDigest())) {
      throw new FormatException(
          record.recipe().data().source(),
          "the training part",
          "the data that the run began with (digest " + record.dataDigest() + ")",
          "digest " + digest,
          "Restore the data, or begin a new run.");
    }
    Preparation preparation =
        new Preparation(Standardiser.of(record.features()), Standardiser.of(record.targets()));
    return new Session(
        folder, record, data, folder.network(), Head.of(data.train().target()), preparation);
  }

  private static Map<String, String> environment() {
    return new TreeMap<>(
        Map.of(
            "java", Runtime.version().toString(),
            "os", System.getProperty("os.name") + " " + System.getProperty("os.arch"),
            "processors", String.valueOf(Runtime.getRuntime().availableProcessors())));
  }

  /// The data, cut into parts.
  public Splits data() {
    return data;
  }

  /// The network.
  public Network network() {
    return network;
  }

  /// What its outputs mean.
  public Head head() {
    return head;
  }

  /// How data are prepared for it.
  public Preparation preparation() {
    return preparation;
  }

  /// The run's folder.
  public RunFolder folder() {
    return folder;
  }

  /// What `run.json` said when the session began.
  public RunRecord record() {
    return record;
  }

  /// Trains to the end, committing every epoch, and writes the result; a finished run is only
  /// judged again.
  ///
  /// @param engine kernels and threads; no bit depends on them
  /// @param detectAnomaly whether each operation is checked for values that are not finite
  /// @param listener what is told meanwhile
  public Trained train(Engine engine, boolean detectAnomaly, TrainingListener listener) {
    return train(engine, detectAnomaly, listener, _ -> true);
  }

  /// The same, asking before every epoch whether to go on; a run that halts has its checkpoint and
  /// no result, and can be resumed.
  public Trained train(
      Engine engine,
      boolean detectAnomaly,
      TrainingListener listener,
      Predicate<Checkpoint> goesOn) {
    Trainer trainer = trainer(detectAnomaly);
    Optional<Checkpoint> from = folder.checkpoint();
    Trained trained;
    try (StepLog steps = folder.stepsAfter(from.map(Checkpoint::steps).orElse(0L))) {
      trained = trainer.with(committing(steps, listener)).fit(data, engine, from, goesOn);
    }
    if (trained.checkpoint().epochs() == 0) {
      folder.commit(trained.checkpoint(), trained.model());
    }
    if (trainer.isFinished(trained.checkpoint())) {
      folder.write(record.withResult(result(trained)));
    }
    return trained;
  }

  private Trainer trainer(boolean detectAnomaly) {
    TrainingRecipe recipe = record.recipe().training();
    return Trainer.of(network, head, recipe.buildOptimiser())
        .with(recipe.buildLoss(head))
        .with(recipe.buildSettings(detectAnomaly))
        .with(preparation);
  }

  private TrainingListener committing(StepLog steps, TrainingListener listener) {
    return new TrainingListener() {
      @Override
      public void step(Progress progress) {
        steps.add(progress);
        listener.step(progress);
      }

      @Override
      public void epoch(EpochReport report, Checkpoint checkpoint) {
        steps.sync();
        folder.commit(checkpoint, checkpoint.model());
        listener.epoch(report, checkpoint);
      }
    };
  }

  /// The numbers of a finished training.
  public static RunResult result(Trained trained) {
    return new RunResult(
        trained.test().map(test -> test.scores().values()).orElse(Map.of()),
        trained.parameters(),
        trained.checkpoint().epochs(),
        trained.checkpoint().bestEpoch(),
        trained.examplesPerSecond(),
        Weights.sha256(trained.model()));
  }
}
