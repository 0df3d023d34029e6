package gradus.cli;

import gradus.cli.ConformanceCase.Result;
import gradus.cli.ConformanceCase.Verdict;
import gradus.runtime.plan.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus onnx conformance`.
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    description =
        "Runs tests of ONNX's own suite: folders with model.onnx and test_data_set_*/input_*.pb and"
            + " output_*.pb, at any depth.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no test failed",
      "1:some test failed",
      "2:the command is wrong, or there are no tests"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus onnx conformance node",
      "  gradus onnx conformance node --kernels scalar --json"
    })
final class OnnxConformance implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "DIR", description = "The folder of the tests.")
  Path folder = Path.of("");

  @Mixin private EngineArguments engine;

  @Option(names = "--json", description = "Print one JSON object on the last line.")
  boolean json;

  @Override
  public Integer call() {
    List<ConformanceCase> cases =
        Files.isDirectory(folder) ? ConformanceCase.below(folder) : List.of();
    if (cases.isEmpty()) {
      throw new IllegalArgumentException(
          "onnx conformance %s: expected folders with model.onnx below it, found none. Unpack the suite there."
              .formatted(folder));
    }
    Screen screen = Screen.standard();
    List<Verdict> verdicts = new ArrayList<>();
    try (Engine running = engine.engine()) {
      for (ConformanceCase one : cases) {
        Verdict verdict = one.run(running);
        verdicts.add(verdict);
        if (verdict.result() != Result.passed && !json) {
          screen.say("%-11s %s: %s".formatted(verdict.result(), verdict.name(), verdict.reason()));
        }
      }
    }
    if (json) {
      screen.json(object(verdicts));
    } else {
      screen.say(
          "%d passed, %d failed, %d unsupported"
              .formatted(
                  count(verdicts, Result.passed),
                  count(verdicts, Result.failed),
                  count(verdicts, Result.unsupported)));
    }
    return count(verdicts, Result.failed) == 0 ? 0 : 1;
  }

  private static long count(List<Verdict> verdicts, Result result) {
    return verdicts.stream().filter(verdict -> verdict.result() == result).count();
  }

  private static Map<String, Object> object(List<Verdict> verdicts) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (Result result : Result.values()) {
      object.put(result.name(), count(verdicts, result));
    }
    List<Map<String, String>> cases = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      Map<String, String> one = new LinkedHashMap<>();
      one.put("name", verdict.name());
      one.put("result", verdict.result().name());
      one.put("reason", verdict.reason());
      cases.add(one);
    }
    object.put("cases", cases);
    return object;
  }
}
