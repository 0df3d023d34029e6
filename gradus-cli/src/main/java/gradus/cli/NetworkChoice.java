package gradus.cli;

import gradus.nn.model.BuiltIn;
import gradus.nn.model.Network;
import gradus.nn.model.NetworkYaml;
import gradus.nn.run.NetworkRecipe;
import gradus.nn.run.RunFolder;
import gradus.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A network by its name, its file or the folder of its run.
final class NetworkChoice {

  @Mixin private NetworkArguments network;

  @Option(
      names = "--input",
      paramLabel = "AxBxC",
      description = "The shape of one example. Default: the usual one, or as the file says.")
  String input = "";

  @Option(
      names = {"--outputs", "--classes"},
      paramLabel = "N",
      description = "Outputs of a built-in network. Default: 10.")
  int outputs = 10;

  String name() {
    return network.name;
  }

  Network network() {
    Path folder = Path.of(network.name);
    if (!NetworkArguments.isBuiltIn(network.name) && RunFolder.exists(folder)) {
      return RunFolder.open(folder).network();
    }
    NetworkRecipe recipe = network.recipe();
    List<Integer> sizes = DataArguments.sizes("--input", input);
    if (!recipe.yaml().isEmpty()) {
      return NetworkYaml.read(recipe.name(), recipe.yaml(), new Shape(sizes));
    }
    BuiltIn builtIn = BuiltIn.valueOf(recipe.name().toUpperCase(Locale.ROOT));
    return builtIn.network(
        sizes.isEmpty() ? usual(builtIn) : new Shape(sizes),
        outputs,
        new BuiltIn.Options(recipe.batchNorm(), recipe.dropout()));
  }

  /// Small examples: formulas do not get clearer with size.
  private static Shape usual(BuiltIn builtIn) {
    return switch (builtIn) {
      case MLP -> Shape.of(8);
      case LENET -> Shape.of(1, 28, 28);
      case CNN, QUESTION4 -> Shape.of(1, 12, 12);
      case CONV1D -> Shape.of(2, 20);
    };
  }
}
