package gradus.cli;

import gradus.nn.run.RunFolder;
import gradus.runs.store.Run;
import gradus.runs.store.RunStatus;
import gradus.runs.store.RunStore;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `gradus runs delete`.
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Forgets runs. Their folders stay, unless --with-folder is given.")
final class RunsDelete implements Callable<Integer> {

  @ParentCommand private RunsCommand runs;

  @Parameters(index = "0..*", arity = "1..*", paramLabel = "ID", description = "The runs.")
  List<String> ids = List.of();

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  @Option(names = "--with-folder", description = "Delete the folders of the runs too.")
  boolean withFolder;

  @Override
  public Integer call() {
    Screen screen = Screen.standard();
    try (RunStore store = runs.open()) {
      List<Run> meant = ids.stream().map(store::find).distinct().toList();
      meant.forEach(RunsDelete::requireStill);
      if (!yes && !agreed(meant)) {
        screen.remark("Nothing was deleted.");
        return 1;
      }
      for (Run run : meant) {
        if (withFolder) {
          folder(run).ifPresent(RunsDelete::delete);
        }
        store.delete(run.id());
      }
      if (runs.json) {
        screen.json(Map.of("deleted", meant.stream().map(Run::id).toList()));
      } else {
        meant.forEach(
            run ->
                screen.say(
                    "Deleted %s (%s).".formatted(run.header().shortId(), run.header().name())));
      }
    }
    return 0;
  }

  private static void requireStill(Run run) {
    if (run.status() == RunStatus.RUNNING) {
      throw new IllegalArgumentException(
          "runs delete %s: expected a run that has ended, found one that is running. Stop it first."
              .formatted(run.header().shortId()));
    }
  }

  private boolean agreed(List<Run> meant) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw new IllegalArgumentException(
          "runs delete: expected --yes where no one can be asked, found neither --yes nor a"
              + " terminal. Give --yes.");
    }
    String names =
        String.join(
            ", ",
            meant.stream()
                .map(run -> run.header().shortId() + " (" + run.header().name() + ")")
                .toList());
    String answer =
        console.readLine(
            "Delete %s%s? [y/N] ", names, withFolder ? " and the folders" : "; the folders stay");
    return answer != null && answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y");
  }

  /// The run's folder, if it is there and still holds this run.
  private static Optional<Path> folder(Run run) {
    return run.header()
        .folder()
        .filter(RunFolder::exists)
        .filter(path -> RunFolder.open(path).identity().id().equals(run.id()));
  }

  /// Deletes a folder with all that is in it.
  static void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s: cannot be deleted.".formatted(folder), e);
    }
  }
}
