package gradus.onnx.network;

import gradus.nn.layer.Activated;
import gradus.nn.layer.Layer;
import gradus.nn.loss.Head;
import gradus.nn.model.Network;
import gradus.nn.model.Port;
import gradus.nn.model.Step;
import gradus.nn.rewrite.Model;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.model.ValueInfo;
import gradus.onnx.network.Recognition.Found;
import gradus.onnx.read.OnnxModel;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// A model of ONNX as a network of layers with its values.
///
/// Nodes that mean a layer of Gradus are that layer, with the addition of a bias or the flattening
/// that belongs to it; any other is an {@link OnnxLayer}. Convolutions are cross-correlations. The
/// first axis of every input is the batch: a batch that the model fixes is set free, and with it
/// reshapes that name its length.
///
/// @param network the layers, named after their weights, nodes or results
/// @param values parameters and states by name
public record OnnxNetwork(Network network, Map<String, Tensor> values) {

  /// A batch that no other size is likely to be.
  private static final int PROBE = 7;

  public OnnxNetwork {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// The network of a model.
  ///
  /// Throws {@link UnsupportedException} where an input has no batch or a size that is not known,
  /// and {@link FormatException} where the operators do not fit.
  public static OnnxNetwork of(OnnxModel model) {
    return of(model, Map.of());
  }

  /// The network of a model, with the shapes of one example for inputs whose sizes are not all
  /// known.
  ///
  /// @param examples shapes without the batch, by the inputs' names
  public static OnnxNetwork of(OnnxModel model, Map<String, Shape> examples) {
    return new Building(model, ports(model, examples)).result();
  }

  /// The names of the layers that hold a node of ONNX, since they are no layer of Gradus.
  public List<String> foreign() {
    return network.steps().stream()
        .filter(step -> step.layer() instanceof OnnxLayer)
        .map(step -> "%s (%s)".formatted(step.name(), step.layer().kind()))
        .toList();
  }

  /// The network up to its logits, with what its outputs mean.
  ///
  /// A softmax or log-softmax at the end becomes the head of classes, a sigmoid of one output that
  /// of two outcomes. Without one, several outputs are taken for logits of classes, and one for a
  /// value.
  public Model model() {
    Shape shape = network.outputShape();
    boolean vector = network.outputs().size() == 1 && shape.rank() == 1;
    List<String> names =
        vector
            ? IntStream.range(0, Math.max(2, shape.elements())).mapToObj(String::valueOf).toList()
            : List.of();
    Activated.Kind last =
        vector
                && !network.steps().isEmpty()
                && network.last().equals(network.outputs().getFirst())
                && network.steps().getLast().layer() instanceof Activated(var kind, double _)
            ? kind
            : Activated.Kind.RELU;
    if (last == Activated.Kind.SOFTMAX || last == Activated.Kind.LOG_SOFTMAX) {
      return new Model(headless(), values, new Head.Categorical(names));
    }
    if (last == Activated.Kind.SIGMOID && shape.elements() == 1) {
      return new Model(headless(), values, new Head.Binary(names));
    }
    if (vector && shape.elements() > 1) {
      return new Model(network, values, new Head.Categorical(names));
    }
    return new Model(network, values, new Head.Real(vector ? List.of("y") : List.of()));
  }

  private Network headless() {
    Network shorter = Network.of(network.inputs());
    for (Step step : network.steps().subList(0, network.steps().size() - 1)) {
      shorter = shorter.then(step.name(), step.layer(), step.from());
    }
    String end = network.steps().getLast().from().getFirst();
    return shorter.last().equals(end) ? shorter : shorter.outputs(List.of(end));
  }

  private static List<Port> ports(OnnxModel model, Map<String, Shape> examples) {
    List<Port> ports = new ArrayList<>();
    for (ValueInfo input : model.inputs()) {
      Shape shape =
          examples.containsKey(input.name()) ? examples.get(input.name()) : example(model, input);
      DType dtype =
          input
              .element()
              .dtype()
              .orElseThrow(
                  () -> refused(model, input, "float, double, int32, int64 or bool elements"));
      ports.add(new Port(input.name(), shape, dtype));
    }
    return ports;
  }

  private static Shape example(OnnxModel model, ValueInfo input) {
    List<ValueInfo.Size> sizes = input.sizes().orElse(List.of());
    if (sizes.isEmpty()) {
      throw refused(model, input, "a batch as first axis");
    }
    List<Integer> known = new ArrayList<>();
    for (ValueInfo.Size size : sizes.subList(1, sizes.size())) {
      if (size.length().isEmpty() || size.length().getAsLong() > Integer.MAX_VALUE) {
        throw refused(model, input, "sizes that are known, but for the batch");
      }
      known.add((int) size.length().getAsLong());
    }
    return new Shape(known);
  }

  private static UnsupportedException refused(OnnxModel model, ValueInfo input, String expected) {
    return new UnsupportedException(
        model.file(),
        "input '" + input.name() + "'",
        expected,
        input.toString(),
        "Give the shape of an example, or export the model with such an input.");
  }

  /// One making of a network. Mutable; used once.
  private static final class Building {
    private final OnnxModel model;
    private final Flow flow;
    private final Map<String, Tensor> tensors;
    private final Map<String, Node> made;
    private final Sight sight;

    /// What the network calls a value of the model.
    private final Map<String, String> names = new HashMap<>();

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Tensor> values = new LinkedHashMap<>();
    private Network network;

    Building(OnnxModel model, List<Port> ports) {
      this.model = model;
      this.flow = new Flow(model.graph());
      this.tensors = new FreeBatch(model, flow).initializers();
      this.made = probe(ports);
      this.sight = new Sight(model, flow, tensors, made);
      this.network = Network.of(ports);
      for (Port port : ports) {
        names.put(port.name(), port.name());
        taken.add(port.name());
      }
    }

    private Map<String, Node> probe(List<Port> ports) {
      Map<String, Node> given = new HashMap<>();
      tensors.forEach((name, value) -> given.put(name, Node.constant(value)));
      for (Port port : ports) {
        TensorType type = new TensorType(port.dtype(), port.shape().insert(0, PROBE));
        given.put(port.name(), Input.of(port.name(), type));
      }
      return model.expand(model.graph().nodes(), given, Map.of());
    }

    OnnxNetwork result() {
      Set<OnnxNode> covered = new HashSet<>();
      for (OnnxNode node : model.graph().nodes()) {
        if (covered.contains(node) || !flow.makesData(node)) {
          continue;
        }
        if (node.domain().isEmpty() && node.operator().equals("Identity")) {
          names.put(node.outputs().getFirst(), names.get(node.inputs().getFirst()));
          continue;
        }
        Optional<Found> found = sight.isData(first(node)) ? recognised(node) : Optional.empty();
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
      return new OnnxNetwork(network, values);
    }

    private static String first(OnnxNode node) {
      return node.inputs().isEmpty() ? "" : node.inputs().getFirst();
    }

    private Optional<Found> recognised(OnnxNode node) {
      return new Recognition(sight)
          .of(node)
          .filter(found -> found.reads().stream().allMatch(flow::isData));
    }

    private void add(Found found) {
      OnnxNode node = found.covers().getFirst();
      String output = found.covers().getLast().outputs().getFirst();
      put(found.layer(), node, output, found.reads(), found.values());
    }

    /// A layer for each output that is asked for; all but the one asked for are left out by the
    /// plan.
    private void hold(OnnxNode node) {
      Flow.Part part = flow.part(node);
      Map<String, Tensor> constants = new HashMap<>();
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
          OnnxLayer layer = new OnnxLayer(model, part.nodes(), part.reads(), output, constants);
          put(layer, node, output, part.reads(), layer.parameters());
        }
      }
    }

    private void put(
        Layer layer,
        OnnxNode node,
        String output,
        List<String> reads,
        Map<String, Tensor> parameters) {
      String name = free(LayerNames.of(node, output, layer));
      try {
        network = network.then(name, layer, reads.stream().map(this::name).toList());
      } catch (ShapeException | GraphException unfit) {
        throw new FormatException(
            model.file(),
            node.place(),
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
}
