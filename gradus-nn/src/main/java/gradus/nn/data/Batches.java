package gradus.nn.data;

import gradus.tensor.Shape;
import java.util.stream.IntStream;

/// Cuts a set into batches, epoch by epoch.
///
/// Immutable. What a batch holds depends on the set, the settings, the seed, the epoch and the
/// batch's number, and on nothing else: neither on threads nor on what was read before. So a run
/// that starts again in the middle of an epoch sees the same batches.
///
/// @param set the examples
/// @param batch how many examples a batch has; the last one of an epoch may have fewer
/// @param seed of the order, of balanced draws and of augmentation
/// @param shuffled whether each epoch has an order of its own
/// @param balanced whether each class is drawn equally often, with repetition, instead of each
///   example once
/// @param dropLast whether a last, smaller batch is left out
/// @param augmentation changes to images
/// @param standardiser applied last
/// @param ahead how many batches another thread prepares ahead; 0 uses no other thread
public record Batches(
    Dataset set,
    int batch,
    long seed,
    boolean shuffled,
    boolean balanced,
    boolean dropLast,
    Augmentation augmentation,
    Standardiser standardiser,
    int ahead) {

  /// Checks that the settings fit the set.
  public Batches {
    if (batch < 1) {
      throw new IllegalArgumentException(
          "Batches(batch=%d): expected at least 1 example a batch, found %d. Give a batch such as 64."
              .formatted(batch, batch));
    }
    if (ahead < 0 || ahead > 64) {
      throw new IllegalArgumentException(
          "Batches(ahead=%d): expected 0 to 64 batches ahead, found %d. Give 2 for one thread that reads ahead."
              .formatted(ahead, ahead));
    }
    augmentation.requireImages(set.shape());
  }

  /// Shuffled batches for training, prepared one thread ahead.
  public static Batches training(Dataset set, int batch, long seed) {
    return new Batches(
        set, batch, seed, true, false, false, Augmentation.NONE, Standardiser.IDENTITY, 2);
  }

  /// All examples once, in their own order, for scoring.
  public static Batches scoring(Dataset set, int batch) {
    return new Batches(
        set, batch, 0, false, false, false, Augmentation.NONE, Standardiser.IDENTITY, 0);
  }

  /// The same with changes to images.
  public Batches augmentedBy(Augmentation other) {
    return new Batches(set, batch, seed, shuffled, balanced, dropLast, other, standardiser, ahead);
  }

  /// The same with a standardiser.
  public Batches standardisedBy(Standardiser other) {
    return new Batches(set, batch, seed, shuffled, balanced, dropLast, augmentation, other, ahead);
  }

  /// The same with classes drawn equally often, or not.
  public Batches withBalanced(boolean other) {
    return new Batches(
        set, batch, seed, shuffled, other, dropLast, augmentation, standardiser, ahead);
  }

  /// The same without a last, smaller batch, or with it.
  public Batches withDropLast(boolean other) {
    return new Batches(
        set, batch, seed, shuffled, balanced, other, augmentation, standardiser, ahead);
  }

  /// The same with that many batches prepared ahead.
  public Batches withAhead(int other) {
    return new Batches(
        set, batch, seed, shuffled, balanced, dropLast, augmentation, standardiser, other);
  }

  /// How many batches an epoch has.
  public int perEpoch() {
    return dropLast ? set.size() / batch : Math.ceilDiv(set.size(), batch);
  }

  /// The batches of one epoch, counted from 0; close it when done.
  public Feed epoch(int epoch) {
    return epoch(epoch, 0);
  }

  /// The batches of one epoch from the one numbered `first` on.
  public Feed epoch(int epoch, int first) {
    Filler filler = new Filler(this, epoch, order(epoch));
    return ahead == 0 ? new DirectFeed(filler, first) : new AheadFeed(filler, first, ahead);
  }

  /// The rows of an epoch, in the order in which they come.
  int[] order(int epoch) {
    if (balanced) {
      return Lots.balanced(set.target(), seed, epoch);
    }
    return shuffled
        ? Purpose.SHUFFLE.stream(seed, epoch, 0).permutation(set.size())
        : IntStream.range(0, set.size()).toArray();
  }

  /// Fills batches of one epoch; used by one thread at a time.
  static final class Filler {
    private final Batches plan;
    private final int epoch;
    private final int[] order;
    private final float[] copy;

    private Filler(Batches plan, int epoch, int[] order) {
      this.plan = plan;
      this.epoch = epoch;
      this.order = order;
      Shape shape = plan.set.shape();
      this.copy = new float[plan.augmentation.isNone() ? 0 : shape.size(1) * shape.size(2)];
    }

    int count() {
      return plan.perEpoch();
    }

    Batch empty() {
      return new Batch(plan.set, Math.min(plan.batch, Math.max(1, order.length)));
    }

    void fill(Batch into, int number) {
      int from = number * plan.batch;
      into.fill(plan.set, order, from, Math.min(plan.batch, order.length - from));
      int size = plan.set.exampleSize();
      for (int i = 0; i < into.size(); i++) {
        if (!plan.augmentation.isNone()) {
          Draws draws = Draws.of(plan.seed, Purpose.AUGMENT, epoch, into.rows()[i]);
          plan.augmentation.apply(draws, plan.set.shape(), into.x(), i * size, copy);
        }
        plan.standardiser.apply(into.x(), i * size, size);
      }
    }
  }
}
