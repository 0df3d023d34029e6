package gradus.nn.run;

import gradus.nn.data.Csv;
import gradus.nn.data.CsvOptions;
import gradus.nn.data.DataOptions;
import gradus.nn.data.DataSource;
import gradus.nn.data.Dataset;
import gradus.nn.data.Delimiter;
import gradus.nn.data.ImageOptions;
import gradus.nn.data.Preparation;
import gradus.nn.data.Split;
import gradus.nn.data.Splits;
import gradus.nn.data.Standardiser;
import gradus.nn.data.Target;
import gradus.nn.data.TargetKind;
import gradus.nn.data.WavOptions;
import gradus.nn.loss.Head;
import gradus.nn.model.BuiltIn;
import gradus.nn.model.Network;
import gradus.nn.model.NetworkYaml;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A recipe made into the things that it names: data, network, preparation.
public final class Assembly {

  private Assembly() {}

  /// Loads the data of a recipe, cut into parts.
  public static Splits data(DataRecipe recipe) {
    return data(recipe, List.of());
  }

  /// Loads data for a run's model: tables are read by the columns and categories of its training.
  public static Splits data(DataRecipe recipe, RunRecord record) {
    return data(recipe, record.columns());
  }

  private static Splits data(DataRecipe recipe, List<String> known) {
    return DataSource.parse(recipe.source()).load(options(recipe, known));
  }

  /// All examples of a recipe's source for a run's model, whatever its split.
  public static Dataset whole(DataRecipe recipe, RunRecord record) {
    return data(recipe.withSplit("all"), record).test();
  }

  /// The examples of a table that has the features of a run's model and no column to predict; empty
  /// for other sources.
  public static Optional<List<float[]>> unlabelled(DataRecipe recipe, RunRecord record) {
    DataSource source = DataSource.parse(recipe.source());
    return source.kind() == DataSource.Kind.CSV && !record.columns().isEmpty()
        ? Csv.unlabelled(Path.of(source.place()), options(recipe, record.columns()).csv())
        : Optional.empty();
  }

  /// A set whose classes and columns are numbered as a run's were.
  ///
  /// Throws {@link FormatException} where it has classes or columns that the run did not know.
  public static Dataset aligned(Dataset set, RunRecord record) {
    if (!record.columns().isEmpty()
        && !set.featureNames().isEmpty()
        && !set.featureNames().equals(record.columns())) {
      throw new FormatException(
          "the data",
          "columns",
          shortened(record.columns()),
          shortened(set.featureNames()),
          "Give the columns that the model was trained on, in that order.");
    }
    return switch (set.target()) {
      case Target.Classes classes ->
          set.withTarget(
              new Target.Classes(
                  renumbered(classes.labels(), classes.names(), record.names()), record.names()));
      case Target.Binary binary ->
          set.withTarget(
              new Target.Binary(
                  renumbered(binary.labels(), binary.names(), record.names()), record.names()));
      case Target.MultiLabel _, Target.Reals _ -> set;
    };
  }

  private static int[] renumbered(int[] labels, List<String> names, List<String> known) {
    int[] renumbered = new int[labels.length];
    for (int row = 0; row < labels.length; row++) {
      String name = names.get(labels[row]);
      renumbered[row] = known.indexOf(name);
      if (renumbered[row] < 0) {
        throw new FormatException(
            "the data",
            "example " + row,
            "one of the classes " + shortened(known),
            "\"" + name + "\"",
            "The model was not trained on this class.");
      }
    }
    return renumbered;
  }

  private static DataOptions options(DataRecipe recipe, List<String> known) {
    CsvOptions csv =
        new CsvOptions(
            Delimiter.parse(recipe.delimiter()),
            oneOf("header", CsvOptions.Header.values(), recipe.header()),
            recipe.label(),
            recipe.categorical(),
            recipe.ignored(),
            recipe.channels(),
            known);
    ImageOptions images =
        recipe.size().size() == 2
            ? ImageOptions.AUTO.withSize(recipe.size().get(0), recipe.size().get(1))
            : ImageOptions.AUTO;
    return DataOptions.AUTO
        .withCsv(csv)
        .withImages(images)
        .withSignals(new WavOptions(recipe.length(), true))
        .withTarget(TargetKind.parse(recipe.target()))
        .withShape(recipe.shape())
        .withSplit(Split.parse(recipe.split()))
        .withValidation(recipe.validation())
        .withSeed(recipe.seed());
  }

  private static <E extends Enum<E>> E oneOf(String what, E[] values, String word) {
    return Arrays.stream(values)
        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s \"%s\": expected one of %s, found \"%s\". Choose one of these."
                        .formatted(
                            what,
                            word,
                            Arrays.stream(values)
                                .map(value -> value.name().toLowerCase(Locale.ROOT))
                                .toList(),
                            word)));
  }

  /// The network of a recipe for examples of a shape and a head.
  ///
  /// Throws {@link ShapeException} where its output does not fit the head.
  public static Network network(NetworkRecipe recipe, Shape example, Head head) {
    Network network =
        recipe.yaml().isEmpty()
            ? oneOf("network", BuiltIn.values(), recipe.name())
                .network(
                    example,
                    head.outputs(),
                    new BuiltIn.Options(recipe.batchNorm(), recipe.dropout()))
            : NetworkYaml.read(recipe.name(), recipe.yaml(), example);
    requireFits(recipe.name(), network, example, head);
    return network;
  }

  /// Refuses a network whose input is not the data's or whose output is not the head's.
  static void requireFits(String name, Network network, Shape example, Head head) {
    Shape input = network.inputs().getFirst().shape();
    if (!input.equals(example)) {
      throw new ShapeException(
          "network %s: expected the data's example shape %s as its input, found %s. Change input, or give --shape."
              .formatted(name, example, input));
    }
    Shape output = network.outputShape();
    if (!output.equals(Shape.of(head.outputs()))) {
      throw new ShapeException(
          "network %s: expected an output of shape [%d] for %s (%s), found %s. End the network with linear: %d."
              .formatted(
                  name,
                  head.outputs(),
                  head.kind() + " targets",
                  shortened(head.names()),
                  output,
                  head.outputs()));
    }
  }

  private static String shortened(List<String> names) {
    return names.size() <= 6
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 5)) + ", … " + names.getLast();
  }

  /// The preparation that a recipe asks for, fitted on the training part.
  ///
  /// `auto`: tables of numbers are brought to mean 0 and variance 1 feature by feature, images and
  /// signals stay as they are. `given:…`: by the means and deviations that stand there. Real
  /// targets are always standardised.
  public static Preparation preparation(DataRecipe recipe, Dataset train) {
    Standardiser features =
        Standardiser.Moments.parse(recipe.standardise())
            .map(Standardiser::of)
            .orElseGet(() -> fitted(recipe.standardise(), train));
    Standardiser targets =
        train.target() instanceof Target.Reals reals
            ? Standardiser.ofTargets(reals)
            : Standardiser.IDENTITY;
    return new Preparation(features, targets);
  }

  private static Standardiser fitted(String word, Dataset train) {
    return switch (word) {
      case "none" -> Standardiser.IDENTITY;
      case "feature" -> Standardiser.perFeature(train);
      case "channel" -> Standardiser.perChannel(train);
      case "auto" ->
          train.shape().rank() == 1 ? Standardiser.perFeature(train) : Standardiser.IDENTITY;
      default ->
          throw new IllegalArgumentException(
              "standardise \"%s\": expected auto, none, feature or channel, found \"%s\". Choose one of these."
                  .formatted(word, word));
    };
  }
}
