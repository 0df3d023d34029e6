package gradus.runs.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A real server of PostgreSQL on a free port of the loopback, in a folder of its own, for tests.
///
/// It comes from Debian's packages. PostgreSQL does not run as root: then it runs as `postgres`.
public final class PostgresServer implements AutoCloseable {

  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static Optional<PostgresServer> shared = Optional.empty();

  private final Path folder;
  private final int port;
  private final Process process;

  private PostgresServer(Path bin) throws IOException, InterruptedException, SQLException {
    folder = Files.createTempDirectory("gradus-postgres");
    List<String> before = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      run(List.of("chown", "postgres", folder.toString()));
      before.addAll(
          List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"));
    }
    Path data = folder.resolve("data");
    List<String> init = new ArrayList<>(before);
    init.add(bin.resolve("initdb").toString());
    init.addAll(List.of("-D", data.toString(), "-U", "gradus", "-A", "trust", "-E", "UTF8"));
    init.addAll(List.of("--locale=C", "--no-sync"));
    run(init);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> serve = new ArrayList<>(before);
    serve.add(bin.resolve("postgres").toString());
    serve.addAll(List.of("-D", data.toString(), "-p", String.valueOf(port), "-k", ""));
    serve.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"));
    process =
        new ProcessBuilder(serve)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    awaitReady();
  }

  /// The server that all tests of this JVM share, each with a database of its own; a test is
  /// skipped where PostgreSQL is not installed.
  public static synchronized PostgresServer sharedOrSkip() {
    if (shared.isEmpty()) {
      shared = Optional.of(startOrSkip());
    }
    return shared.get();
  }

  /// A server of a test's own, which it may stop.
  public static PostgresServer startOrSkip() {
    Optional<Path> bin = installed();
    assumeTrue(bin.isPresent(), "skipped: no PostgreSQL");
    try {
      return new PostgresServer(bin.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Path> installed() {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=gradus&connectTimeout=5"
        .formatted(port, database);
  }

  private void awaitReady() throws InterruptedException, SQLException {
    for (int i = 0; ; i++) {
      try (Connection connection = DriverManager.getConnection(url("postgres"))) {
        connection.isValid(1);
        return;
      } catch (SQLException notYet) {
        if (i == 100 || !process.isAlive()) {
          throw notYet;
        }
        Thread.sleep(100);
      }
    }
  }

  /// A new and empty database.
  public StorePlace database() {
    String name = "runs" + DATABASES.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return StorePlace.parse(url(name));
  }

  /// Stops the server at once, as a power cut would, and deletes its folder.
  @Override
  public void close() {
    stop();
  }

  /// Ends the server at once, and its folder with it.
  public void stop() {
    if (!Files.exists(folder)) {
      return;
    }
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      run(List.of("rm", "-rf", folder.toString()));
    } catch (InterruptedException | IOException left) {
      Thread.currentThread().interrupt();
    }
  }
}
