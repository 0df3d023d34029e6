package gradus.runs.store;

import gradus.tensor.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// A store of runs: what each was asked for, how it went, what came of it.
///
/// ```
/// try (RunStore store = RunStore.open(StorePlace.standard(System.getenv()))) {
///   store.list(RunQuery.newest(10)).forEach(run -> System.out.println(run.id() + " " + run.status()));
/// }
/// ```
///
/// Several threads may use one store, and several processes one file or database. It must be
/// closed. Throws {@link FormatException} where the database is damaged or of another kind, and
/// {@link UncheckedIOException} where it cannot be reached.
public final class RunStore implements AutoCloseable {

  /// How long a running run may be silent before it counts as interrupted.
  public static final Duration SILENCE = Duration.ofSeconds(30);

  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{2,16}");
  private static final int MOST_TEXT = 10_000;

  private final StorePlace place;
  private final Connections connections;
  private final Jdbi jdbi;

  private RunStore(StorePlace place) {
    this.place = place;
    this.connections = new Connections(place);
    this.jdbi = Jdbi.create(connections);
  }

  /// Opens a store; where there is none yet, it is made.
  public static RunStore open(StorePlace place) {
    if (place instanceof StorePlace.SqliteFile(Path file)) {
      makeFolder(file);
    }
    RunStore store = new RunStore(place);
    try {
      Schema.prepare(place, store.connections);
      return store;
    } catch (SQLException | RuntimeException failed) {
      store.close();
      throw StoreFailure.of(place, failed);
    }
  }

  private static void makeFolder(Path file) {
    try {
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s: its folder cannot be made.".formatted(file), e);
    }
  }

  /// Where the store is.
  public StorePlace place() {
    return place;
  }

  static void requireId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "run %s: expected an id of 16 hexadecimal digits, found \"%s\". See `gradus runs`."
              .formatted(id, id));
    }
  }

  /// The number by which tables refer to a run: its id in binary.
  static long key(String id) {
    requireId(id);
    return Long.parseUnsignedLong(id, 16);
  }

  private <T> T read(Function<Reading, T> question) {
    try {
      return jdbi.withHandle(handle -> question.apply(new Reading(handle, Instant.now())));
    } catch (RuntimeException failed) {
      throw StoreFailure.of(place, failed);
    }
  }

  private void write(Consumer<Writing> change) {
    try {
      jdbi.useTransaction((Handle handle) -> change.accept(new Writing(handle, Instant.now())));
    } catch (RuntimeException failed) {
      throw StoreFailure.of(place, failed);
    }
  }

  /// The runs that a query wants, each with its settings, metrics and notes.
  ///
  /// Throws {@link IllegalArgumentException} for a name that no run of the store has.
  public List<Run> list(RunQuery query) {
    return read(
        reading -> {
          List<Run> found = reading.list(query);
          if (found.isEmpty() || found.stream().noneMatch(run -> Named.isIn(run, query.sort()))) {
            requireKnown(reading, query);
          }
          return found;
        });
  }

  private static void requireKnown(Reading reading, RunQuery query) {
    if (reading.list(RunQuery.newest(1)).isEmpty()) {
      return;
    }
    for (String name : Named.in(query)) {
      if (!NamedValue.isColumn(name)
          && !reading.isKnown(NamedValue.metrics(name), NamedValue.settings(name))) {
        throw new IllegalArgumentException(
            "runs, %s: expected a metric, a setting or a column of a run, found \"%s\". `gradus runs show ID` lists those of a run."
                .formatted(name, name));
      }
    }
  }

  /// The run with an id, or nothing.
  public Optional<Run> run(String id) {
    requireId(id);
    return read(reading -> reading.having("id", id)).stream().findFirst();
  }

  /// The run that someone means: by its id, the beginning of its id, or its folder.
  ///
  /// Throws {@link IllegalArgumentException} where that is none or several.
  public Run find(String text) {
    List<Run> found =
        PREFIX.matcher(text).matches() ? read(reading -> reading.beginning(text)) : List.of();
    List<Run> meant = found.isEmpty() ? inFolder(Path.of(text)) : found;
    if (meant.size() == 1) {
      return meant.getFirst();
    }
    throw new IllegalArgumentException(
        "run %s: expected the beginning of one id, or the folder of one run, found %s. See `gradus runs`."
            .formatted(
                text,
                meant.isEmpty()
                    ? "none in " + place
                    : meant.stream()
                        .map(run -> run.header().shortId() + " (" + run.header().name() + ")")
                        .collect(Collectors.joining(", "))));
  }

  /// The runs that are written to a folder, newest first.
  public List<Run> inFolder(Path folder) {
    String whole = folder.toAbsolutePath().normalize().toString();
    return read(reading -> reading.having("folder", whole));
  }

  /// All values of a metric of a run, in the order of writing.
  public List<Point> series(String id, String metric) {
    return read(reading -> reading.points(id, Optional.of(metric), 0, Integer.MAX_VALUE));
  }

  /// All points of a run, in the order of writing.
  public List<Point> points(String id) {
    return read(reading -> reading.points(id, Optional.empty(), 0, Integer.MAX_VALUE));
  }

  /// The points of a run after a row, at most `limit`, or nothing where there is no such run.
  ///
  /// Whoever shows curves asks again and again with the row of the last answer, from row 0 on.
  public Optional<Tail> tail(String id, long after, int limit) {
    return read(
        reading ->
            reading.having("id", id).stream()
                .findFirst()
                .map(
                    run -> {
                      List<Point> points = reading.points(id, Optional.empty(), after, limit);
                      long row = points.isEmpty() ? after : points.getLast().row();
                      return new Tail(run.revision(), row, run.status(), points);
                    }));
  }

  /// Adds a run, or brings what is said of its beginning up to date; a new one runs.
  public void put(RunHeader run) {
    write(writing -> writing.put(run, RunStatus.RUNNING));
  }

  /// Adds points to a run, all or none; with them it gives a sign of life.
  public void append(String id, List<Point> points) {
    write(writing -> writing.append(id, points));
  }

  /// Replaces all points of a run, so that whoever reads along begins again.
  public void replace(String id, List<Point> points) {
    write(
        writing -> {
          writing.clearPoints(id);
          writing.append(id, points);
        });
  }

  /// Says how a run stands, which is also a sign of life.
  ///
  /// @param seconds how long it has trained so far
  /// @param error why it failed, if it did
  public void state(String id, RunStatus status, double seconds, Optional<String> error) {
    write(writing -> writing.state(id, status, seconds, error.map(RunStore::shortened)));
  }

  private static String shortened(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT - 1) + "…";
  }

  /// Says which files a run has.
  public void artefacts(String id, List<Artefact> artefacts) {
    write(writing -> writing.artefacts(id, artefacts));
  }

  /// Says where a run's folder is now, or that it is gone.
  public void moved(String id, Optional<Path> folder) {
    write(writing -> writing.folder(id, folder.map(Path::toString)));
  }

  /// Adds a note to a run.
  public void note(String id, String text) {
    if (text.isBlank() || text.length() > MOST_TEXT) {
      throw new IllegalArgumentException(
          "note: expected 1 to %d characters, found %d. Write something shorter, but something."
              .formatted(MOST_TEXT, text.strip().length()));
    }
    write(writing -> writing.note(id, text.strip()));
  }

  /// Deletes a run from the store; its folder stays. Says whether there was one.
  public boolean delete(String id) {
    boolean[] deleted = {false};
    write(writing -> deleted[0] = writing.delete(id));
    return deleted[0];
  }

  @Override
  public void close() {
    connections.close();
  }
}
