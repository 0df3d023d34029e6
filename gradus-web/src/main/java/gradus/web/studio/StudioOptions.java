package gradus.web.studio;

import gradus.runs.store.StorePlace;
import java.nio.file.Path;
import java.util.List;

/// What a studio shows and where it listens.
///
/// @param port the port on this machine; 0 for any that is free
/// @param store the store of runs
/// @param folders folders whose runs are brought into the store when the studio starts
/// @param out the folder in which trainings begun on the page make their run folders
public record StudioOptions(int port, StorePlace store, List<Path> folders, Path out) {

  public StudioOptions {
    folders = List.copyOf(folders);
  }
}
