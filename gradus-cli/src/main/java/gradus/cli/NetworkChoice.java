package gradus.cli;

import gradus.explain.derive.LossChoice;
import gradus.nn.model.BuiltIn;
import gradus.nn.model.Network;
import gradus.nn.model.NetworkYaml;
import gradus.nn.rewrite.Model;
import gradus.nn.run.NetworkRecipe;
import gradus.nn.run.Predictor;
import gradus.nn.run.RunFolder;
import gradus.onnx.network.OnnxNetwork;
import gradus.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A network by its name, its file, the folder of its run, or a model of ONNX.
final class NetworkChoice {

  @Mixin private NetworkArguments network = new NetworkArguments();

  @Option(
      names = "--input",
      paramLabel = "AxBxC|NAME=A,…",
      description =
          "The shape of one example. Default: the usual one, or as the file says. Of model.onnx"
              + " also shapes and lengths by name: ids=128,mask=128.")
  String input = "";

  @Option(
      names = {"--outputs", "--classes"},
      paramLabel = "N",
      description = "Outputs of a built-in network. Default: 10; question4: 0, as in the question.")
  int outputs = -1;

  /// The choice of a command that is given names of several models.
  static NetworkChoice named(String name) {
    return named(name, "");
  }

  /// The same with the shapes of examples.
  static NetworkChoice named(String name, String input) {
    NetworkChoice choice = new NetworkChoice();
    choice.network.name = name;
    choice.input = input;
    return choice;
  }

  /// The model of a folder with its values, or a network with the first values of a seed.
  Model model(long seed) {
    return Imported.isOnnx(network.name)
        ? imported().model()
        : folder()
            .map(
                it ->
                    new Model(it.network(), it.requireWeights(), Predictor.open(it.path()).head()))
            .orElseGet(() -> Model.seeded(network(NetworkChoice::standard), seed));
  }

  /// Whether it is a model with values: the folder of a run, or a file of ONNX.
  boolean isTrained() {
    return Imported.isOnnx(network.name) || folder().isPresent();
  }

  private OnnxNetwork imported() {
    return Imported.network(Path.of(network.name), input);
  }

  String name() {
    return network.name;
  }

  /// The loss that a run or model of ONNX is trained with; of a network alone the usual one.
  LossChoice trainedLoss(Network chosen) {
    if (Imported.isOnnx(network.name)) {
      return LossChoice.of(imported().model().head(), "auto");
    }
    return folder()
        .map(
            run ->
                LossChoice.of(
                    Predictor.open(run.path()).head(), run.record().recipe().training().loss()))
        .orElseGet(() -> LossChoice.of("", chosen.outputShape().elements()));
  }

  /// The folder of a run, if one is meant.
  Optional<RunFolder> folder() {
    Path folder = Path.of(network.name);
    return !NetworkArguments.isBuiltIn(network.name) && RunFolder.exists(folder)
        ? Optional.of(RunFolder.open(folder))
        : Optional.empty();
  }

  /// The network.
  ///
  /// @param usual the shape of an example for a built-in network where none is given
  Network network(Function<BuiltIn, Shape> usual) {
    if (Imported.isOnnx(network.name)) {
      return imported().network();
    }
    Optional<RunFolder> folder = folder();
    if (folder.isPresent()) {
      return fitting(folder.get().network());
    }
    NetworkRecipe recipe = network.recipe();
    List<Integer> sizes = DataArguments.sizes("--input", input);
    if (!recipe.yaml().isEmpty()) {
      return fitting(NetworkYaml.read(recipe.name(), recipe.yaml(), new Shape(sizes)));
    }
    BuiltIn builtIn = BuiltIn.valueOf(recipe.name().toUpperCase(Locale.ROOT));
    int wanted = outputs >= 0 ? outputs : builtIn == BuiltIn.QUESTION4 ? 0 : 10;
    return builtIn.network(
        sizes.isEmpty() ? usual.apply(builtIn) : new Shape(sizes),
        wanted,
        new BuiltIn.Options(recipe.batchNorm(), recipe.dropout()));
  }

  /// Refuses what was asked for of a network that says otherwise itself.
  private Network fitting(Network read) {
    List<Integer> sizes = DataArguments.sizes("--input", input);
    Shape own = read.inputs().getFirst().shape();
    if (!sizes.isEmpty() && (read.inputs().size() > 1 || !own.sizes().equals(sizes))) {
      throw new IllegalArgumentException(
          "--input %s: expected none, since %s says its input itself, %s, found %s. Leave --input out, or change the file."
              .formatted(input, network.name, own, input));
    }
    if (outputs >= 0) {
      throw new IllegalArgumentException(
          "--outputs %d: expected a built-in network, whose outputs can be chosen, found %s. Leave it out, or change the last layer."
              .formatted(outputs, network.name));
    }
    return read;
  }

  /// The shapes of the data that the built-in networks are made for.
  static Shape standard(BuiltIn builtIn) {
    return switch (builtIn) {
      case MLP, LENET, CNN -> Shape.of(1, 28, 28);
      case CONV1D -> Shape.of(1, 8000);
      case QUESTION4 -> Shape.of(3, 128, 128);
    };
  }

  /// Small examples: formulas do not get clearer with size.
  static Shape small(BuiltIn builtIn) {
    return switch (builtIn) {
      case MLP -> Shape.of(8);
      case LENET -> Shape.of(1, 28, 28);
      case CNN, QUESTION4 -> Shape.of(1, 12, 12);
      case CONV1D -> Shape.of(2, 20);
    };
  }
}
