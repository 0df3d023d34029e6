package gradus.nn.train;

import gradus.nn.data.Augmentation;
import gradus.nn.optim.Schedule;

/// How a training goes, apart from network, loss and optimiser. Together with those, the data and
/// the seed it determines every bit of the result; threads and kernels do not.
///
/// @param epochs how often all examples are seen, 0 or more
/// @param batch examples of one step, 1 or more
/// @param seed of first values, order, dropout and augmentation
/// @param schedule how the learning rate moves
/// @param clipNorm the largest length of the whole gradient, or 0 for no bound
/// @param parts into how many parts each batch is cut, whose gradients are added up: less memory,
///   the same step (except for batch normalisation, which sees the parts)
/// @param patience epochs without a lower validation loss after which training stops, or 0 for
///   never
/// @param balanced whether each class is drawn equally often
/// @param augmentation random changes to images
/// @param detectAnomaly whether each operation is checked for values that are not finite
public record Settings(
    int epochs,
    int batch,
    long seed,
    Schedule schedule,
    double clipNorm,
    int parts,
    int patience,
    boolean balanced,
    Augmentation augmentation,
    boolean detectAnomaly) {

  public Settings {
    if (epochs < 0 || batch < 1 || parts < 1 || parts > batch || patience < 0 || clipNorm < 0) {
      throw new IllegalArgumentException(
          "training(epochs=%d, batch=%d, parts=%d, patience=%d, clipNorm=%s): expected epochs and patience of 0 or more, a batch of 1 or more and parts from 1 to the batch, found others. Check the settings."
              .formatted(epochs, batch, parts, patience, clipNorm));
    }
  }

  /// Five epochs of batches of 64 with seed 1, a constant rate and nothing else.
  public static Settings standard() {
    return new Settings(
        5, 64, 1, new Schedule.Constant(), 0, 1, 0, false, Augmentation.NONE, false);
  }

  /// The same with other epochs.
  public Settings withEpochs(int value) {
    return new Settings(
        value,
        batch,
        seed,
        schedule,
        clipNorm,
        parts,
        patience,
        balanced,
        augmentation,
        detectAnomaly);
  }

  /// The same with another batch.
  public Settings withBatch(int value) {
    return new Settings(
        epochs,
        value,
        seed,
        schedule,
        clipNorm,
        parts,
        patience,
        balanced,
        augmentation,
        detectAnomaly);
  }

  /// The same with another seed.
  public Settings withSeed(long value) {
    return new Settings(
        epochs,
        batch,
        value,
        schedule,
        clipNorm,
        parts,
        patience,
        balanced,
        augmentation,
        detectAnomaly);
  }

  /// The same with another schedule.
  public Settings withSchedule(Schedule value) {
    return new Settings(
        epochs,
        batch,
        seed,
        value,
        clipNorm,
        parts,
        patience,
        balanced,
        augmentation,
        detectAnomaly);
  }

  /// The same with a bound on the gradient's length.
  public Settings withClipNorm(double value) {
    return new Settings(
        epochs,
        batch,
        seed,
        schedule,
        value,
        parts,
        patience,
        balanced,
        augmentation,
        detectAnomaly);
  }

  /// The same with batches cut into parts.
  public Settings withParts(int value) {
    return new Settings(
        epochs,
        batch,
        seed,
        schedule,
        clipNorm,
        value,
        patience,
        balanced,
        augmentation,
        detectAnomaly);
  }

  /// The same with early stopping.
  public Settings withPatience(int value) {
    return new Settings(
        epochs,
        batch,
        seed,
        schedule,
        clipNorm,
        parts,
        value,
        balanced,
        augmentation,
        detectAnomaly);
  }

  /// The same with classes drawn equally often, or not.
  public Settings withBalanced(boolean value) {
    return new Settings(
        epochs,
        batch,
        seed,
        schedule,
        clipNorm,
        parts,
        patience,
        value,
        augmentation,
        detectAnomaly);
  }

  /// The same with random changes to images.
  public Settings withAugmentation(Augmentation value) {
    return new Settings(
        epochs, batch, seed, schedule, clipNorm, parts, patience, balanced, value, detectAnomaly);
  }

  /// The same with every operation checked for values that are not finite.
  public Settings withDetectAnomaly(boolean value) {
    return new Settings(
        epochs, batch, seed, schedule, clipNorm, parts, patience, balanced, augmentation, value);
  }
}
