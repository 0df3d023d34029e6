package gradus.runs.record;

import gradus.nn.run.RunFolder;
import gradus.runs.store.Run;
import gradus.runs.store.RunHeader;
import gradus.runs.store.RunStore;
import java.nio.file.Path;
import java.util.Optional;

/// Earlier runs whose folder has been taken by another: they were moved aside, or are gone.
final class MovedRuns {

  private MovedRuns() {}

  /// Tells the store where the earlier runs of a run's folder are now.
  static void find(RunStore store, RunHeader header) {
    header.folder().ifPresent(folder -> find(store, header.id(), folder));
  }

  private static void find(RunStore store, String id, Path folder) {
    for (Run earlier : store.inFolder(folder)) {
      if (!earlier.id().equals(id)) {
        store.moved(earlier.id(), aside(folder, earlier.id()));
      }
    }
  }

  private static Optional<Path> aside(Path folder, String id) {
    for (int number = 1; ; number++) {
      Path aside = folder.resolveSibling(folder.getFileName() + ".old" + number);
      if (!RunFolder.exists(aside)) {
        return Optional.empty();
      }
      if (RunFolder.open(aside).identity().id().equals(id)) {
        return Optional.of(aside);
      }
    }
  }
}
