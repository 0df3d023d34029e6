package gradus.runs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.tensor.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The store in a file of SQLite, and files that are none.
class SqliteStoreTest extends StoreContract {

  private int files;

  @Override
  StorePlace empty() {
    files++;
    return new StorePlace.SqliteFile(folder.resolve("deep/down" + files + "/runs.db"));
  }

  private static void sql(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  @Test
  void aFileOfSomethingElseIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.db"), "no database at all\n".repeat(100));
    assertThatThrownBy(() -> RunStore.open(new StorePlace.SqliteFile(file)))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(
            file + ", the database: expected a store of runs, found [SQLITE_NOTADB]")
        .hasMessageEndingWith("`gradus runs import DIR` fills it from run folders.");
    assertThat(file).content().startsWith("no database at all");
  }

  @Test
  void aDatabaseOfSomethingElseIsRefused() throws SQLException {
    Path file = folder.resolve("other.db");
    sql(file, "create table songs (title text)");
    assertThatThrownBy(() -> RunStore.open(new StorePlace.SqliteFile(file)))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ", the database: expected a store of runs, or nothing yet, found tables of"
                + " something else. Choose another --store.");
  }

  @Test
  void aNewerStoreIsRefused() throws SQLException {
    Path file = ((StorePlace.SqliteFile) place).file();
    sql(file, "update flyway_schema_history set version = '99'");
    assertThatThrownBy(() -> RunStore.open(place))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ", the version of the store: expected at most 1, found 99. It was written by a"
                + " newer Gradus: use that one, or choose another --store.");
  }

  @Test
  void aStoreWithoutOneOfItsTablesIsRefused() throws SQLException {
    sql(((StorePlace.SqliteFile) place).file(), "drop table point");
    store.put(header(1, Map.of()));
    assertThatThrownBy(() -> store.points(id(1)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("no such table: point");
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    Path file = ((StorePlace.SqliteFile) place).file();
    store.put(header(1, Map.of("x", "y".repeat(20_000))));
    store.close();
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 100; i < bytes.length; i += 3) {
      bytes[i] ^= (byte) 0x5a;
    }
    Files.write(file, bytes);
    assertThatThrownBy(
            () -> {
              try (RunStore damaged = RunStore.open(place)) {
                damaged.list(RunQuery.newest(10));
              }
            })
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aFolderInItsPlaceIsSaid() throws IOException {
    Path file = Files.createDirectory(folder.resolve("runs.db"));
    assertThatThrownBy(() -> RunStore.open(new StorePlace.SqliteFile(file)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(file + ": the store of runs cannot be reached.");
  }

  @Test
  void aFileThatIsDeletedMeanwhileIsMissed() throws IOException {
    store.put(header(1, Map.of()));
    Files.delete(((StorePlace.SqliteFile) place).file());
    assertThatThrownBy(() -> store.put(header(2, Map.of())))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageEndingWith("the store of runs cannot be reached.");
  }
}
