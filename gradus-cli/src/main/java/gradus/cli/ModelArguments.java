package gradus.cli;

import gradus.nn.model.BuiltIn;
import gradus.nn.model.Network;
import gradus.nn.model.NetworkYaml;
import gradus.nn.rewrite.Model;
import gradus.nn.run.Predictor;
import gradus.nn.run.RunFolder;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// A model that a command reads: the folder of a run, a YAML file or a built-in network.
final class ModelArguments {

  private ModelArguments() {}

  /// The model of a folder with its values, or a network with the first values of a seed.
  static Model model(String name, long seed) {
    Path path = Path.of(name);
    if (!NetworkArguments.isBuiltIn(name) && RunFolder.exists(path)) {
      RunFolder folder = RunFolder.open(path);
      return new Model(folder.network(), folder.requireWeights(), Predictor.open(path).head());
    }
    return Model.seeded(network(name, path), seed);
  }

  private static Network network(String name, Path path) {
    if (NetworkArguments.isBuiltIn(name)) {
      BuiltIn builtIn = BuiltIn.valueOf(name.toUpperCase(Locale.ROOT));
      Shape example =
          switch (builtIn) {
            case MLP, LENET, CNN -> Shape.of(1, 28, 28);
            case CONV1D -> Shape.of(1, 8000);
            case QUESTION4 -> Shape.of(3, 128, 128);
          };
      return builtIn.network(example, 10, new BuiltIn.Options(false, 0));
    }
    if (!Files.isRegularFile(path)) {
      throw new FormatException(
          name,
          "the model",
          "the folder of a run, a YAML file, mlp, lenet, cnn or conv1d",
          Files.isDirectory(path) ? "a folder without a run" : "no such file",
          "Check the spelling.");
    }
    try {
      return NetworkYaml.read(name, Files.readString(path, StandardCharsets.UTF_8), Shape.scalar());
    } catch (IOException unreadable) {
      throw new FormatException(
          name,
          "the file",
          "text in UTF-8",
          unreadable.getClass().getSimpleName(),
          "Save it as UTF-8.",
          unreadable);
    }
  }
}
