package gradus.nn.model;

import gradus.nn.layer.Layer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/// Layers of other worlds as YAML: what they are, for people, and their bytes in Base64.
final class ForeignYaml {

  private static final List<ForeignLayers> READERS =
      ServiceLoader.load(ForeignLayers.class, ForeignLayers.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private ForeignYaml() {}

  /// The layer, where the word is that of another world.
  static Optional<Layer> layer(String kind, Fields fields) {
    return READERS.stream()
        .filter(it -> it.language().equals(kind))
        .findFirst()
        .map(reader -> build(reader, fields));
  }

  private static Layer build(ForeignLayers reader, Fields fields) {
    String operator = fields.word("operator", "");
    String text = fields.word("bytes", "");
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException broken) {
      throw fields.error("bytes in Base64", broken.getMessage(), "Convert the model again.");
    }
    ForeignLayer layer = reader.read(fields.file() + ", " + fields.place(), bytes);
    if (!layer.kind().equals(operator)) {
      throw fields.error(
          "the operator that the bytes say, " + layer.kind(), operator, "Convert the model again.");
    }
    return layer;
  }

  static Object write(ForeignLayer layer) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("operator", layer.kind());
    settings.put("bytes", Base64.getEncoder().encodeToString(layer.written()));
    return Map.of(layer.language(), settings);
  }
}
