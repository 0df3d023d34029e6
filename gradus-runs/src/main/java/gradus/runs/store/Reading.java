package gradus.runs.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The questions that a store answers, each over an open handle.
final class Reading {

  // how a run stands now: one that has been silent for long does not run any more
  private static final String RUNS =
      "select r.* from (select run.*, case when status = 'running' and updated < :alive"
          + " then 'interrupted' else status end as shown from run) r";
  private static final int AT_ONCE = 500;

  private final Handle handle;
  private final Instant now;

  Reading(Handle handle, Instant now) {
    this.handle = handle;
    this.now = now;
  }

  /// A row of `run`.
  private record Row(long key, RunHeader header, Run bare) {}

  List<Run> list(RunQuery wanted) {
    Map<String, Object> values = new HashMap<>();
    UnaryOperator<String> bind =
        text -> {
          String name = "v" + values.size();
          values.put(name, text);
          return ":" + name;
        };
    StringBuilder sql = new StringBuilder(RUNS);
    String link = " where ";
    for (Condition condition : wanted.where()) {
      sql.append(link).append(ConditionSql.of(condition, values, bind));
      link = " and ";
    }
    String order =
        NamedValue.isText(wanted.sort())
            ? NamedValue.text(wanted.sort(), bind)
            : NamedValue.number(wanted.sort(), wanted.value().column(), bind);
    sql.append(" order by case when ").append(order).append(" is null then 1 else 0 end, ");
    sql.append(order).append(wanted.descending() ? " desc" : " asc");
    sql.append(", r.begun desc, r.id limit :limit");
    Query query = alive(handle.createQuery(sql.toString())).bind("limit", wanted.limit());
    values.forEach(query::bind);
    return whole(query.map((row, _) -> row(row)).list());
  }

  List<Run> having(String column, String value) {
    return whole(
        alive(handle.createQuery(RUNS + " where r." + column + " = :value order by r.begun desc"))
            .bind("value", value)
            .map((row, _) -> row(row))
            .list());
  }

  List<Run> beginning(String prefix) {
    return whole(
        alive(handle.createQuery(RUNS + " where r.id like :prefix order by r.begun desc limit 20"))
            .bind("prefix", prefix + "%")
            .map((row, _) -> row(row))
            .list());
  }

  private Query alive(Query query) {
    return query.bind("alive", now.minus(RunStore.SILENCE).toEpochMilli());
  }

  /// The names of all metrics and settings that any run has, of those given.
  boolean isKnown(List<String> metrics, List<String> settings) {
    return handle
        .createQuery(
            "select 1 from (select name from metric where name in (<metrics>)"
                + " union all select name from setting where name in (<settings>)) n limit 1")
        .bindList("metrics", metrics)
        .bindList("settings", settings)
        .mapTo(Integer.class)
        .findFirst()
        .isPresent();
  }

  List<Point> points(String id, Optional<String> metric, long after, int limit) {
    String sql =
        "select p.*, m.name from point p join metric m on m.run_key = p.run_key"
            + " and m.number = p.metric where p.run_key = :run and p.number > :after"
            + (metric.isPresent() ? " and m.name = :metric" : "")
            + " order by p.number limit :limit";
    Query query =
        handle
            .createQuery(sql)
            .bind("run", RunStore.key(id))
            .bind("after", after)
            .bind("limit", limit);
    metric.ifPresent(name -> query.bind("metric", name));
    return query.map((row, _) -> point(row)).list();
  }

  private static Point point(ResultSet row) throws SQLException {
    return new Point(
        row.getLong("number"),
        row.getString("name"),
        row.getLong("step"),
        row.getInt("epoch"),
        number(row, "value"),
        Instant.ofEpochMilli(row.getLong("time")));
  }

  private static double number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  private static Row row(ResultSet row) throws SQLException {
    RunHeader header =
        new RunHeader(
            row.getString("id"),
            row.getString("name"),
            Optional.ofNullable(row.getString("folder")).flatMap(Reading::path),
            Optional.ofNullable(row.getString("parent")),
            Words.parse(row.getString("command")),
            row.getString("gradus"),
            row.getString("network"),
            row.getString("data"),
            row.getString("data_digest"),
            Instant.ofEpochMilli(row.getLong("begun")),
            Map.of(),
            Map.of());
    Run bare =
        new Run(
            header,
            status(row.getString("shown")),
            Instant.ofEpochMilli(row.getLong("updated")),
            row.getDouble("seconds"),
            Optional.ofNullable(row.getString("error")),
            row.getLong("revision"),
            Map.of(),
            List.of(),
            List.of());
    return new Row(row.getLong("run_key"), header, bare);
  }

