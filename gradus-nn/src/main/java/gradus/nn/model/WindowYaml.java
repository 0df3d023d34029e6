package gradus.nn.model;

import gradus.nn.init.Constant;
import gradus.nn.init.Initialiser;
import gradus.nn.init.Orthogonal;
import gradus.nn.init.Scaled;
import gradus.nn.layer.Convolve;
import gradus.nn.layer.ConvolveTranspose;
import gradus.nn.layer.Layer;
import gradus.nn.layer.Linear;
import gradus.nn.layer.PadLayer;
import gradus.nn.layer.Padding;
import gradus.nn.layer.Pooled;
import gradus.nn.layer.Pooled.Statistic;
import gradus.op.window.Convention;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Convolutions, pooling and linear layers as YAML: their padding, conventions and initialisers.
final class WindowYaml {

  private WindowYaml() {}

  static boolean isWindow(String kind) {
    return kind.matches("(conv|convTranspose|maxPool|averagePool)[123]d");
  }

  static Layer build(String kind, Fields fields) {
    int rank = kind.charAt(kind.length() - 2) - '0';
    return switch (kind.substring(0, kind.length() - 2)) {
      case "conv" -> convolve(rank, fields);
      case "convTranspose" -> transpose(rank, fields);
      case "maxPool" -> pooled(Statistic.MAX, rank, fields);
      default -> pooled(Statistic.AVERAGE, rank, fields);
    };
  }

  private static Layer convolve(int rank, Fields fields) {
    String convention =
        fields.oneOf("convention", "crossCorrelation", List.of("crossCorrelation", "convolution"));
    return new Convolve(
        fields.integer("outputs"),
        fields.integers("kernel", rank),
        each(fields, "stride", rank),
        each(fields, "dilation", rank),
        padding(fields, rank),
        fields.integer("groups", 1),
        convention.equals("convolution") ? Convention.CONVOLUTION : Convention.CROSS_CORRELATION,
        fields.truth("bias", true),
        initialiser(fields));
  }

  private static Layer transpose(int rank, Fields fields) {
    return new ConvolveTranspose(
        fields.integer("outputs"),
        fields.integers("kernel", rank),
        fields.integer("stride", 1),
        fields.integer("padding", 0),
        fields.integer("outputPadding", 0),
        fields.truth("bias", true),
        initialiser(fields));
  }

  private static Layer pooled(Statistic statistic, int rank, Fields fields) {
    List<Integer> kernel = fields.integers("kernel", rank);
    return new Pooled(
        statistic,
        kernel,
        fields.has("stride") ? fields.integers("stride", rank) : kernel,
        padding(fields, rank),
        fields.truth("ceil", false));
  }

  static Layer pad(Fields fields) {
    List<Integer> before = fields.integers("before", 1);
    return new PadLayer(before, fields.integers("after", before.size()), fields.number("value", 0));
  }

  private static List<Integer> each(Fields fields, String name, int rank) {
    return fields.has(name) ? fields.integers(name, rank) : Collections.nCopies(rank, 1);
  }

  private static Padding padding(Fields fields, int rank) {
    if (!fields.has("padding")) {
      return fields.has("before") ? explicit(fields, rank) : Padding.valid();
    }
    if (fields.raw("padding") instanceof String) {
      return switch (fields.oneOf(
          "padding", "valid", List.of("valid", "same", "sameLower", "full"))) {
        case "same" -> new Padding.Same(false);
        case "sameLower" -> new Padding.Same(true);
        case "full" -> Padding.full();
        default -> Padding.valid();
      };
    }
    List<Integer> amounts = fields.integers("padding", rank);
    return new Padding.Explicit(amounts, amounts);
  }

  private static Padding explicit(Fields fields, int rank) {
    return new Padding.Explicit(fields.integers("before", rank), fields.integers("after", rank));
  }

