package gradus.nn.model;

import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// Networks as YAML that reads like the Java:
///
/// ```yaml
/// input: [1, 28, 28]
/// layers:
///   - conv2d: {outputs: 6, kernel: 5, padding: same}
///   - relu
///   - maxPool2d: 2
///   - flatten
///   - linear: 10
/// ```
///
/// A layer may have a `name` of its own and read `from` others; `inputs` (by name) and `outputs`
/// replace `input` where there are several. Nothing in a file can run code.
public final class NetworkYaml {

  private static final int MAX_LAYERS = 10_000;
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .build();

  private NetworkYaml() {}

  /// The network that a text describes.
  ///
  /// @param file the file's name, for messages
  /// @param text its content
  /// @param example the shape of one example where the text does not say it, or a scalar's for none
  ///   Throws {@link FormatException} with the place where the text is wrong.
  public static Network read(String file, String text, Shape example) {
    Fields root = new Fields(file, "the file", parse(file, text));
    try {
      return read(root, example);
    } catch (FormatException known) {
      throw known;
    } catch (IllegalArgumentException wrong) {
      throw new FormatException(
          file,
          "inputs and outputs",
          "shapes, and names of layers",
          String.valueOf(wrong.getMessage()),
          "Change them.",
          wrong);
    }
  }

  private static Network read(Fields root, Shape example) {
    Network network = Network.of(inputs(root, example));
    List<?> layers = root.list("layers");
    if (layers.size() > MAX_LAYERS) {
      throw root.error(
          "at most " + MAX_LAYERS + " layers", layers.size(), "Split the network into parts.");
    }
    for (int i = 0; i < layers.size(); i++) {
      network = append(network, layers.get(i), root.file(), "layer " + (i + 1));
    }
    if (root.has("outputs")) {
      network = network.outputs(root.words("outputs"));
    }
    root.finish();
    return network;
  }

  private static Map<String, Object> parse(String file, String text) {
    try {
      Map<String, Object> values = YAML.readValue(text, new TypeReference<>() {});
      if (values == null) {
        throw new FormatException(
            file, "line 1", "a network", "nothing", "Write input and layers.");
      }
      return values;
    } catch (JacksonException broken) {
      String place =
          broken.getLocation() == null
              ? "the file"
              : "line %d, column %d"
                  .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr());
      throw new FormatException(
          file,
          place,
          "YAML with settings and values",
          told(broken.getOriginalMessage()),
          "Check indentation, colons and brackets.",
          broken);
    }
  }

  /// What the parser says it found, without names of its own classes and settings.
  private static String told(String message) {
    if (message == null || message.startsWith("Cannot deserialize")) {
      return "a word, a number or a list";
    }
    List<String> lines = message.lines().map(String::strip).toList();
    String line =
        lines.stream()
            .filter(it -> it.startsWith("found "))
            .map(it -> it.substring("found ".length()))
            .findFirst()
            .or(() -> lines.stream().findFirst())
            .orElse("something else");
    return line.replaceAll(",? ?from `[^`]*`", "");
  }

  private static List<Port> inputs(Fields root, Shape example) {
    List<Port> ports = new ArrayList<>();
    if (root.has("inputs")) {
      if (!(root.raw("inputs") instanceof Map<?, ?> named)) {
        throw root.error("names with shapes for \"inputs\"", "a list", "Write a: [3].");
      }
      named.forEach((name, value) -> ports.add(port(root, String.valueOf(name), value)));
    } else if (root.has("input")) {
      ports.add(port(root, "x", root.raw("input")));
    } else if (example.rank() > 0) {
      ports.add(new Port("x", example, DType.F32));
    } else {
      throw root.error(
          "a setting \"input\"", "none", "Give the shape of an example: input: [1, 28, 28].");
    }
    return ports;
  }

  private static Port port(Fields root, String name, Object value) {
    if (value instanceof Map<?, ?> settings) {
      Fields fields = new Fields(root.file(), "input " + name, LayerYaml.settings(settings));
      Shape shape = new Shape(fields.integers("shape", 1));
      String dtype = fields.oneOf("dtype", "f32", List.of("f32", "i32", "i64"));
      fields.finish();
      return new Port(name, shape, DType.valueOf(dtype.toUpperCase(Locale.ROOT)));
    }
    // a word without a value is nothing in YAML, which Map.of refuses
    Map<String, Object> only = new LinkedHashMap<>();
    only.put("shape", value);
    Fields fields = new Fields(root.file(), "input " + name, only);
    return new Port(name, new Shape(fields.integers("shape", 1)), DType.F32);
  }

  private static Network append(Network network, Object entry, String file, String place) {
    try {
      LayerYaml.Entry layer = LayerYaml.entry(entry, file, place);
      if (layer.name().isEmpty() && layer.from().isEmpty()) {
        return network.then(layer.layer());
      }
      List<String> from = layer.from().isEmpty() ? List.of(network.last()) : layer.from();
      String name = layer.name().isEmpty() ? network.freeName(layer.layer().kind()) : layer.name();
      return network.then(name, layer.layer(), from);
    } catch (FormatException known) {
      throw known;
    } catch (IllegalArgumentException | ArithmeticException wrong) {
      throw new FormatException(
          file,
          place,
          "a layer that fits what it reads",
          String.valueOf(wrong.getMessage()),
          "Change the layer or the one before it.",
          wrong);
    }
  }

  /// The text of a network; reading it gives an equal network.
  ///
  /// Throws {@link IllegalArgumentException} for layers of the user's own, which only Java can
  /// name.
  public static String write(Network network) {
    Map<String, Object> root = new LinkedHashMap<>();
    List<Port> ports = network.inputs();
    if (ports.size() == 1
        && ports.getFirst().name().equals("x")
        && ports.getFirst().dtype() == DType.F32) {
      root.put("input", ports.getFirst().shape().sizes());
    } else {
      Map<String, Object> named = new LinkedHashMap<>();
      for (Port port : ports) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("shape", port.shape().sizes());
        settings.put("dtype", port.dtype().toString());
        named.put(port.name(), settings);
      }
      root.put("inputs", named);
    }
    List<Object> layers = new ArrayList<>();
    Network before = Network.of(ports);
    for (Step step : network.steps()) {
      boolean plain =
          step.from().equals(List.of(before.last()))
              && step.name().equals(before.freeName(step.layer().kind()));
      layers.add(LayerYaml.write(step, plain));
      before = before.withStep(step);
    }
    root.put("layers", layers);
    if (!network.outputs().equals(List.of(network.last()))) {
      root.put("outputs", network.outputs());
    }
    return YAML.writeValueAsString(root);
  }
}
