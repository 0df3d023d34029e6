package gradus.cli;

import gradus.nn.data.TextFile;
import gradus.nn.loss.Head;
import gradus.nn.rewrite.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/// What the outputs of a model of ONNX are called, which its file does not say.
final class NamesArguments {

  @Option(
      names = "--names",
      paramLabel = "A,B,…|FILE",
      description =
          "Of model.onnx: the names of its classes or outputs in their order, or a file with one a"
              + " line. Default: 0, 1, …")
  String names = "";

  /// The model with these names, or as it is where none are given.
  Model named(Model model) {
    if (names.isEmpty()) {
      return model;
    }
    List<String> all = Files.isRegularFile(Path.of(names)) ? lines() : words(names, ",");
    Head head = model.head();
    if (all.size() != head.names().size() || all.stream().distinct().count() != all.size()) {
      throw new IllegalArgumentException(
          "--names: expected %d different names, one for each class or output, found %d: %s. Give them in the order of the model's outputs."
              .formatted(
                  head.names().size(), all.size(), all.size() > 12 ? all.subList(0, 12) : all));
    }
    Head named =
        switch (head) {
          case Head.Binary _ -> new Head.Binary(all);
          case Head.Categorical _ -> new Head.Categorical(all);
          case Head.MultiLabel _ -> new Head.MultiLabel(all);
          case Head.Real _ -> new Head.Real(all);
        };
    return new Model(model.network(), model.values(), named);
  }

  private List<String> lines() {
    return words(TextFile.read(Path.of(names), 1, "Give one name a line."), "\\R");
  }

  private static List<String> words(String text, String mark) {
    return Arrays.stream(text.split(mark, -1))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .toList();
  }
}
