package gradus.cli;

import gradus.nn.data.Preparation;
import gradus.nn.data.Standardiser;
import gradus.nn.emit.JavaModel;
import gradus.nn.emit.JavaSource;
import gradus.nn.loss.Head;
import gradus.nn.rewrite.Model;
import gradus.nn.rewrite.ModelFolder;
import gradus.nn.run.NameMap;
import gradus.nn.run.RunFolder;
import gradus.nn.run.WeightImport;
import gradus.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gradus convert`.
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description =
        "Writes a model in another form. To java: one source file without dependencies that gives"
            + " the same answers, bit for bit. To onnx: a model that other engines load. To folder:"
            + " a model that every command opens. NETWORK may also be the folder of a run; its"
            + " weights may come from a safetensors file.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus convert runs/iris --to java -o Iris.java",
      "  java Iris.java 5.1 3.5 1.4 0.2",
      "  gradus convert lenet --to java --seed 3 -o src/net/Digits.java --package net",
      "  gradus convert runs/iris -o iris.onnx --probabilities --preprocessing",
      "  gradus convert net.yaml --weights torch.safetensors --map features.0=conv1,fc=linear1"
          + " -o models/net",
      "",
      "A map says what the file calls a layer or a tensor, and what the network calls it; in a"
          + " file,",
      "one pair a line. PyTorch's names for normalisation are known."
    })
final class ConvertCommand implements Callable<Integer> {

  @Mixin private NetworkChoice network;

  @Mixin private OnnxExport onnx;

  @Mixin private MomentArguments moments;

  @Mixin private NamesArguments names;

  @Option(
      names = "--to",
      paramLabel = "FORM",
      description = "java, onnx or folder. Default: as the name of the output ends, else folder.")
  String to = "";

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "The file or folder to write; a Java file is named as its class.")
  Path out = Path.of("");

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "A safetensors file with the network's weights, as PyTorch writes them.")
  String weights = "";

  @Option(
      names = "--map",
      paramLabel = "A=B,…|FILE",
      description = "What the file calls things, and what the network calls them.")
  String map = "";

  @Option(names = "--package", paramLabel = "NAME", description = "The class's package.")
  String packageName = "";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of a network without weights: the seed of its first values. Default: 1.")
  long seed = 1;

  @Override
  public Integer call() {
    Model model = model();
    switch (form()) {
      case "java" -> java(model);
      case "onnx" -> onnx.write(out, origin(), model, preparation());
      case "folder" -> {
        List<String> command = List.of("convert", network.name(), "--weights", weights);
        ModelFolder.write(out, Path.of(network.name()), model, command, moments.moments());
        Screen.standard().say("written     " + out);
      }
      default ->
          throw new IllegalArgumentException(
              "convert --to %s: expected java, onnx or folder, found \"%s\". Choose one of these."
                  .formatted(to, to));
    }
    return 0;
  }

  private String form() {
    String file = String.valueOf(out.getFileName());
    String ending = file.endsWith(".java") ? "java" : file.endsWith(".onnx") ? "onnx" : "folder";
    return to.isEmpty() ? ending : to;
  }

  /// The model with its own weights, those of a file, or the first of a seed.
  private Model model() {
    Model model = names.named(network.model(seed));
    if (weights.isEmpty()) {
      if (!map.isEmpty()) {
        throw new IllegalArgumentException(
            "convert --map: expected --weights with it, found none. Give the safetensors file.");
      }
      return model;
    }
    Map<String, Tensor> values =
        WeightImport.read(model.network(), Path.of(weights), NameMap.parse(map));
    return new Model(model.network(), values, model.head());
  }

  private void java(Model model) {
    String file = out.getFileName().toString();
    if (!file.endsWith(".java")) {
      throw new IllegalArgumentException(
          "convert -o %s: expected a name that ends in .java, found \"%s\". Try Model.java."
              .formatted(out, file));
    }
    String name = file.substring(0, file.length() - ".java".length());
    JavaSource source =
        JavaSource.of(told(model), packageName.isEmpty() ? name : packageName + "." + name);
    source.write(out);
    Screen screen = Screen.standard();
    screen.say("written     " + out);
    source
        .weights()
        .ifPresent(
            it ->
                screen.say(
                    "            %s, %,d bytes: keep it beside the class"
                        .formatted(out.resolveSibling(it.file()), it.bytes().length)));
  }

  /// The model with its preparation and its origin.
  private JavaModel told(Model model) {
    boolean classes = model.network().outputShape().rank() == 1;
    Head head = classes ? model.head() : new Head.Real(List.of());
    return JavaModel.of(origin(), model.network(), model.values(), head, preparation());
  }

  /// The preparation of the run, with the features' means and deviations that were given in the
  /// place of its own.
  private Preparation preparation() {
    Preparation own =
        network
            .folder()
            .map(RunFolder::record)
            .map(
                it ->
                    new Preparation(Standardiser.of(it.features()), Standardiser.of(it.targets())))
            .orElseGet(Preparation::none);
    return moments
        .moments()
        .map(it -> new Preparation(Standardiser.of(it), own.targets()))
        .orElse(own);
  }

  private String origin() {
    if (!weights.isEmpty()) {
      return network.name() + " with the weights of " + Path.of(weights).getFileName();
    }
    return network
        .folder()
        .map(it -> "the run " + it.path().getFileName())
        .orElse(network.name() + " with the first weights of seed " + seed);
  }
}
