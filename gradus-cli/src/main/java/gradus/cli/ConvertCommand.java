package gradus.cli;

import gradus.nn.data.Preparation;
import gradus.nn.emit.JavaModel;
import gradus.nn.emit.JavaSource;
import gradus.nn.loss.Head;
import gradus.nn.rewrite.Model;
import gradus.nn.run.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
            + " the same answers, bit for bit. NETWORK may also be the folder of a run.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus convert runs/iris --to java -o Iris.java",
      "  java Iris.java 5.1 3.5 1.4 0.2",
      "  gradus convert lenet --to java --seed 3 -o src/net/Digits.java --package net"
    })
final class ConvertCommand implements Callable<Integer> {

  @Mixin private NetworkChoice network;

  @Option(names = "--to", required = true, paramLabel = "FORM", description = "java.")
  String to = "";

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "The file to write; a Java file is named as its class.")
  Path out = Path.of("");

  @Option(names = "--package", paramLabel = "NAME", description = "The class's package.")
  String packageName = "";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of a network without weights: the seed of its first values. Default: 1.")
  long seed = 1;

  @Override
  public Integer call() {
    if (!to.equals("java")) {
      throw new IllegalArgumentException(
          "convert --to %s: expected java, found \"%s\". Choose java.".formatted(to, to));
    }
    String file = out.getFileName().toString();
    if (!file.endsWith(".java")) {
      throw new IllegalArgumentException(
          "convert -o %s: expected a name that ends in .java, found \"%s\". Try Model.java."
              .formatted(out, file));
    }
    String name = file.substring(0, file.length() - ".java".length());
    JavaSource source =
        JavaSource.of(model(), packageName.isEmpty() ? name : packageName + "." + name);
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
    return 0;
  }

  private JavaModel model() {
    Optional<RunFolder> folder = network.folder();
    if (folder.isPresent()) {
      return JavaModel.of(folder.get());
    }
    Model seeded = network.model(seed);
    boolean classes = seeded.network().outputShape().rank() == 1;
    Head head = classes ? seeded.head() : new Head.Real(List.of());
    String origin = network.name() + " with the first weights of seed " + seed;
    return JavaModel.of(origin, seeded.network(), seeded.values(), head, Preparation.none());
  }
}
