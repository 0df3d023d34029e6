package gradus.nn.run;

import java.util.List;

/// Where data come from and how they become examples; words as the command line has them.
///
/// @param source such as `digits`, `mnist:DIR`, `csv:FILE`
/// @param split such as `auto`, `0.8`, `first:898`, `every:5:0`
/// @param validation the share of the training part kept for validation, 0 for none
/// @param target `auto`, `classes`, `binary`, `multilabel`, `reals`, `bins:8,10`
/// @param label the column to predict, by name or position; empty to find it
/// @param delimiter what stands between cells: `auto`, `comma`, `semicolon`, `tab`, `space` or a
///   character
/// @param header `auto`, `present` or `absent`
/// @param categorical columns of categories
/// @param ignored columns to leave out
/// @param channels channels of interleaved steps in a table, 1 for none
/// @param shape the shape of one example; empty leaves it as it is
/// @param length samples of a sound, 0 for the default
/// @param size height and width of images; empty for all alike
/// @param standardise `auto`, `none`, `feature` or `channel`: what is brought to mean 0 and
///   variance 1; or means and deviations themselves, `given:0.5/0.25`
/// @param seed of splits drawn by lot
public record DataRecipe(
    String source,
    String split,
    double validation,
    String target,
    String label,
    String delimiter,
    String header,
    List<String> categorical,
    List<String> ignored,
    int channels,
    List<Integer> shape,
    int length,
    List<Integer> size,
    String standardise,
    long seed) {

  public DataRecipe {
    categorical = List.copyOf(categorical);
    ignored = List.copyOf(ignored);
    shape = List.copyOf(shape);
    size = List.copyOf(size);
  }

  /// The same source, read as the data of a run were: their kind of target, shape, length and size
  /// where this one says nothing, and nothing kept for validation.
  public DataRecipe withoutTrainingChoices(DataRecipe run) {
    return new DataRecipe(
        source,
        split,
        0,
        target.equals("auto") ? run.target : target,
        label.isEmpty() ? run.label : label,
        delimiter,
        header,
        categorical.isEmpty() ? run.categorical : categorical,
        ignored.isEmpty() ? run.ignored : ignored,
        channels == 1 ? run.channels : channels,
        shape.isEmpty() ? run.shape : shape,
        length == 0 ? run.length : length,
        size.isEmpty() ? run.size : size,
        run.standardise,
        seed);
  }

  /// The same with another kind of target.
  public DataRecipe withTarget(String other) {
    return new DataRecipe(
        source,
        split,
        validation,
        other,
        label,
        delimiter,
        header,
        categorical,
        ignored,
        channels,
        shape,
        length,
        size,
        standardise,
        seed);
  }

  /// The same with another split.
  public DataRecipe withSplit(String other) {
    return new DataRecipe(
        source,
        other,
        validation,
        target,
        label,
        delimiter,
        header,
        categorical,
        ignored,
        channels,
        shape,
        length,
        size,
        standardise,
        seed);
  }

  /// A source with everything found out.
  public static DataRecipe of(String source) {
    return new DataRecipe(
        source, "auto", 0, "auto", "", "auto", "auto", List.of(), List.of(), 1, List.of(), 0,
        List.of(), "auto", 1);
  }
}
