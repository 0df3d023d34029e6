package gradus.web.inference;

import java.time.Duration;

/// How models are served.
///
/// @param batchSize how many rows are computed together at the most
/// @param batchDelay how long the first of them waits for others; 0: a batch is what waits already
/// @param queue how many requests of one model may wait
/// @param deadline how long a request may take where it does not say
/// @param mostRows how many rows one request may have
/// @param workers how many batches are computed at once
/// @param watch how often the models' files are looked at; 0 for never
public record InferenceOptions(
    int batchSize,
    Duration batchDelay,
    int queue,
    Duration deadline,
    int mostRows,
    int workers,
    Duration watch) {

  public InferenceOptions {
    require("--batch-size", batchSize, 1, 65536);
    require("--queue", queue, 1, 1 << 20);
    require("--most-rows", mostRows, 1, 1 << 24);
    require("--workers", workers, 1, 1024);
    require("--batch-delay", batchDelay.toMillis(), 0, 60_000);
    require("--deadline", deadline.toMillis(), 1, 3_600_000);
    require("--watch", watch.toMillis(), 0, 3_600_000);
  }

  private static void require(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s %d: expected %d to %d, found %d. Leave it out for the usual."
              .formatted(option, value, least, most, value));
    }
  }

  /// 32 rows a batch without waiting, 256 requests in the queue, 30 seconds, 4096 rows a request, a
  /// worker for each processor, a look at the files each second.
  public static InferenceOptions standard() {
    return new InferenceOptions(
        32,
        Duration.ZERO,
        256,
        Duration.ofSeconds(30),
        4096,
        Runtime.getRuntime().availableProcessors(),
        Duration.ofSeconds(1));
  }

  /// The same with batches of another size, gathered for another time.
  public InferenceOptions withBatches(int size, Duration delay) {
    return new InferenceOptions(size, delay, queue, deadline, mostRows, workers, watch);
  }

  /// The same with another queue and deadline.
  public InferenceOptions withQueue(int requests, Duration time) {
    return new InferenceOptions(batchSize, batchDelay, requests, time, mostRows, workers, watch);
  }

  /// The same with another limit of rows.
  public InferenceOptions withMostRows(int rows) {
    return new InferenceOptions(batchSize, batchDelay, queue, deadline, rows, workers, watch);
  }

  /// The same with another number of workers.
  public InferenceOptions withWorkers(int number) {
    return new InferenceOptions(batchSize, batchDelay, queue, deadline, mostRows, number, watch);
  }

  /// The same with another watch over the files.
  public InferenceOptions withWatch(Duration every) {
    return new InferenceOptions(batchSize, batchDelay, queue, deadline, mostRows, workers, every);
  }
}
