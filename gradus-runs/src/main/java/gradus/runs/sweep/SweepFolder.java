package gradus.runs.sweep;

import gradus.nn.data.AtomicFile;
import gradus.nn.data.TextFile;
import gradus.nn.run.RunFolder;
import gradus.tensor.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A sweep on disk: `sweep.yaml` as it was given, `state.json` with what is known, and the run
/// folder of each trial with its log beside it.
///
/// Open, it is locked against other processes.
public final class SweepFolder implements AutoCloseable {

  private static final int MOST_MEBIBYTES = 64;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String PLAN = "sweep.yaml";
  private static final String STATE = "state.json";

  private final Path folder;
  private final FileChannel lock;

  /// What `state.json` holds.
  ///
  /// @param format the version of this layout, 1
  /// @param outcomes what is known of trials
  record State(int format, List<Outcome> outcomes) {}

  private SweepFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// Whether a folder holds a sweep.
  public static boolean exists(Path folder) {
    return Files.isRegularFile(folder.resolve(PLAN));
  }

  /// The text of the sweep in a folder.
  ///
  /// Throws {@link FormatException} where there is none.
  public static String plan(Path folder) {
    if (!exists(folder)) {
      throw new FormatException(
          folder.toString(),
          "the folder",
          "a sweep with sweep.yaml",
          Files.isDirectory(folder) ? "a folder without it" : "no folder",
          "Give the folder that gradus sweep --out wrote.");
    }
    return text(folder.resolve(PLAN));
  }

  /// Opens the folder of a sweep, or begins one in a new or empty folder.
  ///
  /// Throws {@link FormatException} where it holds another sweep or something else, or where
  /// another process has it open.
  public static SweepFolder open(Path folder, String plan) {
    try {
      if (exists(folder)) {
        if (!plan(folder).equals(plan)) {
          throw new FormatException(
              folder.toString(),
              PLAN,
              "the sweep that was begun there",
              "another one",
              "Choose another --out, or go on with the old one by --resume.");
        }
      } else if (Files.exists(folder) && !isEmpty(folder)) {
        throw new FormatException(
            folder.toString(),
            "the folder",
            "a new or empty folder, or one with a sweep",
            "other files",
            "Choose another --out.");
      }
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      SweepFolder opened = new SweepFolder(folder, channel);
      opened.lock();
      AtomicFile.write(
          folder.resolve(PLAN), out -> out.write(plan.getBytes(StandardCharsets.UTF_8)));
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException("%s: cannot be opened.".formatted(folder), e);
    }
  }

  private void lock() throws IOException {
    FileLock held;
    try {
      held = lock.tryLock();
    } catch (OverlappingFileLockException here) {
      held = null;
    }
    if (held == null) {
      lock.close();
      throw new FormatException(
          folder.toString(),
          "the lock",
          "a sweep that nobody else is making",
          "another process at it",
          "Wait for it, or stop it.");
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }

  /// The folder itself.
  public Path path() {
    return folder;
  }

  /// The run folder of a trial.
  public Path run(int trial) {
    return folder.resolve(String.format(Locale.ROOT, "trial-%04d", trial));
  }

  /// What the processes of a trial said.
  public Path log(int trial) {
    return folder.resolve(String.format(Locale.ROOT, "trial-%04d.log", trial));
  }

  /// Removes what a process left that was stopped before its run had begun.
  void clear(int trial) {
    Path run = run(trial);
    if (!Files.exists(run) || RunFolder.exists(run)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(run)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s: cannot be deleted.".formatted(run), e);
    }
  }

  /// What is known from earlier.
  List<Outcome> outcomes() {
    Path file = folder.resolve(STATE);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      State state = JSON.readValue(text(file), State.class);
      if (state.format() != 1) {
        throw new FormatException(
            file.toString(),
            "field format",
            "1",
            String.valueOf(state.format()),
            "Use the version of Gradus that wrote it.");
      }
      return state.outcomes();
    } catch (JacksonException broken) {
      throw new FormatException(
          file.toString(),
          "the file",
          "what Gradus writes there",
          String.valueOf(broken.getOriginalMessage()).lines().findFirst().orElse("").strip(),
          "Delete the file: what the run folders hold is found again.",
          broken);
    }
  }

  /// Writes what is known.
  void write(List<Outcome> outcomes) {
    AtomicFile.write(
        folder.resolve(STATE),
        out ->
            out.write(
                (JSON.writeValueAsString(new State(1, outcomes)) + "\n")
                    .getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Path file) {
    return TextFile.read(file, MOST_MEBIBYTES, "Restore it, or begin the sweep in another folder.");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("%s: the lock cannot be given back.".formatted(folder), e);
    }
  }
}
