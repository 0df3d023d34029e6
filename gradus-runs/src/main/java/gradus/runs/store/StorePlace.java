package gradus.runs.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where a store of runs is: a file of SQLite, or a database of PostgreSQL.
public sealed interface StorePlace {

  /// The environment variable that names a place in place of the usual one.
  String VARIABLE = "GRADUS_STORE";

  /// A file of SQLite.
  ///
  /// @param file the file, absolute
  record SqliteFile(Path file) implements StorePlace {
    public SqliteFile {
      file = file.toAbsolutePath().normalize();
    }

    @Override
    public boolean mayExist() {
      return Files.exists(file);
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }

  /// A database of PostgreSQL.
  ///
  /// @param url its address for JDBC, perhaps with a password, which {@link #toString} leaves out
  record Postgres(String url) implements StorePlace {
    @Override
    public boolean mayExist() {
      return true;
    }

    @Override
    public String toString() {
      return redacted(url);
    }
  }

  /// Whether there can be a store: a file that is not there is none; a server may hold one.
  boolean mayExist();

  /// A place as it is typed: a path, or an address that begins with `jdbc:postgresql:`.
  ///
  /// Throws {@link IllegalArgumentException} for an address of another kind.
  static StorePlace parse(String text) {
    if (text.startsWith("jdbc:postgresql:")) {
      return new Postgres(text);
    }
    if (text.startsWith("jdbc:sqlite:")) {
      return new SqliteFile(Path.of(text.substring("jdbc:sqlite:".length())));
    }
    if (text.isBlank() || text.startsWith("jdbc:") || text.contains("://")) {
      throw new IllegalArgumentException(
          "--store \"%s\": expected a file or jdbc:postgresql://HOST/DATABASE, found \"%s\". Give one of these, or leave it out."
              .formatted(redacted(text), redacted(text)));
    }
    return new SqliteFile(Path.of(text));
  }

  /// The usual place: what `GRADUS_STORE` says, else `gradus/runs.db` in the folder for data of
  /// users.
  ///
  /// Source: XDG Base Directory Specification 0.8; a relative `XDG_DATA_HOME` is no value.
  ///
  /// @param environment the environment variables
  static StorePlace standard(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isEmpty()) {
      return parse(named);
    }
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    Path folder =
        Path.of(data).isAbsolute()
            ? Path.of(data)
            : Path.of(System.getProperty("user.home"), ".local", "share");
    return new SqliteFile(folder.resolve("gradus").resolve("runs.db"));
  }

  /// A text that may hold an address of a database, without its password.
  static String redacted(String text) {
    return text.replaceAll("(?i)(password=)[^&\\s]*", "$1…")
        .replaceAll("(://[^/@\\s:]*:)[^/\\s]*@", "$1…@");
  }
}
