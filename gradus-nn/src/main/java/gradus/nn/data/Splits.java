package gradus.nn.data;

/// A set in three parts: to learn from, to choose by, and to judge by; the middle one may be empty.
public record Splits(Dataset train, Dataset validation, Dataset test) {

  /// Two parts; the validation part is empty.
  public static Splits of(Dataset train, Dataset test) {
    return new Splits(train, train.subset(new int[0]), test);
  }

  /// Takes a share of the training part for validation, by lot and class by class; the test part
  /// stays as it is. A share of 0 leaves everything as it is.
  public Splits withValidation(double share, long seed) {
    if (share == 0) {
      return this;
    }
    Splits parts = train.split(1 - share, seed, true);
    return new Splits(parts.train(), parts.test(), test);
  }
}
