package gradus.runs.store;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A run as the store knows it.
///
/// @param header what is known from its beginning
/// @param status how it stands
/// @param updated its last sign of life
/// @param seconds how long it has trained, over all its sessions
/// @param error why it failed, or empty
/// @param revision grows when points of it are taken back; whoever has read some reads all again
/// @param metrics the metrics by name, each with its last value and its extremes
/// @param notes what people wrote about it, oldest first
/// @param artefacts the files of its folder
public record Run(
    RunHeader header,
    RunStatus status,
    Instant updated,
    double seconds,
    Optional<String> error,
    long revision,
    Map<String, Metric> metrics,
    List<Note> notes,
    List<Artefact> artefacts) {

  public Run {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    notes = List.copyOf(notes);
    artefacts = List.copyOf(artefacts);
  }

  /// The run's id.
  public String id() {
    return header.id();
  }

  /// The metric that tells most: of the test part before validation before training, a share of
  /// right answers before R² before the loss.
  public Optional<Metric> main() {
    return Stream.of("test.", "validation.", "train.")
        .flatMap(part -> Stream.of("accuracy", "r2", "loss").map(name -> part + name))
        .flatMap(name -> Stream.ofNullable(metrics.get(name)))
        .findFirst();
  }
}
