package gradus.runs.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known of a run from its beginning.
///
/// @param id 16 hexadecimal digits, as in the folder's `identity.json`
/// @param name for people: the folder's name
/// @param folder where it is written, absolute; empty where it is not known any more
/// @param parent the id of the run whose model it began with
/// @param command the command line, word by word
/// @param gradus the version of Gradus
/// @param network the network's name
/// @param data the source of the data
/// @param dataDigest SHA-256 of the training part
/// @param begun when it began
/// @param settings what was asked for, by name, such as `training.learningRate`
/// @param environment Java, system and processors
public record RunHeader(
    String id,
    String name,
    Optional<Path> folder,
    Optional<String> parent,
    List<String> command,
    String gradus,
    String network,
    String data,
    String dataDigest,
    Instant begun,
    Map<String, String> settings,
    Map<String, String> environment) {

  public RunHeader {
    RunStore.requireId(id);
    command = List.copyOf(command);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /// The id as it is shown: its first eight digits.
  public String shortId() {
    return id.substring(0, 8);
  }
}
