package gradus.web.studio;

import gradus.nn.model.BuiltIn;
import gradus.nn.model.Network;
import gradus.nn.model.NetworkYaml;
import gradus.nn.run.RunFolder;
import gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Which network a question is about: that of a run, a built-in one, or one in YAML.
///
/// @param run the id of a run, or ""
/// @param builtIn the name of a built-in network, or ""
/// @param yaml a network as it is written in files, or ""
/// @param input the shape of one example, such as `1x28x28`; "" for the usual one, or as the file
///   says
record NetworkQuestion(String run, String builtIn, String yaml, String input) {

  private static final int LONGEST = 64 << 10;

  NetworkQuestion {
    run = Objects.requireNonNullElse(run, "");
    builtIn = Objects.requireNonNullElse(builtIn, "");
    yaml = Objects.requireNonNullElse(yaml, "");
    input = Objects.requireNonNullElse(input, "");
    if (yaml.length() > LONGEST) {
      throw new IllegalArgumentException(
          "The network: expected at most 64 KiB of YAML, found %d characters. Networks are short; check the text."
              .formatted(yaml.length()));
    }
  }

  /// The folder of the run, if one is meant.
  Optional<RunFolder> folder(Catalogue catalogue) {
    return run.isEmpty() ? Optional.empty() : Optional.of(catalogue.folder(run));
  }

  /// The network.
  ///
  /// @param small whether a built-in network is made for small examples, as formulas like them
  Network network(Catalogue catalogue, boolean small) {
    Optional<RunFolder> folder = folder(catalogue);
    if (folder.isPresent()) {
      return folder.get().network();
    }
    List<Integer> sizes = sizes();
    if (!yaml.isEmpty()) {
      return NetworkYaml.read("the network", yaml, new Shape(sizes));
    }
    BuiltIn chosen = chosen();
    Shape example = sizes.isEmpty() ? usual(chosen, small) : new Shape(sizes);
    return chosen.network(example, 10, BuiltIn.Options.plain());
  }

  private BuiltIn chosen() {
    return Arrays.stream(BuiltIn.values())
        .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(builtIn))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The network \"%s\": expected mlp, lenet, cnn, conv1d or question4, found \"%s\". Choose one of these."
                        .formatted(builtIn, builtIn)));
  }

  private static Shape usual(BuiltIn builtIn, boolean small) {
    return switch (builtIn) {
      case MLP -> small ? Shape.of(8) : Shape.of(1, 28, 28);
      case LENET -> Shape.of(1, 28, 28);
      case CNN -> small ? Shape.of(1, 12, 12) : Shape.of(1, 28, 28);
      case CONV1D -> small ? Shape.of(2, 20) : Shape.of(1, 8000);
      case QUESTION4 -> small ? Shape.of(1, 12, 12) : Shape.of(3, 128, 128);
    };
  }

  private List<Integer> sizes() {
    if (input.isEmpty()) {
      return List.of();
    }
    if (!input.matches("[0-9]{1,6}([x×][0-9]{1,6}){0,3}")) {
      throw new IllegalArgumentException(
          "The shape of one example: expected up to four whole numbers joined by x, found \"%s\". Write for example 1x28x28."
              .formatted(input));
    }
    return Arrays.stream(input.split("[x×]", -1)).map(Integer::valueOf).toList();
  }
}
