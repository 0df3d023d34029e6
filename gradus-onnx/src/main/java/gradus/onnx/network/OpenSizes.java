package gradus.onnx.network;

import gradus.nn.model.Port;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.model.ValueInfo;
import gradus.onnx.read.OnnxModel;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// The sizes of a model's inputs for one example: those that it says, and for those that it leaves
/// open what was given.
final class OpenSizes {

  private final OnnxModel model;
  private final Map<String, Shape> examples;
  private final Map<String, Integer> lengths = new LinkedHashMap<>();

  /// @param examples shapes without the batch by the inputs' names, lengths by the names of sizes
  OpenSizes(OnnxModel model, Map<String, Shape> examples) {
    this.model = model;
    this.examples = examples;
    Set<String> known = new LinkedHashSet<>();
    for (ValueInfo input : model.inputs()) {
      known.add(input.name());
      sizes(input).stream().skip(1).map(ValueInfo.Size::symbol).forEach(known::add);
    }
    examples.forEach(
        (name, shape) -> {
          if (!known.contains(name) || name.isEmpty()) {
            throw new IllegalArgumentException(
                "%s: expected the name of an input or of an open size, found \"%s\". There are: %s."
                    .formatted(model.file(), name, told(model.inputs())));
          }
          boolean input = model.inputs().stream().anyMatch(it -> it.name().equals(name));
          if (!input) {
            bind(name, shape.elements());
          }
        });
    model.inputs().stream().filter(it -> examples.containsKey(it.name())).forEach(this::bind);
  }

  private static String told(List<ValueInfo> inputs) {
    return inputs.stream().map(ValueInfo::toString).collect(Collectors.joining("; "));
  }

  private static List<ValueInfo.Size> sizes(ValueInfo input) {
    return input.sizes().orElse(List.of());
  }

  /// Takes the lengths of open sizes from the shape of an input's example.
  private void bind(ValueInfo input) {
    Shape shape = java.util.Objects.requireNonNull(examples.get(input.name()));
    List<ValueInfo.Size> sizes = sizes(input);
    boolean fits = sizes.isEmpty() || sizes.size() == shape.rank() + 1;
    for (int axis = 1; fits && axis < sizes.size(); axis++) {
      int length = shape.size(axis - 1);
      fits = sizes.get(axis).length().orElse(length) == length;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "%s, input '%s': expected an example of %s, without its first axis, found %s. Give the shape that the model says."
              .formatted(model.file(), input.name(), input, shape));
    }
    for (int axis = 1; axis < sizes.size(); axis++) {
      bind(sizes.get(axis).symbol(), shape.size(axis - 1));
    }
  }

  private void bind(String symbol, int length) {
    Integer before = symbol.isEmpty() ? null : lengths.putIfAbsent(symbol, length);
    if (before != null && before != length) {
      throw new IllegalArgumentException(
          "%s: expected one length for the size '%s', found %d and %d. Give the same to all inputs."
              .formatted(model.file(), symbol, before, length));
    }
  }

  /// The inputs of the network.
  ///
  /// Throws {@link UnsupportedException} where a size is still open, with all inputs that are.
  List<Port> ports() {
    List<Port> ports = new ArrayList<>();
    List<ValueInfo> open = new ArrayList<>();
    for (ValueInfo input : model.inputs()) {
      List<Integer> known = new ArrayList<>();
      if (examples.containsKey(input.name())) {
        known.addAll(java.util.Objects.requireNonNull(examples.get(input.name())).sizes());
      } else if (sizes(input).isEmpty()) {
        throw refused(
            input,
            "a batch as first axis",
            "Give the shape of an example, --input, or export it so.");
      } else {
        sizes(input).stream().skip(1).map(this::length).forEach(it -> it.ifPresent(known::add));
        if (known.size() < sizes(input).size() - 1) {
          open.add(input);
          continue;
        }
      }
      DType dtype =
          input
              .element()
              .dtype()
              .orElseThrow(
                  () ->
                      refused(
                          input,
                          ElementType.READ,
                          "Convert the model to one of these element types."));
      ports.add(new Port(input.name(), new Shape(known), dtype));
    }
    if (!open.isEmpty()) {
      ValueInfo first = open.getFirst();
      throw refused(first, "sizes that are known, but for the batch", mend(open));
    }
    return ports;
  }

  private OptionalInt length(ValueInfo.Size size) {
    if (size.length().isPresent()) {
      return OptionalInt.of(Math.toIntExact(size.length().getAsLong()));
    }
    Integer bound = lengths.get(size.symbol());
    return bound == null ? OptionalInt.empty() : OptionalInt.of(bound);
  }

  /// What to type, with a length for each size that has a name, and a shape for each input else.
  private String mend(List<ValueInfo> open) {
    Set<String> parts = new LinkedHashSet<>();
    for (ValueInfo input : open) {
      List<ValueInfo.Size> sizes = sizes(input).subList(1, sizes(input).size());
      List<ValueInfo.Size> missing = sizes.stream().filter(it -> length(it).isEmpty()).toList();
      if (missing.stream().noneMatch(it -> it.symbol().isEmpty())) {
        missing.forEach(it -> parts.add(it.symbol() + "=LENGTH"));
      } else {
        parts.add(
            sizes.stream()
                .map(it -> length(it).isPresent() ? "" + length(it).getAsInt() : "LENGTH")
                .collect(Collectors.joining("x", input.name() + "=", "")));
      }
    }
    return "Give the lengths: --input " + String.join(",", parts) + ".";
  }

  private UnsupportedException refused(ValueInfo input, String expected, String mend) {
    return new UnsupportedException(
        model.file(), "input '" + input.name() + "'", expected, input.toString(), mend);
  }
}
