package gradus.cli;

import gradus.explain.render.Table;
import gradus.nn.data.Dataset;
import gradus.nn.data.Splits;
import gradus.nn.data.Target;
import gradus.nn.run.Assembly;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus data`.
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Describes a source of data as training would see it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  gradus data digits",
      "  gradus data mnist:mnist",
      "  gradus data csv:iris.csv --label species --split 0.8"
    })
final class Data implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SOURCE",
      description = "As --data of train. Default: digits.")
  String source = "";

  @Mixin private DataArguments data;

  @Option(names = "--json", description = "Print one JSON object on one line.")
  boolean json;

  @Override
  public Integer call() {
    data.source = source.isEmpty() ? data.source : source;
    Splits parts = Assembly.data(data.recipe(1));
    Screen screen = Screen.standard();
    if (json) {
      screen.json(object(parts));
      return 0;
    }
    Dataset train = parts.train();
    screen.say(
        "%s to train, %s to validate, %s to test"
            .formatted(
                Numbers.count(train.size()),
                Numbers.count(parts.validation().size()),
                Numbers.count(parts.test().size())));
    screen.say("example   " + train.shape());
    screen.say("target    " + kind(train.target()));
    screen.say("digest    " + train.digest());
    screen.say("");
    table(parts).lines().forEach(screen::say);
    if (train.shape().rank() == 3 && train.shape().size(2) <= 64 && !train.isEmpty()) {
      screen.say("");
      Picture.lines(train.example(0), train.shape()).forEach(screen::say);
    }
    return 0;
  }

  private static String kind(Target target) {
    return switch (target) {
      case Target.Classes classes -> classes.names().size() + " classes";
      case Target.Binary binary -> "two outcomes; 1 is \"" + binary.names().get(1) + "\"";
      case Target.MultiLabel labels -> labels.names().size() + " labels, any number at once";
      case Target.Reals reals -> "real numbers: " + String.join(", ", reals.names());
    };
  }

  private static Table table(Splits parts) {
    return switch (parts.train().target()) {
      case Target.Classes classes -> counts(classes.names(), parts);
      case Target.Binary binary -> counts(binary.names(), parts);
      case Target.MultiLabel labels -> spread(labels.names(), labels.values());
      case Target.Reals reals -> spread(reals.names(), reals.values());
    };
  }

  private static int[] count(Target target, int classes) {
    int[] counts = new int[classes];
    for (int row = 0; row < target.size(); row++) {
      switch (target) {
        case Target.Classes labels -> counts[labels.label(row)]++;
        case Target.Binary labels -> counts[labels.label(row)]++;
        case Target.MultiLabel _, Target.Reals _ -> {}
      }
    }
    return counts;
  }

  private static Table counts(List<String> names, Splits parts) {
    int[] train = count(parts.train().target(), names.size());
    int[] validation = count(parts.validation().target(), names.size());
    int[] test = count(parts.test().target(), names.size());
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      rows.add(
          List.of(
              names.get(k),
              String.valueOf(train[k]),
              String.valueOf(validation[k]),
              String.valueOf(test[k])));
    }
    return new Table(
        List.of("class", "train", "validation", "test"), List.of(false, true, true, true), rows);
  }

  private static Table spread(List<String> names, float[] values) {
    List<List<String>> rows = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (int i = column; i < values.length; i += names.size()) {
        low = Math.min(low, values[i]);
        high = Math.max(high, values[i]);
        sum += values[i];
      }
      rows.add(
          List.of(
              names.get(column),
              Numbers.short4(low),
              Numbers.short4(sum * names.size() / values.length),
              Numbers.short4(high)));
    }
    return new Table(
        List.of("target", "least", "mean", "largest"), List.of(false, true, true, true), rows);
  }

  private static Map<String, Object> object(Splits parts) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("train", parts.train().size());
    object.put("validation", parts.validation().size());
    object.put("test", parts.test().size());
    object.put("shape", parts.train().shape().sizes());
    object.put("names", parts.train().target().names());
    object.put("digest", parts.train().digest());
    return object;
  }
}
