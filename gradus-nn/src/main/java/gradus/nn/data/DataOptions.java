package gradus.nn.data;

import java.util.List;

/// What may be told about a source of data beside its name; each kind of source takes what it
/// needs.
///
/// @param csv for tables
/// @param images for folders of images
/// @param signals for folders and zips of sound
/// @param target what kind of target it is, for tables and arrays
/// @param shape the shape of one example; empty leaves it as it is
/// @param split the part to train on and the part to test on
/// @param validation the share of the training part kept for validation; 0 for none
/// @param seed of splits drawn by lot
public record DataOptions(
    CsvOptions csv,
    ImageOptions images,
    WavOptions signals,
    TargetKind target,
    List<Integer> shape,
    Split split,
    double validation,
    long seed) {

  /// Everything found out, nothing kept for validation.
  public static final DataOptions AUTO =
      new DataOptions(
          CsvOptions.AUTO,
          ImageOptions.AUTO,
          WavOptions.AUTO,
          TargetKind.AUTO,
          List.of(),
          Split.auto(),
          0,
          1);

  /// Checks and copies.
  public DataOptions {
    shape = List.copyOf(shape);
    if (!(validation >= 0 && validation < 1)) {
      throw new IllegalArgumentException(
          "DataOptions(validation=%s): expected a share from 0 up to 1, found %s. Give for example 0.1."
              .formatted(validation, validation));
    }
  }

  /// The same with other settings for tables.
  public DataOptions withCsv(CsvOptions other) {
    return new DataOptions(other, images, signals, target, shape, split, validation, seed);
  }

  /// The same with other settings for images.
  public DataOptions withImages(ImageOptions other) {
    return new DataOptions(csv, other, signals, target, shape, split, validation, seed);
  }

  /// The same with other settings for sound.
  public DataOptions withSignals(WavOptions other) {
    return new DataOptions(csv, images, other, target, shape, split, validation, seed);
  }

  /// The same with another kind of target.
  public DataOptions withTarget(TargetKind other) {
    return new DataOptions(csv, images, signals, other, shape, split, validation, seed);
  }

  /// The same with another shape of an example.
  public DataOptions withShape(List<Integer> other) {
    return new DataOptions(csv, images, signals, target, other, split, validation, seed);
  }

  /// The same with another split.
  public DataOptions withSplit(Split other) {
    return new DataOptions(csv, images, signals, target, shape, other, validation, seed);
  }

  /// The same with another share for validation.
  public DataOptions withValidation(double other) {
    return new DataOptions(csv, images, signals, target, shape, split, other, seed);
  }

  /// The same with another seed.
  public DataOptions withSeed(long other) {
    return new DataOptions(csv, images, signals, target, shape, split, validation, other);
  }
}
