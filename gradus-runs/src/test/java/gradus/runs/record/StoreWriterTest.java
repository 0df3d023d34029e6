package gradus.runs.record;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.runs.store.Point;
import gradus.runs.store.RunStatus;
import gradus.runs.store.StorePlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The thread that writes, when the database hangs: whoever trains does not wait, and no more waits
/// in the queue than fits.
class StoreWriterTest {

  @TempDir Path folder;

  @Test
  @Timeout(20)
  void aStoreThatHangsHoldsNoOneUp() throws InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    List<String> messages = new CopyOnWriteArrayList<>();
    StoreWriter writer =
        new StoreWriter(
            new StorePlace.SqliteFile(folder.resolve("runs.db")),
            "abcd000000000000",
            messages::add,
            _ -> await(hanging),
            List::of,
            Duration.ofMillis(200));
    writer.start();
    List<Point> point = List.of(Point.of("x", 1, 1, 1, Instant.EPOCH));
    long begun = System.nanoTime();
    int offered = 200_000;
    for (int i = 0; i < offered; i++) {
      writer.offer(point);
    }
    assertThat(writer.waiting()).isEqualTo(StoreWriter.QUEUE);
    assertThat(writer.dropped()).isEqualTo(offered - StoreWriter.QUEUE);
    writer.end(RunStatus.FINISHED, Optional.empty());
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    assertThat(messages)
        .containsExactly(
            folder.resolve("runs.db")
                + ": the store of runs is too slow; the record of this run is not whole.");
    hanging.countDown();
    // the folder must not be deleted under what still writes into it
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("gradus-run-store")) {
        thread.join();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
