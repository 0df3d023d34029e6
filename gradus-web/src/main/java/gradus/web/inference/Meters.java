package gradus.web.inference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;

/// What is counted and timed, for Prometheus.
///
/// Labels are the names of models that are served, never what a caller typed, so that their number
/// is bounded.
final class Meters implements AutoCloseable {

  private static final double[] BATCHES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  Meters() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /// All of it in the text format of Prometheus.
  String scrape() {
    return registry.scrape();
  }

  /// A request to a model that took so long.
  void request(String model, String kind, int status, long nanos) {
    Timer.builder("gradus.request.duration")
        .description("From the first byte of a request to its answer.")
        .tag("model", model)
        .tag("kind", kind)
        .tag("status", String.valueOf(status))
        .serviceLevelObjectives(
            Duration.ofNanos(500_000),
            Duration.ofMillis(1),
            Duration.ofMillis(2),
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5))
        .register(registry)
        .record(Duration.ofNanos(nanos));
  }

  /// A batch of so many rows, which took so long to compute.
  void batch(String model, int rows, long nanos) {
    DistributionSummary.builder("gradus.batch.rows")
        .description("Rows that were computed together.")
        .tag("model", model)
        .serviceLevelObjectives(BATCHES)
        .register(registry)
        .record(rows);
    Timer.builder("gradus.batch.duration")
        .description("Computing of one batch.")
        .tag("model", model)
        .register(registry)
        .record(Duration.ofNanos(nanos));
  }

  /// A request that was turned away: the queue was full, or its time was over.
  void rejected(String model, String reason) {
    Counter.builder("gradus.requests.rejected")
        .description("Requests that were turned away.")
        .tag("model", model)
        .tag("reason", reason)
        .register(registry)
        .increment();
  }

  /// A model that was loaded, or could not be.
  void loaded(String model, boolean well) {
    Counter.builder("gradus.model.loads")
        .description("Models that were loaded, or could not be.")
        .tag("model", model)
        .tag("outcome", well ? "loaded" : "refused")
        .register(registry)
        .increment();
  }

  /// Watches how many requests of a model wait.
  void queue(String model, Supplier<Number> waiting) {
    Gauge.builder("gradus.queue.requests", waiting)
        .description("Requests that wait to be computed.")
        .tag("model", model)
        .strongReference(true)
        .register(registry);
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
