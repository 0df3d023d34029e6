package gradus.runs.record;

import gradus.nn.run.RunFolder;
import gradus.nn.run.RunResult;
import gradus.nn.run.StepRow;
import gradus.nn.train.EpochReport;
import gradus.runs.store.Artefact;
import gradus.runs.store.Point;
import gradus.runs.store.Run;
import gradus.runs.store.RunHeader;
import gradus.runs.store.RunStatus;
import gradus.runs.store.RunStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Brings the store to what a run folder says; done twice, it changes nothing.
///
/// Notes stay, since the folder knows none.
public final class FolderImport {

  private static final int MOST_FILES = 1000;

  private FolderImport() {}

  /// What an import did.
  public enum Outcome {
    /// The store did not know the run.
    ADDED,
    /// The store knew less of it, or something else.
    REPAIRED,
    /// The store knew it all.
    UNCHANGED,
    /// The run is running and writes into the store itself; it was left alone.
    RUNNING
  }

  /// The run of a folder as the store has it now.
  ///
  /// @param id the run's id
  /// @param outcome what was done
  public record Imported(String id, Outcome outcome) {}

  /// Reads a folder into the store.
  ///
  /// Throws {@link gradus.tensor.FormatException} where the folder holds no run, or a damaged one.
  public static Imported of(RunFolder folder, RunStore store) {
    RunHeader header = Headers.of(folder);
    Optional<Run> known = store.run(header.id());
    if (known.filter(run -> run.status() == RunStatus.RUNNING).isPresent()) {
      return new Imported(header.id(), Outcome.RUNNING);
    }
    boolean same = write(header, points(folder, Long.MAX_VALUE), store);
    Optional<RunResult> result = folder.record().result();
    RunStatus status =
        result.isPresent()
            ? RunStatus.FINISHED
            : known
                .map(Run::status)
                .filter(it -> it == RunStatus.FAILED)
                .orElse(RunStatus.INTERRUPTED);
    double seconds =
        Math.max(
            known.map(Run::seconds).orElse(0.0),
            folder.history().stream().mapToDouble(EpochReport::seconds).sum());
    Optional<String> error =
        status == RunStatus.FAILED ? known.flatMap(Run::error) : Optional.empty();
    List<Artefact> artefacts = artefacts(folder.path());
    same &= known.filter(it -> isAs(it, header, status, artefacts)).isPresent();
    if (!same) {
      store.artefacts(header.id(), artefacts);
      store.state(header.id(), status, seconds, error);
    }
    return new Imported(
        header.id(), known.isEmpty() ? Outcome.ADDED : same ? Outcome.UNCHANGED : Outcome.REPAIRED);
  }

  private static boolean isAs(
      Run run, RunHeader header, RunStatus status, List<Artefact> artefacts) {
    return run.header().equals(header)
        && run.status() == status
        && run.artefacts().equals(artefacts);
  }

  /// The points of a folder in the order in which they came about.
  ///
  /// @param limit the last step that is read: whoever goes on with the run writes those after it
  static List<Point> points(RunFolder folder, long limit) {
    List<EpochReport> history =
        folder.history().stream().filter(report -> report.steps() <= limit).toList();
    List<StepRow> steps = folder.steps().stream().filter(row -> row.step() <= limit).toList();
    List<Point> points = new ArrayList<>(Points.of(steps, history));
    if (limit == Long.MAX_VALUE) {
      folder.record().result().ifPresent(result -> points.addAll(end(result, history, points)));
    }
    return points;
  }

  /// Writes header and points of a run; says whether the points were there already.
  static boolean write(RunHeader header, List<Point> points, RunStore store) {
    store.put(header);
    MovedRuns.find(store, header);
    List<Point> found = store.points(header.id());
    if (!beginsWith(points, found)) {
      store.replace(header.id(), points);
      return false;
    }
    store.append(header.id(), points.subList(found.size(), points.size()));
    return found.size() == points.size();
  }

  private static List<Point> end(RunResult result, List<EpochReport> history, List<Point> before) {
    return Points.of(
        result,
        history.isEmpty() ? 0 : history.getLast().steps(),
        before.isEmpty() ? Instant.EPOCH : before.getLast().time());
  }

  private static boolean beginsWith(List<Point> all, List<Point> first) {
    if (first.size() > all.size()) {
      return false;
    }
    for (int i = 0; i < first.size(); i++) {
      if (!first.get(i).agreesWith(all.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// The files of a folder by name, checkpoints and all, at most a thousand.
  static List<Artefact> artefacts(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Artefact> artefacts = new ArrayList<>();
      for (Path file : tree.filter(Files::isRegularFile).limit(MOST_FILES).sorted().toList()) {
        artefacts.add(
            new Artefact(folder.relativize(file).toString().replace('\\', '/'), Files.size(file)));
      }
      return artefacts;
    } catch (IOException e) {
      throw new UncheckedIOException("%s: cannot be listed.".formatted(folder), e);
    }
  }
}
