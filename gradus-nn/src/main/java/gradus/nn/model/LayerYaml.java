package gradus.nn.model;

import gradus.nn.layer.Activated;
import gradus.nn.layer.BatchNormLayer;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.ConvolveTranspose;
import gradus.nn.layer.DropoutLayer;
import gradus.nn.layer.Embedding;
import gradus.nn.layer.Flatten;
import gradus.nn.layer.Frozen;
import gradus.nn.layer.GlobalPooled;
import gradus.nn.layer.Joined;
import gradus.nn.layer.Layer;
import gradus.nn.layer.Linear;
import gradus.nn.layer.NormLayer;
import gradus.nn.layer.PadLayer;
import gradus.nn.layer.Parallel;
import gradus.nn.layer.Pooled;
import gradus.nn.layer.Pooled.Statistic;
import gradus.nn.layer.ReferenceLogit;
import gradus.nn.layer.Reshape;
import gradus.nn.layer.Residual;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One layer as YAML: a word, or a word with its settings.
final class LayerYaml {

  private static final List<String> KINDS =
      List.of(
          "linear",
          "conv1d",
          "conv2d",
          "conv3d",
          "convTranspose1d",
          "convTranspose2d",
          "convTranspose3d",
          "maxPool1d",
          "maxPool2d",
          "maxPool3d",
          "averagePool1d",
          "averagePool2d",
          "averagePool3d",
          "globalAveragePool",
          "globalMaxPool",
          "flatten",
          "reshape",
          "pad",
          "referenceLogit",
          "dropout",
          "batchNorm",
          "layerNorm",
          "groupNorm",
          "embedding",
          "residual",
          "parallel",
          "add",
          "concat");

  private LayerYaml() {}

  /// A layer as it stands in a list, with its own name and what it reads, if given.
  record Entry(Layer layer, String name, List<String> from) {}

  static Map<String, Object> settings(Map<?, ?> map) {
    Map<String, Object> settings = new LinkedHashMap<>();
    map.forEach((name, value) -> settings.put(String.valueOf(name), value));
    return settings;
  }

  static Entry entry(Object entry, String file, String place) {
    if (!(entry instanceof Map<?, ?> map)) {
      return new Entry(layer(String.valueOf(entry), Map.of(), file, place), "", List.of());
    }
    Map<String, Object> values = settings(map);
    Fields fields = new Fields(file, place, values);
    String name = fields.word("name", "");
    List<String> from = fields.has("from") ? fields.words("from") : List.of();
    boolean frozen = fields.truth("frozen", false);
    values.keySet().removeAll(List.of("name", "from", "frozen"));
    if (values.size() != 1) {
      throw fields.error(
          "one layer",
          values.keySet(),
          "Write each layer with a dash, its settings in braces: conv2d: {outputs: 8, kernel: 3}.");
    }
    String kind = values.keySet().iterator().next();
    Object value = values.get(kind);
    Map<String, Object> settings =
        value instanceof Map<?, ?> inner
            ? settings(inner)
            : value == null ? Map.of() : Map.of("", value);
    Layer layer = layer(kind, settings, file, place + " (" + kind + ")");
    return new Entry(frozen ? new Frozen(layer) : layer, name, from);
  }

  private static Layer layer(String kind, Map<String, Object> settings, String file, String place) {
    String main = main(kind);
    Map<String, Object> named = new LinkedHashMap<>(settings);
    if (named.containsKey("")) {
      Object value = named.remove("");
      named.put(main.isEmpty() ? "setting" : main, value);
    }
    Fields fields = new Fields(file, place, named);
    Layer layer = ForeignYaml.layer(kind, fields).orElseGet(() -> build(kind, fields));
    fields.finish();
    return layer;
  }

  /// The setting that a bare value stands for.
  private static String main(String kind) {
    return switch (kind) {
      case "linear" -> "outputs";
      case "dropout" -> "rate";
      case "referenceLogit" -> "position";
      case "reshape" -> "shape";
      case "groupNorm" -> "groups";
      case "leakyRelu" -> "slope";
      case "elu" -> "alpha";
      case "residual" -> "body";
      case "parallel" -> "branches";
      default -> kind.contains("Pool") ? "kernel" : "";
    };
  }

  private static Layer build(String kind, Fields fields) {
    return switch (kind) {
      case "linear" ->
          new Linear(
              fields.integer("outputs"),
              fields.truth("bias", true),
              WindowYaml.initialiser(fields));
      case "flatten" -> new Flatten();
      case "reshape" -> new Reshape(new Shape(fields.integers("shape", 1)));
      case "pad" -> WindowYaml.pad(fields);
      case "referenceLogit" -> new ReferenceLogit(fields.integer("position"));
      case "dropout" -> new DropoutLayer(fields.number("rate", 0.5));
      case "batchNorm" ->
          new BatchNormLayer(fields.number("epsilon", 1e-5), fields.number("momentum", 0.1));
      case "layerNorm" -> new NormLayer(0, fields.number("epsilon", 1e-5));
      case "groupNorm" -> new NormLayer(fields.integer("groups"), fields.number("epsilon", 1e-5));
      case "embedding" -> Embedding.of(fields.integer("count"), fields.integer("size"));
      case "globalAveragePool" -> new GlobalPooled(Statistic.AVERAGE);
      case "globalMaxPool" -> new GlobalPooled(Statistic.MAX);
      case "add" -> new Joined(Parallel.Join.ADD);
      case "concat" -> new Joined(Parallel.Join.CONCAT);
      case "residual" ->
          new Residual(
              chain(fields, "body"),
              fields.has("shortcut") ? chain(fields, "shortcut") : List.of());
      case "parallel" -> parallel(fields);
      default ->
          WindowYaml.isWindow(kind) ? WindowYaml.build(kind, fields) : activation(kind, fields);
    };
  }

