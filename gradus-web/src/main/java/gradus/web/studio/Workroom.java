package gradus.web.studio;

import gradus.tensor.FormatException;
import gradus.tensor.GraphException;
import gradus.tensor.ShapeException;
import gradus.web.http.HttpProblem;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Where questions are worked on: two at once, each for a bounded time.
///
/// What goes on beyond its time is not answered any more, but keeps its place until it ends: so
/// that no more than two ever work. Work that can be stopped is stopped then, and has ended soon.
final class Workroom {

  private static final int PLACES = 2;
  private static final int PATIENCE_SECONDS = 5;

  private final Semaphore places = new Semaphore(PLACES, true);
  private final boolean stops;

  /// @param stops whether work is interrupted when its time is over
  Workroom(boolean stops) {
    this.stops = stops;
  }

  /// The answer of some work.
  ///
  /// Throws {@link HttpProblem}: 400 for what is wrong with the question, 429 where all places stay
  /// taken, 503 where the time is over.
  <T> T answer(Duration time, Supplier<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread worker =
        Thread.ofPlatform().daemon().name("gradus-studio-work").unstarted(() -> work(work, answer));
    try {
      if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new HttpProblem(
                429,
                "The studio: expected a free place to work on this, found %d questions under way. Try again when they are answered."
                    .formatted(PLACES))
            .retryAfter(PATIENCE_SECONDS);
      }
      worker.start();
      return answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      if (stops) {
        worker.interrupt();
      }
      throw new HttpProblem(
          503,
          "The studio: expected an answer within %d s, found none. Ask something smaller, or use the command line, which has no such limit."
              .formatted(time.toSeconds()));
    } catch (ExecutionException failed) {
      throw problem(Objects.requireNonNullElse(failed.getCause(), failed));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new HttpProblem(503, "The studio is stopping.");
    }
  }

  private <T> void work(Supplier<T> work, CompletableFuture<T> answer) {
    try {
      answer.complete(work.get());
    } catch (RuntimeException | Error failed) {
      answer.completeExceptionally(failed); // whatever it is: someone waits
    } finally {
      places.release();
    }
  }

  private static RuntimeException problem(Throwable failure) {
    return switch (failure) {
      case HttpProblem problem -> problem;
      case FormatException wrong -> new HttpProblem(400, String.valueOf(wrong.getMessage()));
      case ShapeException wrong -> new HttpProblem(400, String.valueOf(wrong.getMessage()));
      case GraphException wrong -> new HttpProblem(400, String.valueOf(wrong.getMessage()));
      case IllegalArgumentException wrong ->
          new HttpProblem(400, String.valueOf(wrong.getMessage()));
      case StackOverflowError _, OutOfMemoryError _ ->
          new HttpProblem(
              400,
              "The question: expected one that fits into memory, found a larger one. Make it"
                  + " smaller.");
      case RuntimeException other -> other;
      default -> new IllegalStateException(failure);
    };
  }
}
