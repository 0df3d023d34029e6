package gradus.onnx.network;

import gradus.nn.layer.Layer;
import gradus.nn.model.Network;
import gradus.nn.model.Port;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.model.ValueInfo;
import gradus.onnx.network.Recognition.Found;
import gradus.onnx.read.Expansion;
import gradus.onnx.read.OnnxModel;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.GraphException;
import gradus.tensor.ShapeException;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One making of a network. Mutable; used once.
final class Building {

  /// A batch that no other size is likely to be.
  private static final int PROBE = 7;

  private final OnnxModel model;
  private final Flow flow;
  private final Map<String, Tensor> tensors;
  private final Map<String, Node> made;
  private final Map<String, ElementType> held;
  private final Sight sight;

  /// What the network calls a value of the model.
  private final Map<String, String> names = new LinkedHashMap<>();

  private final Set<String> taken = new LinkedHashSet<>();
  private final Map<String, Tensor> values = new LinkedHashMap<>();
  private Network network;

  Building(OnnxModel model, List<Port> ports) {
    this.model = model;
    this.flow = new Flow(model.graph());
    this.tensors = new FreeBatch(model, flow).initializers();
    Expansion probe = probe(ports);
    this.made = probe.nodes();
    this.held = probe.held();
    requireWhole();
    this.sight = new Sight(model, flow, tensors, made);
    this.network = Network.of(ports);
    for (Port port : ports) {
      names.put(port.name(), port.name());
      taken.add(port.name());
    }
  }

  private Expansion probe(List<Port> ports) {
    Map<String, Node> given = new LinkedHashMap<>();
    tensors.forEach((name, value) -> given.put(name, Node.constant(value)));
    for (Port port : ports) {
      TensorType type = new TensorType(port.dtype(), port.shape().insert(0, PROBE));
      given.put(port.name(), Input.of(port.name(), type));
    }
    Map<String, ElementType> types = new LinkedHashMap<>(model.graph().held());
    model.inputs().forEach(input -> types.put(input.name(), input.element()));
    return model.operations().expand(model.graph().nodes(), given, types, DType.F32);
  }

  /// Refuses values of types that a network of layers cannot keep: it has no bits for them.
  private void requireWhole() {
    held.forEach(
        (name, element) -> {
          if (element.bits() < 8 || element.isSmallFloat()) {
            throw new UnsupportedException(
                model.file(),
                "value '" + name + "'",
                "element types of 8 bits or more, and floats of 16 or more, in a network of layers",
                element.toString(),
                "Cast its weights to float before you export the model, or serve it as it is.");
          }
        });
  }

  OnnxNetwork result() {
    Set<OnnxNode> covered = new LinkedHashSet<>();
    for (OnnxNode node : model.graph().nodes()) {
      if (covered.contains(node) || !flow.makesData(node)) {
        continue;
      }
      if (isSame(node)) {
        names.put(node.outputs().getFirst(), names.get(node.inputs().getFirst()));
        continue;
      }
      Optional<Found> found = recognised(node);
      if (found.isPresent()) {
        covered.addAll(found.get().covers());
        add(found.get());
      } else {
        hold(node);
      }
    }
    List<String> outputs = model.outputs().stream().map(output -> name(output.name())).toList();
    if (!outputs.equals(List.of(network.last()))) {
      network = network.outputs(outputs);
    }
    requireBatches();
    return new OnnxNetwork(network, values);
  }

  /// Whether a node leaves its input as it is: in a network floats of 16 bits are not rounded.
  private boolean isSame(OnnxNode node) {
    if (!node.domain().isEmpty() || sight.isWrittenOut(node)) {
      return false;
    }
    if (!node.operator().equals("Cast") && !node.operator().equals("CastLike")) {
      return node.operator().equals("Identity");
    }
    boolean single = sight.made(node.outputs().getFirst()).type().dtype() == DType.F32;
    return single && sight.made(node.inputs().getFirst()).type().dtype() == DType.F32;
  }

