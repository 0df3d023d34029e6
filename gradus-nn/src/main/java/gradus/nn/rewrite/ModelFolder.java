package gradus.nn.rewrite;

import gradus.nn.data.Standardiser;
import gradus.nn.model.NetworkYaml;
import gradus.nn.run.DataRecipe;
import gradus.nn.run.NetworkRecipe;
import gradus.nn.run.Recipe;
import gradus.nn.run.RunFolder;
import gradus.nn.run.RunRecord;
import gradus.nn.run.Session;
import gradus.nn.run.TrainingRecipe;
import gradus.tensor.FormatException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A model that was rewritten or converted as a run's folder, which every command can open.
public final class ModelFolder {

  private ModelFolder() {}

  /// Writes a model; data, preparation and training are told as the run it came from tells them.
  ///
  /// Throws {@link FormatException} where both folders are one.
  ///
  /// @param out the folder to write
  /// @param from where the model came from
  /// @param model the new model
  /// @param command what was typed
  public static void write(Path out, Path from, Model model, List<String> command) {
    write(out, from, model, command, Optional.empty());
  }

  /// The same with means and deviations of features that take the place of those of the run.
  public static void write(
      Path out,
      Path from,
      Model model,
      List<String> command,
      Optional<Standardiser.Moments> features) {
    if (out.toAbsolutePath().normalize().equals(from.toAbsolutePath().normalize())) {
      throw new FormatException(
          out.toString(),
          "--out",
          "another folder than the model's",
          "the same",
          "Choose another --out.");
    }
    RunRecord record = record(from, model, NetworkYaml.write(model.network()), command);
    RunFolder.create(out, features.map(record::withFeatures).orElse(record), model.network())
        .write(model.values());
  }

  /// The record of a model, as the run it came from tells it where there is one.
  ///
  /// @param from where the model came from
  /// @param yaml its network as text, or nothing where it is not written
  /// @param command what was typed
  public static RunRecord record(Path from, Model model, String yaml, List<String> command) {
    NetworkRecipe network = new NetworkRecipe("model.yaml", yaml, false, 0);
    Optional<RunRecord> old =
        RunFolder.exists(from) ? Optional.of(RunFolder.open(from).record()) : Optional.empty();
    Recipe recipe =
        old.map(RunRecord::recipe)
            .map(it -> new Recipe(it.data(), network, it.training()))
            .orElseGet(() -> new Recipe(DataRecipe.of("digits"), network, untrained()));
    Standardiser.Moments identity = Standardiser.IDENTITY.moments();
    return new RunRecord(
        RunRecord.FORMAT,
        Session.VERSION,
        command,
        old.filter(it -> !it.head().equals(model.head().kind())).isPresent()
            ? new Recipe(targeted(recipe.data(), model), recipe.network(), recipe.training())
            : recipe,
        old.map(RunRecord::dataDigest).orElse(""),
        model.head().kind(),
        model.head().names(),
        old.map(RunRecord::columns).orElse(List.of()),
        old.map(RunRecord::features).orElse(identity),
        old.map(RunRecord::targets).orElse(identity),
        old.map(RunRecord::environment).orElse(Map.of()),
        Optional.empty());
  }

  /// A head of another kind needs its targets read as that kind.
  private static DataRecipe targeted(DataRecipe data, Model model) {
    return switch (model.head().kind()) {
      case "binary" -> data.withTarget("binary");
      case "categorical" -> data.withTarget("classes");
      default -> data;
    };
  }

  private static TrainingRecipe untrained() {
    return new TrainingRecipe(
        "auto",
        0,
        "adam",
        1e-3,
        0.9,
        false,
        0,
        "constant",
        0,
        64,
        1,
        0,
        1,
        0,
        false,
        0,
        0,
        1,
        false);
  }
}
