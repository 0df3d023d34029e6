package gradus.web.studio;

import gradus.nn.run.RunFolder;
import gradus.runs.record.FolderImport;
import gradus.runs.store.Run;
import gradus.runs.store.RunQuery;
import gradus.runs.store.RunStore;
import gradus.tensor.FormatException;
import gradus.web.http.HttpProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The runs that the studio shows, by their ids.
///
/// A page names a run and never a path: a folder is opened only where the store says that a run is
/// written there, where it holds that run, and where its files are files and no links.
final class Catalogue implements AutoCloseable {

  private static final int MOST = 500;
  private static final List<String> FILES =
      List.of("run.json", "identity.json", "model.yaml", "model.safetensors");

  private final RunStore store;
  private final Imports imports;

  private Catalogue(RunStore store, Imports imports) {
    this.store = store;
    this.imports = imports;
  }

  static Catalogue open(StudioOptions options) {
    RunStore store = RunStore.open(options.store());
    try {
      int runs = 0;
      List<String> problems = new ArrayList<>();
      for (Path folder : options.folders()) {
        for (Path run : runs(folder)) {
          try {
            FolderImport.of(RunFolder.open(run), store);
            runs++;
          } catch (FormatException | UncheckedIOException damaged) {
            problems.add(String.valueOf(damaged.getMessage()));
          }
        }
      }
      return new Catalogue(store, new Imports(runs, problems));
    } catch (RuntimeException failed) {
      store.close();
      throw failed;
    }
  }

  /// The folder itself where it holds a run, else those of its folders that do.
  private static List<Path> runs(Path folder) {
    if (RunFolder.exists(folder)) {
      return List.of(folder);
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(child -> !Files.isSymbolicLink(child) && RunFolder.exists(child))
          .sorted()
          .limit(MOST)
          .toList();
    } catch (IOException unreadable) {
      throw new FormatException(
          folder.toString(),
          "the folder",
          "runs, or folders that hold one each",
          unreadable.getClass().getSimpleName(),
          "Check --runs.",
          unreadable);
    }
  }

  Imports imports() {
    return imports;
  }

  RunStore store() {
    return store;
  }

  /// The newest runs first.
  List<Run> newest() {
    return store.list(RunQuery.newest(MOST));
  }

  /// The run of an id.
  ///
  /// Throws {@link HttpProblem} 404 where there is none.
  Run run(String id) {
    Optional<Run> run = id.matches("[0-9a-f]{16}") ? store.run(id) : Optional.empty();
    return run.orElseThrow(
        () ->
            new HttpProblem(
                404,
                "The run: expected the id of one in the store, found another. Load the list of runs"
                    + " again."));
  }

  /// The folder of a run.
  ///
  /// Throws {@link HttpProblem} 404 where it is gone, or is no folder of this run.
  RunFolder folder(String id) {
    return openable(run(id))
        .orElseThrow(
            () ->
                new HttpProblem(
                    404,
                    "The run: expected its folder with its files, found it gone or changed. Bring"
                        + " it back, or train again."));
  }

  /// The folder of a run, where it can be opened.
  static Optional<RunFolder> openable(Run run) {
    return run.header()
        .folder()
        .filter(RunFolder::exists)
        .filter(Catalogue::holdsNoLinks)
        .map(RunFolder::open)
        .filter(folder -> Files.isRegularFile(folder.path().resolve("identity.json")))
        .filter(folder -> folder.identity().id().equals(run.id()));
  }

  private static boolean holdsNoLinks(Path folder) {
    return FILES.stream().noneMatch(file -> Files.isSymbolicLink(folder.resolve(file)));
  }

  /// Whether a run's folder is there and has a model.
  static boolean hasModel(Run run) {
    return run.artefacts().stream().anyMatch(it -> it.name().equals("model.safetensors"))
        ? run.header().folder().filter(RunFolder::exists).isPresent()
        : run.header()
            .folder()
            .filter(folder -> Files.isRegularFile(folder.resolve("model.safetensors")))
            .isPresent();
  }

  @Override
  public void close() {
    store.close();
  }
}
