package gradus.web.inference;

import java.nio.file.Path;

/// One version of a model that answers.
///
/// @param name the model's name
/// @param version its version
/// @param path where it was read
/// @param fingerprint what its files were like
/// @param model the model
/// @param batcher its queue
/// @param reason why a newer state of its files is not served; "" where they are
record Live(
    String name,
    String version,
    Path path,
    String fingerprint,
    ServedModel model,
    Batcher batcher,
    String reason) {

  Live because(String why) {
    return new Live(name, version, path, fingerprint, model, batcher, why);
  }
}
