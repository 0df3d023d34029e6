package gradus.nn.metric;

/// Scores of a set, and the outputs that they were made from.
///
/// @param scores the scores
/// @param outputs the network's outputs before its head, example after example
public record Scored(Scores scores, Outputs outputs) {

  /// Outputs of a set: `width` numbers for each example.
  ///
  /// @param width how many numbers one example has
  /// @param at the number of an example and a column
  public record Outputs(int width, At at) {}

  /// A number by its place.
  public interface At {
    /// The output of an example in a column.
    double value(int example, int column);
  }
}
