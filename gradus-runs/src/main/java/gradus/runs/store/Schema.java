package gradus.runs.store;

import gradus.tensor.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/// The tables of a store, and how an older store gets those of today.
///
/// Flyway does the moving, and is asked only where there is something to move: a store of today is
/// opened without it.
final class Schema {

  /// The version of today's schema: the number of the last migration.
  static final int VERSION = 1;

  private static final String HISTORY = "flyway_schema_history";
  // what Flyway has to say comes back as exceptions; held here, since loggers are weak
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");
  private static final int TRIES = 20;
  private static final int WAIT_MILLIS = 250;

  static {
    FLYWAY.setLevel(Level.OFF);
  }

  private Schema() {}

  /// Brings a store to today's schema.
  ///
  /// Throws {@link FormatException} where the database holds something else, or a newer store.
  static void prepare(StorePlace place, Connections connections) throws SQLException {
    OptionalInt found = version(place, connections);
    for (int i = 1; found.orElse(0) < VERSION; i++) {
      try {
        migrate(new Source(() -> connections.open(true)));
      } catch (FlywayException failed) {
        // another process may be at it too: only if nothing comes of that, it has failed
        if (i == TRIES || !awaited()) {
          throw failed;
        }
      }
      found = version(place, connections);
    }
  }

  private static boolean awaited() {
    try {
      Thread.sleep(WAIT_MILLIS);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// The version of the store, or nothing of a database without tables.
  private static OptionalInt version(StorePlace place, Connections connections)
      throws SQLException {
    try (Connection connection = connections.open(true)) {
      if (!hasTable(connection, HISTORY)) {
        if (hasTable(connection, "%")) {
          throw new FormatException(
              place.toString(),
              "the database",
              "a store of runs, or nothing yet",
              "tables of something else",
              "Choose another --store.");
        }
        return OptionalInt.empty();
      }
      int version = newest(place, connection);
      if (version > VERSION) {
        throw new FormatException(
            place.toString(),
            "the version of the store",
            "at most " + VERSION,
            String.valueOf(version),
            "It was written by a newer Gradus: use that one, or choose another --store.");
      }
      return OptionalInt.of(version);
    }
  }

  private static boolean hasTable(Connection connection, String name) throws SQLException {
    try (ResultSet tables =
        connection
            .getMetaData()
            .getTables(null, connection.getSchema(), name, new String[] {"TABLE"})) {
      return tables.next();
    }
  }

  private static int newest(StorePlace place, Connection connection) throws SQLException {
    int newest = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select version from " + HISTORY + " where success and version is not null")) {
      while (rows.next()) {
        newest = Math.max(newest, Integer.parseInt(rows.getString(1)));
      }
    } catch (NumberFormatException strange) {
      throw new FormatException(
          place.toString(),
          "the table " + HISTORY,
          "whole numbers as versions",
          String.valueOf(strange.getMessage()),
          "Choose another --store.",
          strange);
    }
    return newest;
  }

  private static void migrate(Source source) {
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(source)
        .locations(new String[0])
        .skipDefaultResolvers(true)
        .javaMigrations(new Script(1, "runs"))
        .load()
        .migrate();
  }

  /// A migration that runs a file of statements, each ended by a semicolon at the end of a line.
  private static final class Script extends BaseJavaMigration {
    private final int number;
    private final String name;

    private Script(int number, String name) {
      this.number = number;
      this.name = name;
    }

    // the parent reads version and description from the name of the class
    @Override
    protected void init() {}

    @Override
    public MigrationVersion getVersion() {
      return MigrationVersion.fromVersion(String.valueOf(number));
    }

    @Override
    public String getDescription() {
      return name;
    }

    @Override
    public Integer getChecksum() {
      CRC32 sum = new CRC32();
      sum.update(text().getBytes(StandardCharsets.UTF_8));
      return (int) sum.getValue();
    }

    @Override
    public void migrate(Context context) throws SQLException {
      try (Statement statement = context.getConnection().createStatement()) {
        for (String sql : text().strip().split(";\\s*(\n|$)", -1)) {
          if (!sql.isBlank()) {
            statement.execute(sql);
          }
        }
      }
    }

    private String text() {
      String file = "V%d__%s.sql".formatted(number, name);
      try (InputStream in = Schema.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new IllegalStateException(
              "%s: expected beside Schema, found none.".formatted(file));
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
      } catch (IOException unreadable) {
        throw new UncheckedIOException("%s: cannot be read.".formatted(file), unreadable);
      }
    }
  }
}