  private static Layer parallel(Fields fields) {
    List<List<Layer>> branches = new ArrayList<>();
    for (Object branch : fields.list("branches")) {
      if (!(branch instanceof List<?> layers)) {
        throw fields.error("a list of layers for each branch", branch, "Begin it with a dash.");
      }
      branches.add(chain(fields, layers));
    }
    String join = fields.oneOf("join", "concat", List.of("add", "concat"));
    return new Parallel(branches, join.equals("add") ? Parallel.Join.ADD : Parallel.Join.CONCAT);
  }

  private static List<Layer> chain(Fields fields, String name) {
    return chain(fields, fields.list(name));
  }

  private static List<Layer> chain(Fields fields, List<?> entries) {
    List<Layer> layers = new ArrayList<>();
    for (Object entry : entries) {
      String place = fields.place() + ", layer " + (layers.size() + 1);
      layers.add(entry(entry, fields.file(), place).layer());
    }
    return layers;
  }

  private static Layer activation(String kind, Fields fields) {
    for (Activated.Kind function : Activated.Kind.values()) {
      Activated layer = Activated.of(function);
      if (layer.kind().equals(kind)) {
        return switch (function) {
          case LEAKY_RELU -> new Activated(function, fields.number("slope", layer.setting()));
          case ELU -> new Activated(function, fields.number("alpha", layer.setting()));
          default -> layer;
        };
      }
    }
    List<String> known = new ArrayList<>(KINDS);
    for (Activated.Kind function : Activated.Kind.values()) {
      known.add(Activated.of(function).kind());
    }
    throw fields.error(
        "a layer", "\"" + kind + "\"", "Did you mean %s?".formatted(nearest(kind, known)));
  }

  private static String nearest(String word, List<String> known) {
    return known.stream()
        .min(java.util.Comparator.comparingInt(candidate -> distance(word, candidate)))
        .orElseThrow();
  }

  /// How many letters must be changed, added or dropped, without regard to case.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int changed = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  static Object write(Step step, boolean plain) {
    Map<String, Object> entry = new LinkedHashMap<>();
    if (!plain) {
      entry.put("name", step.name());
      entry.put("from", step.from());
    }
    boolean frozen = step.layer() instanceof Frozen;
    Object layer = write(step.layer() instanceof Frozen(Layer inner) ? inner : step.layer());
    if (layer instanceof Map<?, ?> map) {
      entry.putAll(settings(map));
    } else if (plain && !frozen) {
      return layer;
    } else {
      entry.put(String.valueOf(layer), Map.of());
    }
    if (frozen) {
      entry.put("frozen", true);
    }
    return entry;
  }

  private static Object write(Layer layer) {
    return switch (layer) {
      case Linear linear -> WindowYaml.linear(linear);
      case Convolve convolve -> WindowYaml.convolve(convolve);
      case ConvolveTranspose transpose -> WindowYaml.transpose(transpose);
      case Pooled pooled -> WindowYaml.pooled(pooled);
      case Reshape reshape -> Map.of("reshape", reshape.shape().sizes());
      case PadLayer pad ->
          Map.of("pad", Map.of("before", pad.before(), "after", pad.after(), "value", pad.value()));
      case ReferenceLogit reference -> Map.of("referenceLogit", reference.position());
      case DropoutLayer dropout -> Map.of("dropout", dropout.rate());
      case BatchNormLayer norm ->
          Map.of("batchNorm", Map.of("epsilon", norm.epsilon(), "momentum", norm.momentum()));
      case NormLayer norm ->
          norm.groups() == 0
              ? Map.of("layerNorm", Map.of("epsilon", norm.epsilon()))
              : Map.of("groupNorm", Map.of("groups", norm.groups(), "epsilon", norm.epsilon()));
      case Embedding embedding ->
          Map.of("embedding", Map.of("count", embedding.count(), "size", embedding.size()));
      case Residual residual -> {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("body", residual.body().stream().map(LayerYaml::write).toList());
        parts.put("shortcut", residual.shortcut().stream().map(LayerYaml::write).toList());
        yield Map.of("residual", parts);
      }
      case Parallel parallel -> {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put(
            "branches",
            parallel.branches().stream()
                .map(branch -> branch.stream().map(LayerYaml::write).toList())
                .toList());
        parts.put("join", parallel.join() == Parallel.Join.ADD ? "add" : "concat");
        yield Map.of("parallel", parts);
      }
      case Activated activated ->
          switch (activated.function()) {
            case LEAKY_RELU -> Map.of("leakyRelu", activated.setting());
            case ELU -> Map.of("elu", activated.setting());
            default -> activated.kind();
          };
      case Flatten _, GlobalPooled _, Joined _ -> layer.kind();
      case ForeignLayer foreign -> ForeignYaml.write(foreign);
      default ->
          throw new IllegalArgumentException(
              "write(%s): expected a layer of Gradus, found another, which a model folder cannot hold. Keep this network in Java, or in the file that it came from."
                  .formatted(layer.kind()));
    };
  }
}
