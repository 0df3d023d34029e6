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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A run on disk: `run.json`, `model.yaml`, `model.safetensors`, `metrics.csv`, checkpoints,
/// `report.html`.
///
/// Every file is written whole or not at all, so the folder can be loaded after a crash at any
/// moment.
public final class RunFolder {

  private static final String RECORD = "run.json";
  private static final String NETWORK = "model.yaml";
  private static final String WEIGHTS = "model.safetensors";
  private static final String METRICS = "metrics.csv";

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
    moveAside(folder);
    RunFolder run = new RunFolder(folder);
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
        out -> out.write(csv(checkpoint.history()).getBytes(StandardCharsets.UTF_8)));
  }

  /// One row an epoch; the columns of validation appear when there is one.
  private static String csv(List<EpochReport> history) {
    Set<String> scores = new LinkedHashSet<>();
    history.forEach(report -> scores.addAll(report.validation().keySet()));
    StringBuilder text = new StringBuilder("epoch,steps,learningRate,trainLoss,trainAccuracy");
    scores.forEach(name -> text.append(",validation.").append(name));
    text.append(",seconds,examplesPerSecond\n");
    for (EpochReport report : history) {
      text.append(report.epoch()).append(',').append(report.steps());
      text.append(',').append(report.learningRate()).append(',').append(report.trainLoss());
      text.append(',').append(report.trainAccuracy());
      scores.forEach(
          name -> text.append(',').append(report.validation().getOrDefault(name, Double.NaN)));
      text.append(String.format(Locale.ROOT, ",%.3f", report.seconds()));
      text.append(String.format(Locale.ROOT, ",%.1f\n", report.examplesPerSecond()));
    }
    return text.toString();
  }
}
