package gradus.runs.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// The changes that a store takes, each over a handle with an open transaction.
final class Writing {

  private static final String PUT =
      """
      insert into run (run_key, id, name, folder, parent, command, gradus, network, data,
        data_digest, begun, status, updated, seconds, revision)
      values (:key, :id, :name, :folder, :parent, :command, :gradus, :network, :data,
        :digest, :begun, :status, :updated, 0, 0)
      on conflict (run_key) do update set name = excluded.name, folder = excluded.folder,
        parent = excluded.parent, command = excluded.command, gradus = excluded.gradus,
        network = excluded.network, data = excluded.data, data_digest = excluded.data_digest,
        begun = excluded.begun
      """;

  private final Handle handle;
  private final Instant now;

  Writing(Handle handle, Instant now) {
    this.handle = handle;
    this.now = now;
  }

  void put(RunHeader run, RunStatus first) {
    long key = RunStore.key(run.id());
    handle
        .createUpdate(PUT)
        .bind("key", key)
        .bind("id", run.id())
        .bind("name", run.name())
        .bind("folder", run.folder().map(Object::toString).orElse(null))
        .bind("parent", run.parent().orElse(null))
        .bind("command", Words.text(run.command()))
        .bind("gradus", run.gradus())
        .bind("network", run.network())
        .bind("data", run.data())
        .bind("digest", run.dataDigest())
        .bind("begun", run.begun().toEpochMilli())
        .bind("status", first.word())
        .bind("updated", now.toEpochMilli())
        .execute();
    settings(key, run.settings());
    environment(key, run.environment());
  }

  private void settings(long key, Map<String, String> settings) {
    clear("setting", key);
    if (settings.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into setting (run_key, name, content, number) values (:key, :name, :content,"
                + " :number)");
    settings.forEach(
        (name, content) ->
            batch
                .bind("key", key)
                .bind("name", name)
                .bind("content", content)
                .bind("number", number(content))
                .add());
    batch.execute();
  }

  private static @Nullable Double number(String content) {
    try {
      return finite(Double.parseDouble(content));
    } catch (NumberFormatException word) {
      return null;
    }
  }

  private void environment(long key, Map<String, String> environment) {
    clear("environment", key);
    if (environment.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into environment (run_key, name, content) values (:key, :name, :content)");
    environment.forEach(
        (name, content) ->
            batch.bind("key", key).bind("name", name).bind("content", content).add());
    batch.execute();
  }

  private void clear(String table, long key) {
    handle.execute("delete from " + table + " where run_key = ?", key);
  }

  /// A value as a column holds it: null for what is not a number.
  private static @Nullable Double finite(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /// Adds points after those that are there; returns the number of the last.
  long append(String id, List<Point> points) {
    long key = RunStore.key(id);
    long row = last("point", key);
    if (points.isEmpty()) {
      return row;
    }
    Map<String, Long> numbers = new HashMap<>();
    Map<String, Metric> metrics = new LinkedHashMap<>();
    read(key, numbers, metrics);
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into point (run_key, number, metric, step, epoch, value, time)"
                + " values (:key, :number, :metric, :step, :epoch, :value, :time)");
    for (Point point : points) {
      row++;
      numbers.putIfAbsent(point.metric(), numbers.size() + 1L);
      metrics.merge(
          point.metric(),
          Metric.none(point.metric()).with(point.value()),
          (old, _) -> old.with(point.value()));
      batch
          .bind("key", key)
          .bind("number", row)
          .bind("metric", numbers.get(point.metric()))
          .bind("step", point.step())
          .bind("epoch", point.epoch())
          .bind("value", finite(point.value()))
          .bind("time", point.time().toEpochMilli())
          .add();
    }
    batch.execute();
    write(key, numbers, metrics);
    return row;
  }

  private long last(String table, long key) {
    return handle
        .createQuery("select coalesce(max(number), 0) from " + table + " where run_key = :key")
        .bind("key", key)
        .mapTo(Long.class)
        .one();
  }

  private void read(long key, Map<String, Long> numbers, Map<String, Metric> metrics) {
    handle
        .createQuery("select * from metric where run_key = :key order by number")
        .bind("key", key)
        .map((row, _) -> Map.entry(row.getLong("number"), Reading.metric(row)))
        .forEach(
            it -> {
              numbers.put(it.getValue().name(), it.getKey());
              metrics.put(it.getValue().name(), it.getValue());
            });
  }

  private void write(long key, Map<String, Long> numbers, Map<String, Metric> metrics) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into metric (run_key, number, name, latest, least, greatest, points)
            values (:key, :number, :name, :latest, :least, :greatest, :points)
            on conflict (run_key, number) do update set latest = excluded.latest,
              least = excluded.least, greatest = excluded.greatest, points = excluded.points
            """);
    metrics.forEach(
        (name, metric) ->
            batch
                .bind("key", key)
                .bind("number", numbers.get(name))
                .bind("name", name)
                .bind("latest", finite(metric.latest()))
                .bind("least", finite(metric.least()))
                .bind("greatest", finite(metric.greatest()))
                .bind("points", metric.count())
                .add());
    batch.execute();
  }

  /// Takes all points back, so that readers begin again.
  void clearPoints(String id) {
    long key = RunStore.key(id);
    clear("point", key);
    clear("metric", key);
    handle.execute("update run set revision = revision + 1 where run_key = ?", key);
  }

  void state(String id, RunStatus status, double seconds, Optional<String> error) {
    handle
        .createUpdate(
            "update run set status = :status, seconds = :seconds, error = :error,"
                + " updated = :updated where run_key = :key")
        .bind("status", status.word())
        .bind("seconds", seconds)
        .bind("error", error.orElse(null))
        .bind("updated", now.toEpochMilli())
        .bind("key", RunStore.key(id))
        .execute();
  }

  void artefacts(String id, List<Artefact> artefacts) {
    long key = RunStore.key(id);
    clear("artefact", key);
    if (artefacts.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into artefact (run_key, name, bytes) values (:key, :name, :bytes)");
    artefacts.forEach(
        it -> batch.bind("key", key).bind("name", it.name()).bind("bytes", it.bytes()).add());
    batch.execute();
  }

  void note(String id, String text) {
    long key = RunStore.key(id);
    handle
        .createUpdate(
            "insert into note (run_key, number, time, content) values (:key, :number, :time,"
                + " :content)")
        .bind("key", key)
        .bind("number", last("note", key) + 1)
        .bind("time", now.toEpochMilli())
        .bind("content", text)
        .execute();
  }

  void folder(String id, Optional<String> folder) {
    handle.execute(
        "update run set folder = ? where run_key = ?", folder.orElse(null), RunStore.key(id));
  }

  boolean delete(String id) {
    return handle.execute("delete from run where run_key = ?", RunStore.key(id)) == 1;
  }
}
