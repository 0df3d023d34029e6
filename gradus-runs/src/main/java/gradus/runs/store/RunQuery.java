package gradus.runs.store;

import java.util.List;
import java.util.Optional;

/// Which runs are wanted, and in which order.
///
/// @param where conditions, all of which must hold
/// @param sort the name to sort by ({@link Condition#name})
/// @param descending whether the greatest comes first; runs without the value come last either way
/// @param value which value of a metric is sorted by
/// @param limit how many at most
public record RunQuery(
    List<Condition> where, String sort, boolean descending, Value value, int limit) {

  /// Which value of a metric counts.
  public enum Value {
    /// The last one.
    LATEST("latest"),
    /// The least one.
    LEAST("least"),
    /// The greatest one.
    GREATEST("greatest");

    private final String column;

    Value(String column) {
      this.column = column;
    }

    String column() {
      return column;
    }
  }

  /// The most runs that one query gives.
  public static final int MOST = 10_000;

  public RunQuery {
    where = List.copyOf(where);
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException(
          "--limit %d: expected 1 to %d runs, found %d. Choose another number."
              .formatted(limit, MOST, limit));
    }
  }

  /// The newest runs first, at most this many.
  public static RunQuery newest(int limit) {
    return new RunQuery(List.of(), "begun", true, Value.LATEST, limit);
  }

  /// The runs with the best values of a metric first ({@link Metric#smallIsGood}), each by its best
  /// value.
  public static RunQuery best(String metric, int limit) {
    boolean small = Metric.smallIsGood(metric);
    return new RunQuery(List.of(), metric, !small, small ? Value.LEAST : Value.GREATEST, limit);
  }

  /// The same with conditions.
  public RunQuery where(List<Condition> conditions) {
    return new RunQuery(conditions, sort, descending, value, limit);
  }

  /// The same in another order: a name, with `-` before it for the greatest first.
  public RunQuery sortedBy(Optional<String> order) {
    return order
        .map(
            it ->
                new RunQuery(
                    where,
                    it.startsWith("-") ? it.substring(1) : it,
                    it.startsWith("-"),
                    value,
                    limit))
        .orElse(this);
  }
}