  static Initialiser initialiser(Fields fields) {
    String name =
        fields.oneOf(
            "init",
            "he",
            List.of(
                "he",
                "heNormal",
                "glorot",
                "glorotNormal",
                "lecun",
                "lecunNormal",
                "orthogonal",
                "zero"));
    return switch (name) {
      case "heNormal" -> Scaled.he().asNormal();
      case "glorot" -> Scaled.glorot();
      case "glorotNormal" -> Scaled.glorot().asNormal();
      case "lecun" -> Scaled.lecun();
      case "lecunNormal" -> Scaled.lecun().asNormal();
      case "orthogonal" -> new Orthogonal(1);
      case "zero" -> new Constant(0);
      default -> Scaled.he();
    };
  }

  private static void put(Map<String, Object> settings, boolean bias, Initialiser initialiser) {
    if (!bias) {
      settings.put("bias", false);
    }
    String name =
        switch (initialiser) {
          case Scaled scaled -> scaled.name() + (scaled.normal() ? "Normal" : "");
          case Orthogonal _ -> "orthogonal";
          case Constant(double value) when value == 0 -> "zero";
          default ->
              throw new IllegalArgumentException(
                  "write(%s): expected an initialiser of Gradus, found one of your own. Keep this network in Java."
                      .formatted(initialiser));
        };
    if (!name.equals("he")) {
      settings.put("init", name);
    }
  }

  private static void put(Map<String, Object> settings, Padding padding) {
    switch (padding) {
      case Padding.Valid() -> {}
      case Padding.Full() -> settings.put("padding", "full");
      case Padding.Same(boolean extraBefore) ->
          settings.put("padding", extraBefore ? "sameLower" : "same");
      case Padding.Explicit(List<Integer> before, List<Integer> after) -> {
        if (before.equals(after)) {
          settings.put("padding", before);
        } else {
          settings.put("before", before);
          settings.put("after", after);
        }
      }
    }
  }

  static Object linear(Linear layer) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("outputs", layer.outputs());
    put(settings, layer.bias(), layer.initialiser());
    return settings.size() == 1 ? Map.of("linear", layer.outputs()) : Map.of("linear", settings);
  }

  static Object convolve(Convolve layer) {
    int rank = layer.kernel().size();
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("outputs", layer.outputs());
    settings.put("kernel", layer.kernel());
    putUnlessOnes(settings, "stride", layer.strides());
    putUnlessOnes(settings, "dilation", layer.dilations());
    put(settings, layer.padding());
    if (layer.groups() != 1) {
      settings.put("groups", layer.groups());
    }
    if (layer.convention() == Convention.CONVOLUTION) {
      settings.put("convention", "convolution");
    }
    put(settings, layer.bias(), layer.initialiser());
    return Map.of("conv" + rank + "d", settings);
  }

  private static void putUnlessOnes(
      Map<String, Object> settings, String name, List<Integer> values) {
    if (values.stream().anyMatch(value -> value != 1)) {
      settings.put(name, values);
    }
  }

  static Object transpose(ConvolveTranspose layer) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("outputs", layer.outputs());
    settings.put("kernel", layer.kernel());
    settings.put("stride", layer.stride());
    settings.put("padding", layer.padding());
    settings.put("outputPadding", layer.outputPadding());
    put(settings, layer.bias(), layer.initialiser());
    return Map.of("convTranspose" + layer.kernel().size() + "d", settings);
  }

  static Object pooled(Pooled layer) {
    String kind = layer.kind() + layer.kernel().size() + "d";
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("kernel", layer.kernel());
    if (!layer.strides().equals(layer.kernel())) {
      settings.put("stride", layer.strides());
    }
    put(settings, layer.padding());
    if (layer.ceil()) {
      settings.put("ceil", true);
    }
    return settings.size() == 1 && layer.kernel().stream().distinct().count() == 1
        ? Map.of(kind, layer.kernel().getFirst())
        : Map.of(kind, settings);
  }
}
