package gradus.nn.data;

/// How raw data become a network's inputs and targets; fitted on the training part alone and stored
/// with the model.
///
/// @param features applied to every example
/// @param targets applied to real targets, and undone on predictions
public record Preparation(Standardiser features, Standardiser targets) {

  /// Nothing is changed.
  public static Preparation none() {
    return new Preparation(Standardiser.IDENTITY, Standardiser.IDENTITY);
  }
}
