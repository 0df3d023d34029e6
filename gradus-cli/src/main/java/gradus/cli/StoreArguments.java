package gradus.cli;

import gradus.runs.store.StorePlace;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Whether and where a training is remembered.
final class StoreArguments {

  @Option(
      names = "--store",
      paramLabel = "PLACE",
      description =
          "Where the run is remembered: a file of SQLite, or jdbc:postgresql://HOST/DATABASE."
              + " Default: $$GRADUS_STORE, else gradus/runs.db in the folder for data of users.")
  String store = "";

  @Option(names = "--no-store", description = "Remember nothing but the folder of the run.")
  boolean none;

  /// The place, or nothing with `--no-store`.
  Optional<StorePlace> place() {
    if (none && !store.isEmpty()) {
      throw new IllegalArgumentException(
          "--no-store: expected without --store, found both. Leave one of them out.");
    }
    return none ? Optional.empty() : Optional.of(place(store));
  }

  /// The place that an option names, or the usual one.
  static StorePlace place(String option) {
    return option.isEmpty() ? StorePlace.standard(System.getenv()) : StorePlace.parse(option);
  }
}
