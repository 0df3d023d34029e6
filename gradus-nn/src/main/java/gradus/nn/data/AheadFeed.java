package gradus.nn.data;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Lets another thread fill the next batches while the current one is learnt from.
///
/// The batches are those of [DirectFeed]: the thread changes when a batch is filled, not what it
/// holds. A failure in the thread comes out of `advance`.
final class AheadFeed implements Feed {

  private sealed interface Delivery {}

  private record Filled(Batch batch) implements Delivery {}

  private record Failed(RuntimeException cause) implements Delivery {}

  private record Ended() implements Delivery {}

  private final BlockingQueue<Delivery> deliveries;
  private final BlockingQueue<Filled> spare;
  private final Thread thread;
  private @Nullable Filled current;
  private boolean ended;

  AheadFeed(Batches.Filler filler, int first, int ahead) {
    this.deliveries = new ArrayBlockingQueue<>(ahead + 2);
    this.spare = new ArrayBlockingQueue<>(ahead + 1);
    for (int i = 0; i <= ahead; i++) {
      spare.add(new Filled(filler.empty()));
    }
    this.thread =
        Thread.ofPlatform().daemon().name("gradus-batches").start(() -> fill(filler, first));
  }

  private void fill(Batches.Filler filler, int first) {
    try {
      for (int number = first; number < filler.count(); number++) {
        Filled empty = spare.take();
        filler.fill(empty.batch(), number);
        deliveries.put(empty);
      }
      deliveries.put(new Ended());
    } catch (InterruptedException e) {
      // closed early: nobody waits for more
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // there is room: the queue is longer than the number of batches
      deliveries.add(new Failed(e));
    } catch (Error e) {
      deliveries.add(new Failed(new IllegalStateException("Reading ahead failed: " + e, e)));
    }
  }

  @Override
  public boolean advance() {
    if (ended) {
      return false;
    }
    if (current != null) {
      spare.add(current);
      current = null;
    }
    return switch (take()) {
      case Filled filled -> {
        current = filled;
        yield true;
      }
      case Ended _ -> {
        ended = true;
        yield false;
      }
      case Failed failed -> {
        ended = true;
        throw failed.cause();
      }
    };
  }

  private Delivery take() {
    try {
      return deliveries.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new IllegalStateException("Reading batches was interrupted.", e);
    }
  }

  @Override
  public Batch batch() {
    if (current == null) {
      throw new IllegalStateException(
          "Feed.batch(): expected advance() to have found a batch, found none. Call advance()"
              + " first.");
    }
    return current.batch();
  }

  @Override
  public void close() {
    ended = true;
    current = null;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