  /// The element types of some values that are integers which Gradus holds in wider ones.
  private Map<String, ElementType> integers(Collection<String> values) {
    Map<String, ElementType> integers = new LinkedHashMap<>();
    for (String value : values) {
      ElementType element = held.getOrDefault(value, ElementType.UNDEFINED);
      if (element.isHeldInteger()) {
        integers.put(value, element);
      }
    }
    return integers;
  }

  /// Layers of Gradus know nothing of the ranges of such integers.
  private boolean isPlain(Found found) {
    Set<String> values = new LinkedHashSet<>(found.reads());
    found.covers().forEach(node -> values.addAll(node.outputs()));
    return integers(values).isEmpty();
  }

  private void requireBatches() {
    for (ValueInfo output : model.outputs()) {
      Node node = java.util.Objects.requireNonNull(made.get(output.name()), output.name());
      if (node.type().shape().rank() == 0) {
        throw new UnsupportedException(
            model.file(),
            "output '" + output.name() + "'",
            "outputs with the batch as first axis",
            node.type().toString(),
            "Leave it out of the model's outputs.");
      }
    }
  }

  private Optional<Found> recognised(OnnxNode node) {
    return new Recognition(sight)
        .of(node)
        .filter(found -> found.reads().stream().allMatch(flow::isData) && isPlain(found));
  }

  private void add(Found found) {
    String output = found.covers().getLast().outputs().getFirst();
    put(found.layer(), found.covers(), output, found.reads(), found.values());
  }

  /// A layer for each output that is asked for; all but the one asked for are left out by the plan.
  private void hold(OnnxNode node) {
    Flow.Part part = flow.part(node);
    Map<String, Tensor> constants = new LinkedHashMap<>();
    for (String name : part.brought()) {
      Tensor value = tensors.get(name);
      if (value == null) {
        throw new FormatException(
            model.file(),
            node.place() + ", input '" + name + "'",
            "a value that the model makes or brings",
            "none",
            "The model is not valid; export it again.");
      }
      constants.put(name, value);
    }
    for (String output : node.outputs()) {
      if (!output.isEmpty() && flow.readers(output) > 0) {
        requireKept(node);
        Set<String> types = new LinkedHashSet<>(part.reads());
        types.addAll(part.brought());
        types.add(output);
        OnnxLayer layer =
            OnnxLayer.of(model.operations(), part.nodes(), part.reads(), output, constants)
                .withHeld(integers(types));
        put(layer, List.of(node), output, part.reads(), layer.stored(constants));
      }
    }
  }

  /// In a network no value tells that it is a float of 16 bits (decision 0031).
  private void requireKept(OnnxNode node) {
    boolean asks = node.domain().isEmpty() && node.operator().equals("CastLike");
    if (asks && held.getOrDefault(node.inputs().getLast(), ElementType.FLOAT).isHalf()) {
      throw new UnsupportedException(
          model.file(),
          node.place(),
          "no CastLike to float16 or bfloat16 in a network of layers",
          "one of them",
          "Export with Cast, or convert the model to float32.");
    }
  }

  private void put(
      Layer layer,
      List<OnnxNode> covers,
      String output,
      List<String> reads,
      Map<String, Tensor> parameters) {
    String name = free(LayerNames.of(covers, output, layer));
    try {
      network = network.then(name, layer, reads.stream().map(this::name).toList());
    } catch (ShapeException | GraphException unfit) {
      throw new FormatException(
          model.file(),
          covers.getFirst().place(),
          "an operator that holds for any batch",
          String.valueOf(unfit.getMessage()),
          "Export the model with a batch of any size.",
          unfit);
    }
    names.put(output, name);
    parameters.keySet().stream()
        .sorted()
        .forEach(own -> values.put(name + "." + own, parameters.get(own)));
  }

  private String free(String wanted) {
    String name = wanted;
    for (int number = 2; !taken.add(name); number++) {
      name = wanted + "_" + number;
    }
    return name;
  }

  private String name(String value) {
    String name = names.get(value);
    if (name == null) {
      throw new UnsupportedException(
          model.file(),
          "value '" + value + "'",
          "a value that depends on what is fed",
          "one of constants or shapes alone",
          "Leave it out of the model's outputs.");
    }
    return name;
  }
}
