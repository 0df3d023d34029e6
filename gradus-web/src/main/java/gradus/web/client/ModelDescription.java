package gradus.web.client;

import gradus.web.inference.Datatype;
import gradus.web.inference.TensorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a server says of a model.
///
/// @param name its name
/// @param versions its versions
/// @param platform what it was made from
/// @param inputs what it must be given
/// @param outputs what it answers
public record ModelDescription(
    String name,
    List<String> versions,
    String platform,
    List<TensorSpec> inputs,
    List<TensorSpec> outputs) {

  /// Copies.
  public ModelDescription {
    versions = List.copyOf(versions);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  static ModelDescription of(JsonNode said) {
    List<String> versions = new ArrayList<>();
    said.path("versions").forEach(version -> versions.add(version.asString("")));
    return new ModelDescription(
        said.path("name").asString(""),
        versions,
        said.path("platform").asString(""),
        specs(said.path("inputs")),
        specs(said.path("outputs")));
  }

  private static List<TensorSpec> specs(JsonNode tensors) {
    List<TensorSpec> specs = new ArrayList<>();
    for (JsonNode tensor : tensors) {
      List<Long> shape = new ArrayList<>();
      tensor.path("shape").forEach(size -> shape.add(size.asLong(-1)));
      String datatype = tensor.path("datatype").asString("");
      specs.add(
          new TensorSpec(
              tensor.path("name").asString(""),
              Datatype.named(datatype)
                  .orElseThrow(
                      () ->
                          new UncheckedIOException(
                              new IOException(
                                  "the model: expected a datatype of the protocol, found \"%s\". Check the address."
                                      .formatted(datatype)))),
              shape));
    }
    return specs;
  }
}
