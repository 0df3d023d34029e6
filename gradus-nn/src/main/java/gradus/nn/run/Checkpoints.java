package gradus.nn.run;

import gradus.nn.data.AtomicFile;
import gradus.nn.data.Safetensors;
import gradus.nn.train.Checkpoint;
import gradus.nn.train.EpochReport;
import gradus.tensor.FormatException;
import gradus.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The checkpoints of a run: numbered folders, and one pointer file that names the valid one.
///
/// A folder is written and synced in full before the pointer is renamed over the old one, so there
/// is always a whole checkpoint or none. Older folders are deleted after that.
final class Checkpoints {

  private static final String POINTER = "checkpoint";
  private static final String STATE = "state.json";
  private static final String VARIABLES = "variables.safetensors";
  private static final String BEST = "best.safetensors";

  private final Path run;
  private final Path folders;

  Checkpoints(Path run) {
    this.run = run;
    this.folders = run.resolve("checkpoints");
  }

  /// What a checkpoint holds besides tensors.
  ///
  /// @param history the epochs so far
  /// @param bestEpoch the best epoch, or 0
  /// @param bestLoss its loss; infinite for none
  /// @param rateFactor what plateaus have made of the learning rate
  /// @param waited epochs waited
  record State(
      List<EpochReport> history, int bestEpoch, double bestLoss, double rateFactor, int waited) {}

  void write(Checkpoint checkpoint) {
    String name = String.format(Locale.ROOT, "%06d", checkpoint.epochs());
    Path folder = folders.resolve(name);
    delete(folder);
    new Safetensors(checkpoint.variables(), Map.of()).write(folder.resolve(VARIABLES));
    if (!checkpoint.best().isEmpty()) {
      new Safetensors(checkpoint.best(), Map.of()).write(folder.resolve(BEST));
    }
    Json.write(
        folder.resolve(STATE),
        new State(
            checkpoint.history(),
            checkpoint.bestEpoch(),
            checkpoint.bestLoss(),
            checkpoint.rateFactor(),
            checkpoint.waited()));
    AtomicFile.write(
        run.resolve(POINTER), out -> out.write((name + "\n").getBytes(StandardCharsets.UTF_8)));
    deleteOthers(name);
  }

  /// The valid checkpoint, or nothing before the first.
  Optional<Checkpoint> read() {
    return valid().map(this::read);
  }

  /// The epochs of the valid checkpoint, or nothing before the first.
  Optional<List<EpochReport>> history() {
    return valid()
        .map(folder -> List.copyOf(Json.read(folder.resolve(STATE), State.class).history()));
  }

  private Optional<Path> valid() {
    Path pointer = run.resolve(POINTER);
    if (!Files.exists(pointer)) {
      return Optional.empty();
    }
    String name = Json.text(pointer).strip();
    if (!name.matches("\\d{6,9}")) {
      throw new FormatException(
          pointer.toString(),
          "line 1",
          "the number of a checkpoint",
          "\"" + name + "\"",
          "Delete the file to start over.");
    }
    return Optional.of(folders.resolve(name));
  }

  private Checkpoint read(Path folder) {
    State state = Json.read(folder.resolve(STATE), State.class);
    Map<String, Tensor> variables = Safetensors.read(folder.resolve(VARIABLES)).tensors();
    Path best = folder.resolve(BEST);
    return new Checkpoint(
        state.history(),
        variables,
        Files.exists(best) ? Safetensors.read(best).tensors() : Map.of(),
        state.bestEpoch(),
        state.bestLoss(),
        state.rateFactor(),
        state.waited());
  }

  private void deleteOthers(String kept) {
    try (Stream<Path> children = Files.list(folders)) {
      children.filter(child -> !child.getFileName().toString().equals(kept)).forEach(this::delete);
    } catch (IOException e) {
      throw new UncheckedIOException("%s: cannot be listed.".formatted(folders), e);
    }
  }

  private void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s: cannot be deleted.".formatted(folder), e);
    }
  }
}
