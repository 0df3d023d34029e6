package gradus.nn.run;

import gradus.nn.data.Safetensors;
import gradus.nn.layer.Variable;
import gradus.nn.model.Binding;
import gradus.nn.model.Network;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Weights of another engine for a network: found by name, checked by shape.
///
/// PyTorch's layouts are those of Gradus: linear [outputs, inputs], convolution [outputs, inputs /
/// groups, kernel…], transposed convolution [inputs, outputs / groups, kernel…]. Its `weight`,
/// `bias`, `running_mean` and `running_var` of a normalisation are `scale`, `shift`, `mean` and
/// `variance` here; `num_batches_tracked` is left out. Numbers are rounded to f32.
public final class WeightImport {

  private final String file;
  private final Map<String, Tensor> tensors;
  private final Map<String, Shape> wanted = new LinkedHashMap<>();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Set<String> unused = new LinkedHashSet<>();
  private final List<String> wrong = new ArrayList<>();

  private WeightImport(String file, Map<String, Tensor> tensors, Network network) {
    this.file = file;
    this.tensors = tensors;
    for (Variable variable : network.instantiate(Binding.inference(1)).variables()) {
      wanted.put(variable.name(), variable.node().type().shape());
    }
  }

  /// The values of a network's variables from a safetensors file.
  ///
  /// Throws {@link FormatException} with everything that does not fit: variables without a tensor,
  /// tensors without a variable, shapes that differ; and with the names that probably belong
  /// together.
  public static Map<String, Tensor> read(Network network, Path file, NameMap map) {
    return of(network, file.toString(), Safetensors.read(file).tensors(), map);
  }

  static Map<String, Tensor> of(
      Network network, String file, Map<String, Tensor> tensors, NameMap map) {
    WeightImport found = new WeightImport(file, tensors, network);
    found.match(map);
    return found.values();
  }

  private void match(NameMap map) {
    for (String name : tensors.keySet()) {
      List<String> candidates = map.candidates(name);
      String variable = candidates.stream().filter(wanted::containsKey).findFirst().orElse("");
      if (name.endsWith("num_batches_tracked")) {
        continue;
      }
      if (variable.isEmpty()) {
        unused.add(name);
      } else if (sources.containsKey(variable)) {
        wrong.add(
            "%s: both \"%s\" and \"%s\" are mapped to it"
                .formatted(variable, sources.get(variable), name));
      } else {
        sources.put(variable, name);
      }
    }
    map.names().keySet().stream()
        .filter(from -> tensors.keySet().stream().noneMatch(it -> isPart(from, it)))
        .forEach(from -> wrong.add("\"%s\" of --map: no tensor of that name".formatted(from)));
  }

  private static boolean isPart(String from, String name) {
    return name.equals(from) || name.startsWith(from + ".");
  }

  private Map<String, Tensor> values() {
    Map<String, Tensor> values = new LinkedHashMap<>();
    wanted.forEach(
        (variable, shape) -> {
          String source = sources.getOrDefault(variable, "");
          Tensor value = tensors.get(source);
          if (value == null) {
            wrong.add("%s %s: no tensor".formatted(variable, shape));
          } else if (!value.shape().equals(shape)) {
            wrong.add(
                "%s: expected %s, found %s in \"%s\""
                    .formatted(variable, shape, value.shape(), source));
          } else {
            values.put(variable, value.as(gradus.tensor.DType.F32));
          }
        });
    unused.forEach(name -> wrong.add("\"%s\" %s: no variable".formatted(name, shapeOf(name))));
    if (wrong.isEmpty()) {
      return values;
    }
    String pairs = suggestion();
    throw new FormatException(
        file,
        "the names",
        "one tensor of the same shape for each of %d variables".formatted(wanted.size()),
        "%d mismatches:\n  %s\n"
            .formatted(wrong.size(), String.join("\n  ", wrong))
            .stripTrailing(),
        pairs.isEmpty()
            ? "Give --map with pairs NAME_IN_FILE=NAME_IN_NETWORK, or mend the network."
            : "Try --map " + pairs + ".");
  }

  private Shape shapeOf(String name) {
    return java.util.Objects.requireNonNull(tensors.get(name)).shape();
  }

  /// Layers of the file that no one uses beside layers of the network that lack all their tensors
  /// and have the same shapes, each in its order.
  private String suggestion() {
    Map<String, Map<String, Shape>> lacking = new LinkedHashMap<>();
    wanted.forEach(
        (name, shape) -> {
          if (!sources.containsKey(name)) {
            lacking.computeIfAbsent(layer(name), _ -> new TreeMap<>()).put(last(name), shape);
          }
        });
    Map<String, Map<String, Shape>> offered = new TreeMap<>(NATURAL);
    for (String name : unused) {
      offered.computeIfAbsent(layer(name), _ -> new TreeMap<>()).put(last(name), shapeOf(name));
    }
    List<String> pairs = new ArrayList<>();
    lacking.forEach(
        (layer, variables) ->
            offered.keySet().stream()
                .filter(
                    it ->
                        fits(
                            it,
                            java.util.Objects.requireNonNull(offered.get(it)),
                            layer,
                            variables))
                .findFirst()
                .ifPresent(
                    it -> {
                      pairs.add(it + "=" + layer);
                      offered.remove(it);
                    }));
    return String.join(",", pairs);
  }

  /// Whether the tensors of a layer of the file are just the variables of one of the network.
  private static boolean fits(
      String from, Map<String, Shape> tensors, String layer, Map<String, Shape> variables) {
    NameMap map = new NameMap(Map.of(from, layer));
    Map<String, Shape> found = new TreeMap<>();
    tensors.forEach(
        (word, shape) ->
            map.candidates(from + "." + word).stream()
                .map(WeightImport::last)
                .filter(variables::containsKey)
                .findFirst()
                .ifPresent(it -> found.put(it, shape)));
    return found.equals(variables) && tensors.size() == variables.size();
  }

  private static String layer(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /// Numbers within names by their size: `layer.2` before `layer.10`.
  private static final Comparator<String> NATURAL =
      Comparator.comparing(WeightImport::padded).thenComparing(Comparator.naturalOrder());

  private static String padded(String name) {
    return java.util.regex.Pattern.compile("[0-9]+")
        .matcher(name)
        .replaceAll(it -> "0".repeat(Math.max(0, 9 - it.group().length())) + it.group());
  }
}
