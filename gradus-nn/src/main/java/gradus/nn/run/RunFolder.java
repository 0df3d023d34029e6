package gradus.nn.run;

import gradus.nn.data.AtomicFile;
import gradus.nn.data.Safetensors;
import gradus.nn.model.Network;
import gradus.nn.model.NetworkYaml;
import gradus.nn.train.Checkpoint;
import gradus.nn.train.EpochReport;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A run on disk: `run.json`, `identity.json`, `model.yaml`, `model.safetensors`, `metrics.csv`,
/// `steps.csv`, checkpoints, `report.html`.
///
/// Every file is written whole or not at all, so the folder can be loaded after a crash at any
/// moment.
public final class RunFolder {

  private static final String RECORD = "run.json";
  private static final String NETWORK = "model.yaml";
  private static final String WEIGHTS = "model.safetensors";
  private static final String METRICS = "metrics.csv";
  private static final String STEPS = "steps.csv";
  private static final String IDENTITY = "identity.json";

  private final Path folder;
  private final Checkpoints checkpoints;

  private RunFolder(Path folder) {
    this.folder = folder;
    this.checkpoints = new Checkpoints(folder);
  }

  /// Begins a run in a folder that is new or empty; an earlier run there is moved aside, to the
  /// first free name with `.old1`, `.old2`, … after it.
  ///
  /// Throws {@link FormatException} where the folder holds something else.
  public static RunFolder create(Path folder, RunRecord record, Network network) {
    return create(folder, record, network, Optional.empty());
  }

  /// The same for a run that begins with the model of another.
  ///
  /// @param parent the id of that run, if it is known
  public static RunFolder create(
      Path folder, RunRecord record, Network network, Optional<String> parent) {
    moveAside(folder);
    RunFolder run = new RunFolder(folder);
    Json.write(folder.resolve(IDENTITY), Identity.fresh(parent));
    AtomicFile.write(
        folder.resolve(NETWORK),
        out -> out.write(NetworkYaml.write(network).getBytes(StandardCharsets.UTF_8)));
    run.write(record);
    return run;
  }

  private static void moveAside(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try {
      if (exists(folder)) {
        int number = 1;
        while (Files.exists(aside(folder, number))) {
          number++;
        }
        Files.move(folder, aside(folder, number));
      } else if (!Files.isDirectory(folder) || !isEmpty(folder)) {
        throw new FormatException(
            folder.toString(),
            "the folder",
            "a new or empty folder, or one with a run",
            "other files",
            "Choose another --out.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s: cannot be moved aside.".formatted(folder), e);
    }
  }

  private static Path aside(Path folder, int number) {
    return folder.resolveSibling(folder.getFileName() + ".old" + number);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }

  /// Opens a folder that holds a run.
  ///
  /// Throws {@link FormatException} where there is none.
  public static RunFolder open(Path folder) {
    if (!exists(folder)) {
      throw new FormatException(
          folder.toString(),
          "the folder",
          "a run with run.json and model.yaml",
          Files.isDirectory(folder) ? "a folder without them" : "no folder",
          "Give the folder that `gradus train --out` wrote.");
    }
    return new RunFolder(folder);
  }

  /// Whether a folder holds a run, finished or not.
  public static boolean exists(Path folder) {
    return Files.isRegularFile(folder.resolve(RECORD))
        && Files.isRegularFile(folder.resolve(NETWORK));
  }

  /// The folder itself.
  public Path path() {
    return folder;
  }

  /// What `run.json` says.
  public RunRecord record() {
    RunRecord record = Json.read(folder.resolve(RECORD), RunRecord.class);
    if (record.format() != RunRecord.FORMAT) {
      throw new FormatException(
          folder.resolve(RECORD).toString(),
          "field format",
          String.valueOf(RunRecord.FORMAT),
          String.valueOf(record.format()),
          "Use the version of Gradus that wrote it: " + record.gradus() + ".");
    }
    return record;
  }

  /// Which run this is. A folder of before there were ids is given one, from the time of its
  /// `run.json`.
  public Identity identity() {
    Path file = folder.resolve(IDENTITY);
    if (!Files.exists(file)) {
      Json.write(file, Identity.at(modified(folder.resolve(RECORD)), Optional.empty()));
    }
    return Json.read(file, Identity.class);
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException("%s: cannot be read.".formatted(file), e);
    }
  }

  /// The epochs that the checkpoint counts, without reading its tensors; of a folder whose
  /// checkpoints were left out, those of `metrics.csv`.
  public List<EpochReport> history() {
    Optional<List<EpochReport>> committed = checkpoints.history();
    Path metrics = folder.resolve(METRICS);
    return committed.isPresent() || !Files.exists(metrics)
        ? committed.orElse(List.of())
        : MetricsFile.read(metrics);
  }

  /// The steps that are written in `steps.csv`, of a long run a sample ({@link StepRow}); the last
  /// ones may lie after the checkpoint.
  public List<StepRow> steps() {
    return StepLog.read(folder.resolve(STEPS));
  }

  /// The steps from one on, to be written while the run goes on.
  StepLog stepsAfter(long step) {
    return StepLog.after(folder.resolve(STEPS), step);
  }

  /// Writes `run.json`.
  public void write(RunRecord record) {
    Json.write(folder.resolve(RECORD), record);
  }

  /// Writes the model's variables, of a model that was made without training.
  public void write(Map<String, Tensor> model) {
    new Safetensors(model, Map.of()).write(folder.resolve(WEIGHTS));
  }

  /// The network of `model.yaml`.
  public Network network() {
    Path file = folder.resolve(NETWORK);
    return NetworkYaml.read(file.toString(), Json.text(file), Shape.scalar());
  }

  /// The model's variables, or nothing before the first checkpoint.
  public Optional<Map<String, Tensor>> weights() {
    Path file = folder.resolve(WEIGHTS);
    return Files.exists(file) ? Optional.of(Safetensors.read(file).tensors()) : Optional.empty();
  }

  /// The model's variables.
  ///
  /// Throws {@link FormatException} before the first checkpoint.
  public Map<String, Tensor> requireWeights() {
    return weights()
        .orElseThrow(
            () ->
                new FormatException(
                    folder.toString(),
                    "the folder",
                    "model.safetensors",
                    "a run before its first checkpoint",
                    "Go on with gradus train --resume."));
  }

  /// The valid checkpoint, or nothing before the first.
  public Optional<Checkpoint> checkpoint() {
    return checkpoints.read();
  }

  /// Commits a checkpoint, then the model and the metrics that follow from it.
  public void commit(Checkpoint checkpoint, Map<String, Tensor> model) {
    checkpoints.write(checkpoint);
    new Safetensors(model, Map.of()).write(folder.resolve(WEIGHTS));
    AtomicFile.write(
        folder.resolve(METRICS),
        out -> out.write(MetricsFile.text(checkpoint.history()).getBytes(StandardCharsets.UTF_8)));
  }
}
