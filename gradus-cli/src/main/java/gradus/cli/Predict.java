package gradus.cli;

import gradus.explain.render.Table;
import gradus.nn.data.Dataset;
import gradus.nn.data.Target;
import gradus.nn.loss.Head;
import gradus.nn.loss.LogOdds;
import gradus.nn.run.Assembly;
import gradus.nn.run.DataRecipe;
import gradus.nn.run.Predictor;
import gradus.nn.run.RunRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus predict`.
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description =
        "Predicts with a trained model: for examples of a source, or for one example typed as"
            + " numbers.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus predict runs/lenet-digits",
      "  gradus predict runs/iris --values 5.1,3.5,1.4,0.2",
      "  gradus predict runs/cancer --data csv:new.csv --threshold 0.2 --limit 0 --json",
      "  gradus predict --url http://localhost:8080 --model iris --values 5.1,3.5,1.4,0.2"
    })
final class Predict implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RUN",
      description = "The folder of a run, or model.onnx.")
  String run = "";

  @Mixin private DataArguments data;

  @Mixin private RemotePrediction remote;
  @Mixin private NamesArguments names;

  @Option(
      names = "--input",
      paramLabel = "AxBxC|NAME=A,…",
      description = "Of model.onnx: shapes and lengths that it leaves open, as ids=128,mask=128.")
  String input = "";

  @Option(
      names = "--values",
      split = ",",
      paramLabel = "NUMBER",
      description = "The features of one example, as many as the data has columns.")
  List<Float> values = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many examples at the most; 0 for all. Default: 10.")
  int limit = 10;

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description = "Two outcomes: say the positive one where P(y=1|x) > T. Default: 0.5.")
  double threshold = 0.5;

  @Option(names = "--json", description = "Print one JSON object a line, one line an example.")
  boolean json;

  @Override
  public Integer call() {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "--threshold %s: expected a probability from 0 to 1, found %s. Try 0.5."
              .formatted(threshold, threshold));
    }
    if (remote.wanted() != run.isEmpty()) {
      throw new IllegalArgumentException(
          "predict: expected the folder of a run, model.onnx or --url, found %s. For example: gradus predict runs/iris."
              .formatted(run.isEmpty() ? "none" : "both"));
    }
    print(remote.wanted() ? remotely() : locally());
    return 0;
  }

  private List<Map<String, Object>> remotely() {
    if (!values.isEmpty()) {
      return remote.ofValues(values);
    }
    Dataset set = Assembly.data(data.recipe(1)).test();
    return remote.ofData(set, shown(set.size()), row -> truth(set.target(), row));
  }

  private List<Map<String, Object>> locally() {
    Opened model = Opened.of(Path.of(run), input, data.moments(), names);
    model.requireData(data.given() || !values.isEmpty(), "predict");
    if (values.isEmpty()) {
      return ofData(model);
    }
    model.requireFits(values);
    return List.of(ofValues(model.predictor()));
  }

  private void print(List<Map<String, Object>> answers) {
    Screen screen = Screen.standard();
    if (json) {
      answers.forEach(screen::json);
    } else {
      table(answers).lines().forEach(screen::say);
    }
  }

  private Map<String, Object> ofValues(Predictor predictor) {
    int wanted = predictor.network().inputs().getFirst().shape().elements();
    if (values.size() != wanted) {
      throw new IllegalArgumentException(
          "--values: expected %d numbers, found %d. Give one for each feature, joined by commas."
              .formatted(wanted, values.size()));
    }
    float[] example = new float[wanted];
    for (int i = 0; i < wanted; i++) {
      example[i] = values.get(i);
    }
    return answer(predictor, example, 0, Optional.empty());
  }

  private List<Map<String, Object>> ofData(Opened model) {
    RunRecord record = model.record();
    DataRecipe own = record.recipe().data();
    DataRecipe recipe = data.given() ? data.recipe(own.seed()).withoutTrainingChoices(own) : own;
    List<Map<String, Object>> answers = new ArrayList<>();
    List<float[]> unlabelled = Assembly.unlabelled(recipe, record).orElse(List.of());
    if (!unlabelled.isEmpty()) {
      Predictor predictor = model.predictor();
      for (int row = 0; row < shown(unlabelled.size()); row++) {
        answers.add(answer(predictor, unlabelled.get(row), row, Optional.empty()));
      }
      return answers;
    }
    Dataset set =
        Assembly.aligned(
            data.given() ? Assembly.whole(recipe, record) : Assembly.data(recipe).test(), record);
    Predictor predictor = model.forData(set).predictor();
    for (int row = 0; row < shown(set.size()); row++) {
      answers.add(answer(predictor, set.example(row), row, Optional.of(truth(set.target(), row))));
    }
    return answers;
  }

  private int shown(int examples) {
    return limit == 0 ? examples : Math.min(limit, examples);
  }

  private Map<String, Object> answer(
      Predictor predictor, float[] example, int row, Optional<String> truth) {
    Predictor.Prediction prediction = predictor.predict(example);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("example", row);
    switch (predictor.head()) {
      case Head.Binary binary -> {
        LogOdds odds = new LogOdds(prediction.outputs()[0]);
        answer.put("prediction", binary.names().get(odds.exceeds(threshold) ? 1 : 0));
        answer.put("P(y=1|x)", odds.probability());
        answer.put("odds", odds.odds());
      }
      case Head.Categorical categorical -> {
        int best = best(prediction.values());
        answer.put("prediction", categorical.names().get(best));
        answer.put("probability", (double) prediction.values()[best]);
        answer.put("probabilities", named(categorical.names(), prediction.values()));
      }
      case Head.MultiLabel labels -> {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < labels.names().size(); i++) {
          if (new LogOdds(prediction.outputs()[i]).exceeds(threshold)) {
            said.add(labels.names().get(i));
          }
        }
        answer.put("prediction", String.join(" ", said));
        answer.put("probabilities", named(labels.names(), prediction.values()));
      }
      case Head.Real real -> {
        if (real.names().size() == 1) {
          answer.put("prediction", (double) prediction.values()[0]);
        } else {
          named(real.names(), prediction.values()).forEach(answer::put);
        }
      }
    }
    truth.ifPresent(value -> answer.put("truth", value));
    return answer;
  }

  private static int best(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  private static Map<String, Object> named(List<String> names, float[] values) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      named.put(names.get(i), (double) values[i]);
    }
    return named;
  }

  private static String truth(Target target, int row) {
    return switch (target) {
      case Target.Classes classes -> classes.names().get(classes.label(row));
      case Target.Binary binary -> binary.names().get(binary.label(row));
      case Target.MultiLabel labels -> {
        List<String> held = new ArrayList<>();
        for (int i = 0; i < labels.names().size(); i++) {
          if (labels.value(row, i) > 0.5f) {
            held.add(labels.names().get(i));
          }
        }
        yield String.join(" ", held);
      }
      case Target.Reals reals -> {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < reals.width(); i++) {
          numbers.add(Numbers.short4(reals.value(row, i)));
        }
        yield String.join(" ", numbers);
      }
    };
  }

  private static Table table(List<Map<String, Object>> answers) {
    List<String> header =
        answers.isEmpty()
            ? List.of("example")
            : answers.getFirst().keySet().stream()
                .filter(name -> !name.equals("probabilities"))
                .toList();
    List<List<String>> rows = new ArrayList<>();
    for (Map<String, Object> answer : answers) {
      rows.add(
          header.stream()
              .map(name -> answer.get(name))
              .map(value -> value instanceof Double d ? Numbers.short4(d) : String.valueOf(value))
              .toList());
    }
    Boolean[] right = new Boolean[header.size()];
    Arrays.setAll(
        right,
        i -> i == 0 || (!header.get(i).equals("truth") && !header.get(i).equals("prediction")));
    return new Table(header, List.of(right), rows);
  }
}
