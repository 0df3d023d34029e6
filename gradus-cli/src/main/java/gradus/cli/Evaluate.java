package gradus.cli;

import gradus.explain.render.Table;
import gradus.nn.data.Dataset;
import gradus.nn.data.Splits;
import gradus.nn.metric.ClassScores;
import gradus.nn.metric.Scores;
import gradus.nn.run.Assembly;
import gradus.nn.run.DataRecipe;
import gradus.nn.run.Judgement;
import gradus.nn.run.RunFolder;
import gradus.nn.run.RunRecord;
import gradus.nn.run.Weights;
import gradus.runtime.plan.Engine;
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

/// `gradus evaluate`.
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description =
        "Scores a trained model. Without --data: on the test part of its own data; with --data: on"
            + " the part that the source calls its test, or else on all of it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus evaluate runs/mnist",
      "  gradus evaluate runs/mnist --data mnist:mnist --json",
      "  gradus evaluate runs/iris --data csv:new.csv --label species"
    })
final class Evaluate implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a run, or model.onnx.")
  Path run = Path.of("");

  @Mixin private DataArguments data;
  @Mixin private EngineArguments engine;
  @Mixin private NamesArguments names;

  @Option(
      names = "--input",
      paramLabel = "AxBxC|NAME=A,…",
      description = "Of model.onnx: shapes and lengths that it leaves open, as ids=128,mask=128.")
  String input = "";

  @Option(
      names = "--part",
      paramLabel = "PART",
      description = "train, validation, test or all. Default: see above.")
  String part = "auto";

  @Option(names = "--json", description = "Print the scores as one JSON object on the last line.")
  boolean json;

  @Override
  public Integer call() {
    Opened model = Opened.of(run, input, data.moments(), names);
    model.requireData(data.given(), "evaluate");
    RunRecord record = model.record();
    Dataset set = chosen(record);
    Judgement judgement = model.forData(set).judgement();
    Scores scores;
    try (Engine computing = engine.engine()) {
      scores = judgement.score(set, computing).scores();
    }
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("test", scores.values());
      object.put("examples", set.size());
      object.put("parameters", judgement.parameters());
      object.put(
          "epochs", model.folder().flatMap(RunFolder::checkpoint).map(it -> it.epochs()).orElse(0));
      object.put(
          "imagesPerSecond", record.result().map(result -> result.imagesPerSecond()).orElse(0.0));
      object.put("weightsSha256", Weights.sha256(judgement.weights()));
      object.put("out", run.toString());
      Screen.standard().json(object);
    } else {
      tell(Screen.standard(), set, scores, record.names());
    }
    return 0;
  }

  private Dataset chosen(RunRecord record) {
    DataRecipe own = record.recipe().data();
    boolean isOwn =
        !data.given() || (data.source.equals(own.source()) && data.split.equals("auto"));
    DataRecipe recipe = isOwn ? own : data.recipe(own.seed()).withoutTrainingChoices(own);
    Splits parts = Assembly.data(recipe, record);
    boolean hasTest =
        isOwn || !data.split.equals("auto") || recipe.source().matches("(mnist|digits).*");
    String wanted = part.equals("auto") ? (hasTest ? "test" : "all") : part;
    Dataset set =
        switch (wanted) {
          case "train" -> parts.train();
          case "validation" -> parts.validation();
          case "test" -> parts.test();
          case "all" -> Assembly.whole(recipe, record);
          default ->
              throw new IllegalArgumentException(
                  "--part %s: expected train, validation, test or all, found \"%s\". Choose one of these."
                      .formatted(part, part));
        };
    if (set.isEmpty()) {
      throw new IllegalArgumentException(
          "evaluate: expected examples in the %s part of %s, found none. Choose another --part."
              .formatted(wanted, recipe.source()));
    }
    return Assembly.aligned(set, record);
  }

  private static void tell(Screen screen, Dataset set, Scores scores, List<String> names) {
    List<List<String>> rows = new ArrayList<>();
    scores
        .values()
        .forEach(
            (name, value) ->
                rows.add(
                    List.of(
                        name,
                        name.equals("accuracy") ? Numbers.percent(value) : Numbers.short4(value))));
    screen.say(Numbers.count(set.size()) + " examples");
    screen.say("");
    new Table(List.of("score", "value"), List.of(false, true), rows).lines().forEach(screen::say);
    if (scores instanceof ClassScores classes && names.size() <= 30) {
      screen.say("");
      screen.say("Confusion: rows are true, columns predicted.");
      confusion(classes, names).lines().forEach(screen::say);
    }
  }

  private static Table confusion(ClassScores scores, List<String> names) {
    List<String> header = new ArrayList<>(List.of(""));
    header.addAll(names);
    List<Boolean> right = new ArrayList<>(List.of(false));
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < names.size(); row++) {
      right.add(true);
      List<String> cells = new ArrayList<>(List.of(names.get(row)));
      scores.confusion().get(row).forEach(n -> cells.add(n == 0 ? "·" : String.valueOf(n)));
      rows.add(cells);
    }
    return new Table(header, right, rows);
  }
}
