package gradus.cli;

import gradus.nn.data.Standardiser;
import gradus.nn.run.DataRecipe;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that say where data come from; shared by the commands that read data.
final class DataArguments {

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description =
          "digits (built in), mnist:DIR, idx:IMAGES,LABELS, csv:FILE, npy:X,Y, npz:FILE, "
              + "images:DIR or wav:DIR_OR_ZIP.")
  String source = "";

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      description =
          "What is tested on: a share to train on such as 0.8, first:N (the first N rows train),"
              + " every:N:R (row i is tested when i %% N = R), odd (odd rows are tested), given (as"
              + " the files say). Default: as the files say, or 0.8.")
  String split = "auto";

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description = "The share of the training part that chooses the best epoch. Default: 0, none.")
  double validation;

  @Option(
      names = "--target",
      paramLabel = "KIND",
      description = "auto, classes, binary, multilabel, reals, or bins:8,10 (classes by size).")
  String target = "auto";

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "csv: the column to predict, by name, or by position from 0 (-1 is the last).")
  String label = "";

  @Option(
      names = "--delimiter",
      paramLabel = "MARK",
      description = "csv: auto, comma, semicolon, tab, space, pipe or a character.")
  String delimiter = "auto";

  @Option(names = "--header", paramLabel = "WHETHER", description = "csv: auto, present or absent.")
  String header = "auto";

  @Option(
      names = "--categorical",
      split = ",",
      paramLabel = "COLUMN",
      description = "csv: columns that are categories although they look like numbers.")
  List<String> categorical = List.of();

  @Option(
      names = "--ignore",
      split = ",",
      paramLabel = "COLUMN",
      description = "csv: columns to leave out.")
  List<String> ignored = List.of();

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "csv: the columns are steps of N channels (x1,y1,x2,y2,… has 2).")
  int channels = 1;

  @Option(
      names = "--shape",
      paramLabel = "AxBxC",
      description = "The shape of one example, such as 1x8x8 for 64 columns.")
  String shape = "";

  @Option(
      names = "--length",
      paramLabel = "N",
      description = "wav: samples of a sound; longer ones are cut, shorter ones filled with zeros.")
  int length;

  @Option(
      names = "--size",
      paramLabel = "HxW",
      description = "images: height and width to which pictures are brought.")
  String size = "";

  @Option(
      names = "--standardise",
      paramLabel = "WHAT",
      description =
          "auto (columns of tables), none, feature or channel: what is brought to mean 0 and "
              + "variance 1, as measured on the training part.")
  String standardise = "auto";

  @Mixin private MomentArguments moments = new MomentArguments();

  /// The means and deviations that were given.
  Optional<Standardiser.Moments> moments() {
    return moments.moments();
  }

  /// Whether a source was given.
  boolean given() {
    return !source.isEmpty();
  }

  DataRecipe recipe(long seed) {
    return new DataRecipe(
        given() ? source : "digits",
        split,
        validation,
        target,
        label,
        delimiter,
        header,
        categorical,
        ignored,
        channels,
        sizes("--shape", shape),
        length,
        sizes("--size", size),
        moments().map(Standardiser.Moments::text).orElse(standardise),
        seed);
  }

  /// `1x28x28` as numbers.
  static List<Integer> sizes(String option, String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    try {
      return Arrays.stream(text.split("[x×,]", -1))
          .map(word -> Integer.valueOf(word.strip()))
          .toList();
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "%s %s: expected whole numbers joined by x, found \"%s\". Write for example 1x28x28."
              .formatted(option, text, text),
          wrong);
    }
  }
}
