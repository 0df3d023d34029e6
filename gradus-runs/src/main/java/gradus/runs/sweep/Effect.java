package gradus.runs.sweep;

import java.util.List;

/// How much a setting mattered.
///
/// @param setting its name
/// @param share the part of the variance of the trials' ranks that goes with it, 0 to 1, adjusted
///   for chance; NaN where there are too few trials to say
/// @param correlation Spearman's rank correlation of its values with how good the trials were
///   (positive: larger is better), or NaN for values that are no numbers
/// @param levels its values, or thirds of them, with what they came to
public record Effect(String setting, double share, double correlation, List<Level> levels) {

  public Effect {
    levels = List.copyOf(levels);
  }

  /// The trials with a value, or with values in a range.
  ///
  /// @param values the value, or the least and the largest
  /// @param trials how many made their epochs
  /// @param mean the mean of the objective over them, NaN of none
  /// @param best the best of them, NaN of none
  /// @param lost how many more diverged
  public record Level(String values, int trials, double mean, double best, int lost) {}
}