  private static RunStatus status(String word) {
    for (RunStatus status : RunStatus.values()) {
      if (status.word().equals(word)) {
        return status;
      }
    }
    return RunStatus.INTERRUPTED;
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException ofAnotherSystem) {
      return Optional.empty();
    }
  }

  private List<Run> whole(List<Row> rows) {
    List<Run> runs = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += AT_ONCE) {
      runs.addAll(some(rows.subList(from, Math.min(from + AT_ONCE, rows.size()))));
    }
    return runs;
  }

  /// What the other tables say of some runs, gathered with one query for each table.
  private List<Run> some(List<Row> rows) {
    List<Long> keys = rows.stream().map(Row::key).toList();
    Map<Long, Map<String, String>> settings = texts("setting", keys);
    Map<Long, Map<String, String>> environment = texts("environment", keys);
    Map<Long, Map<String, Metric>> metrics = new HashMap<>();
    each("metric", "number", keys)
        .map((row, _) -> Map.entry(row.getLong("run_key"), metric(row)))
        .forEach(
            it ->
                metrics
                    .computeIfAbsent(it.getKey(), _ -> new LinkedHashMap<>())
                    .put(it.getValue().name(), it.getValue()));
    Map<Long, List<Note>> notes = new HashMap<>();
    each("note", "number", keys)
        .map((row, _) -> Map.entry(row.getLong("run_key"), note(row)))
        .forEach(
            it -> notes.computeIfAbsent(it.getKey(), _ -> new ArrayList<>()).add(it.getValue()));
    Map<Long, List<Artefact>> artefacts = new HashMap<>();
    each("artefact", "name", keys)
        .map(
            (row, _) ->
                Map.entry(
                    row.getLong("run_key"),
                    new Artefact(row.getString("name"), row.getLong("bytes"))))
        .forEach(
            it ->
                artefacts.computeIfAbsent(it.getKey(), _ -> new ArrayList<>()).add(it.getValue()));
    return rows.stream()
        .map(
            row ->
                joined(
                    row,
                    settings.getOrDefault(row.key(), Map.of()),
                    environment.getOrDefault(row.key(), Map.of()),
                    new Run(
                        row.header(),
                        row.bare().status(),
                        row.bare().updated(),
                        row.bare().seconds(),
                        row.bare().error(),
                        row.bare().revision(),
                        metrics.getOrDefault(row.key(), Map.of()),
                        notes.getOrDefault(row.key(), List.of()),
                        artefacts.getOrDefault(row.key(), List.of()))))
        .toList();
  }

  private static Run joined(
      Row row, Map<String, String> settings, Map<String, String> environment, Run run) {
    RunHeader bare = row.header();
    RunHeader header =
        new RunHeader(
            bare.id(),
            bare.name(),
            bare.folder(),
            bare.parent(),
            bare.command(),
            bare.gradus(),
            bare.network(),
            bare.data(),
            bare.dataDigest(),
            bare.begun(),
            settings,
            environment);
    return new Run(
        header,
        run.status(),
        run.updated(),
        run.seconds(),
        run.error(),
        run.revision(),
        run.metrics(),
        run.notes(),
        run.artefacts());
  }

  private Query each(String table, String order, List<Long> keys) {
    return handle
        .createQuery("select * from " + table + " where run_key in (<keys>) order by " + order)
        .bindList("keys", keys);
  }

  private Map<Long, Map<String, String>> texts(String table, List<Long> keys) {
    Map<Long, Map<String, String>> texts = new HashMap<>();
    each(table, "name", keys)
        .map(
            (row, _) ->
                Map.entry(
                    row.getLong("run_key"),
                    Map.entry(row.getString("name"), row.getString("content"))))
        .forEach(
            it ->
                texts
                    .computeIfAbsent(it.getKey(), _ -> new LinkedHashMap<>())
                    .put(it.getValue().getKey(), it.getValue().getValue()));
    return texts;
  }

  static Metric metric(ResultSet row) throws SQLException {
    return new Metric(
        row.getString("name"),
        number(row, "latest"),
        number(row, "least"),
        number(row, "greatest"),
        row.getLong("points"));
  }

  private static Note note(ResultSet row) throws SQLException {
    return new Note(Instant.ofEpochMilli(row.getLong("time")), row.getString("content"));
  }
}
