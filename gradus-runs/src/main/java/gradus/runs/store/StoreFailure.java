package gradus.runs.store;

import gradus.tensor.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.JdbiException;

/// What a failure of the database means for whoever asked.
final class StoreFailure {

  // sqlite.org/rescode.html: SQLITE_ERROR (a table is missing), SQLITE_CORRUPT, SQLITE_NOTADB
  private static final Set<Integer> DAMAGED = Set.of(1, 11, 26);
  // PostgreSQL: an undefined column, an undefined table
  private static final Set<String> FOREIGN = Set.of("42703", "42P01");

  private StoreFailure() {}

  static RuntimeException of(StorePlace place, Throwable failure) {
    Optional<SQLException> sql = cause(failure);
    if (sql.isEmpty()
        && !(failure instanceof JdbiException || failure instanceof FlywayException)) {
      return failure instanceof RuntimeException own ? own : new IllegalStateException(failure);
    }
    String said =
        sql.map(Throwable::getMessage)
            .or(() -> Optional.ofNullable(failure.getMessage()))
            .orElse("no reason given")
            .lines()
            .findFirst()
            .orElse("");
    if (sql.filter(it -> isDamage(place, it)).isPresent()) {
      return new FormatException(
          place.toString(),
          "the database",
          "a store of runs",
          StorePlace.redacted(said),
          "Choose another --store; `gradus runs import DIR` fills it from run folders.",
          failure);
    }
    return new UncheckedIOException(
        "%s: the store of runs cannot be reached.".formatted(place),
        new IOException(StorePlace.redacted(said), failure));
  }

  private static boolean isDamage(StorePlace place, SQLException failure) {
    return switch (place) {
      case StorePlace.SqliteFile _ -> DAMAGED.contains(failure.getErrorCode() & 0xff);
      case StorePlace.Postgres _ ->
          failure.getSQLState() != null && FOREIGN.contains(failure.getSQLState());
    };
  }

  private static Optional<SQLException> cause(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 20; depth++) {
      if (at instanceof SQLException sql) {
        return Optional.of(sql);
      }
      at = at.getCause();
    }
    return Optional.empty();
  }
}
