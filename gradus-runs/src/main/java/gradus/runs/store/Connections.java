package gradus.runs.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.ConnectionFactory;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/// Opens connections to a store, and keeps one that is idle for the next use.
///
/// A file of SQLite that has been deleted or replaced since is noticed, where SQLite itself would
/// go on writing into what no one can read any more.
final class Connections implements ConnectionFactory, AutoCloseable {

  private static final int BUSY_MILLIS = 5000;
  private static final int VALID_SECONDS = 2;

  private final StorePlace place;
  private final AtomicReference<Idle> idle = new AtomicReference<>();
  private volatile boolean closed;

  /// A connection, and the file that it is to.
  private record Idle(Connection connection, Object file) {}

  Connections(StorePlace place) {
    this.place = place;
  }

  @Override
  public Connection openConnection() throws SQLException {
    Idle kept = idle.getAndSet(null);
    if (kept != null) {
      if (kept.file().equals(file()) && kept.connection().isValid(VALID_SECONDS)) {
        return kept.connection();
      }
      kept.connection().close();
    }
    return open(false);
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    if (closed
        || connection.isClosed()
        || !idle.compareAndSet(null, new Idle(connection, file()))) {
      connection.close();
    }
  }

  /// A new connection.
  ///
  /// @param create whether a file of SQLite is made where there is none
  Connection open(boolean create) throws SQLException {
    return switch (place) {
      case StorePlace.SqliteFile(Path file) -> sqlite(file, create);
      case StorePlace.Postgres(String url) -> DriverManager.getConnection(url);
    };
  }

  private static Connection sqlite(Path file, boolean create) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    // the file may be a stranger's: nothing in its schema runs, no extension is loaded
    config.setPragma(SQLiteConfig.Pragma.LOAD_EXTENSION, "false");
    if (!create) {
      config.resetOpenMode(SQLiteOpenMode.CREATE);
    }
    Connection connection =
        Objects.requireNonNull(
            new JDBC().connect("jdbc:sqlite:" + file, config.toProperties()),
            "the driver knows its own addresses");
    try (var statement = connection.createStatement()) {
      statement.execute("pragma trusted_schema = off");
    }
    return connection;
  }

  /// What tells one file from another that takes its name.
  private Object file() {
    if (!(place instanceof StorePlace.SqliteFile(Path path))) {
      return place;
    }
    try {
      Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return Optional.ofNullable(key);
    } catch (IOException gone) {
      return gone;
    }
  }

  @Override
  public void close() {
    closed = true;
    Idle kept = idle.getAndSet(null);
    if (kept != null) {
      try {
        kept.connection().close();
      } catch (SQLException lost) {
        // it is of no use any more, closed or not
      }
    }
  }
}
