package gradus.cli;

import gradus.nn.run.RunFolder;
import gradus.runs.record.FolderImport;
import gradus.runs.store.RunStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `gradus runs import`.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Reads run folders into the store: runs that it does not know, and what it lacks of"
            + " others. Done twice, it changes nothing.")
final class RunsImport implements Callable<Integer> {

  @ParentCommand private RunsCommand runs;

  @Parameters(
      index = "0..*",
      arity = "1..*",
      paramLabel = "DIR",
      description = "The folders that `gradus train --out` wrote.")
  List<Path> folders = List.of();

  @Override
  public Integer call() {
    Screen screen = Screen.standard();
    List<RunFolder> opened = folders.stream().map(RunFolder::open).toList();
    List<Map<String, String>> told = new ArrayList<>();
    try (RunStore store = runs.openOrMake()) {
      for (RunFolder folder : opened) {
        FolderImport.Imported imported = FolderImport.of(folder, store);
        String outcome = imported.outcome().name().toLowerCase(Locale.ROOT);
        told.add(
            Map.of("id", imported.id(), "folder", folder.path().toString(), "outcome", outcome));
        if (!runs.json) {
          screen.say(
              "%s  %s  %s"
                  .formatted(imported.id().substring(0, 8), folder.path(), words(imported)));
        }
      }
    }
    if (runs.json) {
      screen.json(Map.of("runs", told));
    }
    return 0;
  }

  private static String words(FolderImport.Imported imported) {
    return switch (imported.outcome()) {
      case ADDED -> "added";
      case REPAIRED -> "repaired";
      case UNCHANGED -> "unchanged";
      case RUNNING -> "is running and left alone";
    };
  }
}
