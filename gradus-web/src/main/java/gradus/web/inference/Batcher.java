package gradus.web.inference;

import gradus.tensor.Tensor;
import gradus.web.http.HttpProblem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The queue of one model: requests that wait are computed together, as many rows as a batch holds.
///
/// No bit of an answer depends on what was computed beside it. Closing finishes what was accepted.
/// It changes with every request.
final class Batcher implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Batcher.class.getName());

  /// One request that waits.
  private record Waiting(
      Map<String, Tensor> inputs,
      int rows,
      long since,
      long deadline,
      CompletableFuture<Map<String, Values>> answer) {}

  private final String name;
  private final ServedModel model;
  private final InferenceOptions options;
  private final Semaphore processors;
  private final Meters meters;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private final List<Thread> workers = new ArrayList<>();
  private boolean gathering;
  private boolean closed;

  /// @param processors as many permits as may compute at once, shared by all models
  Batcher(
      String name,
      ServedModel model,
      InferenceOptions options,
      Semaphore processors,
      Meters meters) {
    this.name = name;
    this.model = model;
    this.options = options;
    this.processors = processors;
    this.meters = meters;
    for (int i = 0; i < options.workers(); i++) {
      workers.add(Thread.ofPlatform().daemon().name("gradus-" + name + "-" + i).start(this::work));
    }
  }

  /// Takes a request in.
  ///
  /// @param deadline the value of {@link System#nanoTime} when the answer is of no use any more
  /// @return the answer to come, or nothing where this queue was closed for a newer one
  Optional<CompletableFuture<Map<String, Values>>> submit(
      Map<String, Tensor> inputs, int rows, long deadline) {
    CompletableFuture<Map<String, Values>> answer = new CompletableFuture<>();
    lock.lock();
    try {
      if (closed) {
        return Optional.empty();
      }
      if (queue.size() >= options.queue()) {
        meters.rejected(name, "full");
        throw new HttpProblem(
                429,
                "Model \"%s\": expected fewer than %d requests waiting, found the queue full. Come back later."
                    .formatted(name, options.queue()))
            .retryAfter(1);
      }
      queue.add(new Waiting(inputs, rows, System.nanoTime(), deadline, answer));
      changed.signalAll();
      return Optional.of(answer);
    } finally {
      lock.unlock();
    }
  }

  /// How many requests wait.
  int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    try {
      for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
        processors.acquire();
        try {
          compute(batch);
        } finally {
          processors.release();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// The next requests to compute together; none once the queue is closed and empty.
  private List<Waiting> next() throws InterruptedException {
    lock.lock();
    try {
      while (gathering || (queue.isEmpty() && !closed)) {
        changed.await();
      }
      if (queue.isEmpty()) {
        return List.of();
      }
      gathering = true;
      try {
        return gathered();
      } finally {
        gathering = false;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private List<Waiting> gathered() throws InterruptedException {
    List<Waiting> batch = new ArrayList<>();
    Waiting first = queue.remove();
    batch.add(first);
    int rows = first.rows();
    long end = first.since() + options.batchDelay().toNanos();
    while (model.joinsRows() && rows < options.batchSize()) {
      Waiting next = queue.peek();
      if (next != null) {
        if (rows + next.rows() > options.batchSize()) {
          break;
        }
        batch.add(queue.remove());
        rows += next.rows();
        continue;
      }
      long left = end - System.nanoTime();
      if (left <= 0 || closed) {
        break;
      }
      changed.awaitNanos(left);
    }
    return batch;
  }

  private void compute(List<Waiting> batch) {
    long now = System.nanoTime();
    List<Waiting> alive = new ArrayList<>(batch);
    alive.removeIf(
        waiting -> {
          boolean late = now - waiting.deadline() > 0;
          if (late) {
            waiting.answer().completeExceptionally(late(name));
          }
          return late;
        });
    if (alive.isEmpty()) {
      return;
    }
    try {
      answer(alive);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError failure) {
      if (alive.size() == 1) {
        alive.getFirst().answer().completeExceptionally(failure);
        return;
      }
      LOG.log(System.Logger.Level.DEBUG, "a batch failed; its requests are tried alone", failure);
      alive.forEach(waiting -> compute(List.of(waiting)));
    }
  }

  private void answer(List<Waiting> batch) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (TensorSpec spec : model.inputs()) {
      List<Tensor> parts = batch.stream().map(each -> each.inputs().get(spec.name())).toList();
      inputs.put(spec.name(), Rows.join(parts));
    }
    int rows = batch.stream().mapToInt(Waiting::rows).sum();
    long start = System.nanoTime();
    Map<String, Values> outputs = model.run(inputs);
    meters.batch(name, rows, System.nanoTime() - start);
    int from = 0;
    for (Waiting waiting : batch) {
      if (batch.size() == 1) {
        waiting.answer().complete(outputs);
        return;
      }
      int begin = from;
      int end = from + waiting.rows();
      Map<String, Values> own = new LinkedHashMap<>();
      outputs.forEach((output, values) -> own.put(output, values.rows(begin, end)));
      waiting.answer().complete(own);
      from = end;
    }
  }

  /// What is said of a request whose time is over.
  static HttpProblem late(String name) {
    return new HttpProblem(
        504,
        "Model \"%s\": expected the answer before the deadline, found it late. Allow more time, or send fewer rows."
            .formatted(name));
  }

  /// Takes nothing new, and returns when all that was accepted is answered.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    for (Thread worker : workers) {
      try {
        worker.join();
      } catch (InterruptedException hurry) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
