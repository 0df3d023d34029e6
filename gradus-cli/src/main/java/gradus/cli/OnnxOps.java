package gradus.cli;

import gradus.onnx.operator.Operators;
import gradus.onnx.operator.Rule;
import gradus.onnx.read.OnnxModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gradus onnx ops`.
@Command(
    name = "ops",
    mixinStandardHelpOptions = true,
    description =
        "Lists the operators that are read, with the versions in which each came or changed.",
    footerHeading = "%nExamples:%n",
    footer = {"  gradus onnx ops", "  gradus onnx ops --json"})
final class OnnxOps implements Callable<Integer> {

  @Option(names = "--json", description = "Print one JSON object on one line.")
  boolean json;

  @Override
  public Integer call() {
    Screen screen = Screen.standard();
    List<Rule> rules = Operators.all();
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("newestOpset", OnnxModel.NEWEST_OPSET);
      object.put("newestIr", OnnxModel.NEWEST_IR);
      object.put("operators", rules.stream().map(OnnxOps::object).toList());
      screen.json(object);
      return 0;
    }
    screen.say(
        "%d operators, opset 1 to %d, IR 1 to %d"
            .formatted(rules.size(), OnnxModel.NEWEST_OPSET, OnnxModel.NEWEST_IR));
    for (Rule rule : rules) {
      screen.say("  %-28s %s".formatted(rule.qualified(), versions(rule)));
    }
    return 0;
  }

  private static Map<String, Object> object(Rule rule) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("domain", rule.domain());
    object.put("name", rule.name());
    object.put("versions", rule.versions());
    object.put("removed", rule.removed());
    return object;
  }

  /// `1, 6, 13`, and until when where it is no more.
  static String versions(Rule rule) {
    String all = rule.versions().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return rule.removed() == 0 ? all : all + " (before " + rule.removed() + ")";
  }
}
