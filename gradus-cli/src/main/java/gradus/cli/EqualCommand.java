package gradus.cli;

import gradus.nn.rewrite.Difference;
import gradus.nn.rewrite.Equality;
import gradus.nn.rewrite.Law;
import gradus.nn.rewrite.Model;
import gradus.tensor.FormatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus equal`.
@Command(
    name = "equal",
    mixinStandardHelpOptions = true,
    description =
        "Says whether two models are the same function outside training: by bringing both to one"
            + " form, else by looking for an input at which they differ.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:they are the same function",
      "1:they differ, and an input shows it",
      "2:the command or a file is wrong",
      "3:undecided"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  gradus equal runs/mnist runs/mnist-9", "  gradus equal a.yaml b.yaml --logits"})
final class EqualCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "A", description = "A run's folder, or a network.")
  String first = "";

  @Parameters(index = "1", paramLabel = "B", description = "Another.")
  String second = "";

  @Option(
      names = "--logits",
      description = "Compare outputs as they are. Default: probabilities, where both have some.")
  boolean logits;

  @Option(
      names = "--input",
      paramLabel = "AxBxC|NAME=A,…",
      description = "Of model.onnx: shapes and lengths that it leaves open, as ids=128,mask=128.")
  String input = "";

  @Option(names = "--seed", paramLabel = "N", description = "Of first values. Default: 1.")
  long seed = 1;

  @Option(names = "--json", description = "Print one JSON object on one line.")
  boolean json;

  @Override
  public Integer call() {
    Equality equality = Equality.of(model(first), model(second), logits);
    if (json) {
      Screen.standard().json(object(equality));
    } else {
      tell(Screen.standard(), equality);
    }
    return switch (equality.verdict()) {
      case EQUAL -> 0;
      case DIFFERENT -> 1;
      case UNDECIDED -> 3;
    };
  }

  /// A model; lengths that another one leaves open are not asked of one that leaves none.
  private Model model(String name) {
    if (Imported.isOnnx(name) && input.contains("=")) {
      try {
        return NetworkChoice.named(name).model(seed);
      } catch (FormatException open) {
        return NetworkChoice.named(name, input).model(seed);
      }
    }
    return NetworkChoice.named(name, input).model(seed);
  }

  private static void tell(Screen screen, Equality equality) {
    screen.say(equality.verdict() + ": " + equality.reason() + ".");
    equality
        .difference()
        .ifPresent(
            found -> {
              boolean one = found.inputs().size() == 1;
              found
                  .inputs()
                  .forEach(
                      (name, values) ->
                          screen.say(
                              (one ? "  input   " : "  input " + name + "   ")
                                  + shortened(values)));
              screen.say("  first   " + shortened(found.first()));
              screen.say("  second  " + shortened(found.second()));
            });
  }

  private static String shortened(List<Double> values) {
    String shown = values.stream().limit(12).map(Numbers::short4).collect(Collectors.joining(", "));
    return values.size() <= 12
        ? shown
        : "%s, … (%d numbers, all with --json)".formatted(shown, values.size());
  }

  private static Map<String, Object> object(Equality equality) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("verdict", equality.verdict().name());
    object.put("reason", equality.reason());
    object.put("laws", equality.laws().stream().map(Law::word).toList());
    object.put("parameterDistance", equality.parameterDistance());
    object.put("bound", Equality.ROUNDING);
    equality.difference().ifPresent(found -> object.put("difference", object(found)));
    return object;
  }

  private static Map<String, Object> object(Difference found) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("size", found.size());
    if (found.inputs().size() == 1) {
      object.put("input", found.inputs().firstEntry().getValue());
    } else {
      object.put("inputs", found.inputs());
    }
    object.put("first", found.first());
    object.put("second", found.second());
    return object;
  }
}
