package gradus.nn.model;

import gradus.nn.layer.Layer;
import gradus.nn.layer.Scope;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A network: inputs, layers joined by name, outputs.
///
/// It is a value and a template: it holds no parameters, and {@link #instantiate} makes a concrete
/// graph of it for a batch size. Each layer is tried as it is added, so that shapes that do not fit
/// are refused at that line.
///
/// ```
/// Network.of(Shape.of(1, 28, 28)).conv2d(6, kernel(5), same()).relu().maxPool2d(2).flatten().linear(10)
/// ```
public final class Network implements Layers {

  private final List<Port> inputs;
  private final List<Step> steps;
  private final List<String> outputs;

  private Network(List<Port> inputs, List<Step> steps, List<String> outputs) {
    this.inputs = List.copyOf(inputs);
    this.steps = List.copyOf(steps);
    this.outputs = List.copyOf(outputs);
  }

  /// A network with one input named `x`, of this shape for one example, and no layers yet.
  public static Network of(Shape example) {
    return of(List.of(new Port("x", example, DType.F32)));
  }

  /// A network with these inputs and no layers yet.
  public static Network of(List<Port> inputs) {
    if (inputs.isEmpty()) {
      throw new GraphException(
          "Network.of(inputs=[]): expected at least one input, found none. Give the shape of an"
              + " example.");
    }
    return new Network(inputs, List.of(), List.of());
  }

  /// With a layer that reads the last value, under a name made of its kind and a number.
  @Override
  public Network then(Layer layer) {
    return then(freeName(layer.kind()), layer, List.of(last()));
  }

  /// With a layer that reads named values (inputs or steps), under a name of its own.
  public Network then(String name, Layer layer, List<String> from) {
    Network grown = withStep(new Step(name, layer, from));
    grown.instantiate(Binding.inference(1));
    return grown;
  }

  /// With these values as outputs, instead of the last.
  public Network outputs(List<String> names) {
    Network changed = new Network(inputs, steps, names);
    changed.instantiate(Binding.inference(1));
    return changed;
  }

  /// With a step as it stands, not tried.
  Network withStep(Step step) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new Network(inputs, longer, outputs);
  }

  /// The name that the next layer of a kind gets by itself.
  String freeName(String kind) {
    long same = steps.stream().filter(step -> step.layer().kind().equals(kind)).count();
    String name = kind + (same + 1);
    while (isTaken(name)) {
      same++;
      name = kind + (same + 1);
    }
    return name;
  }

  private boolean isTaken(String name) {
    return steps.stream().anyMatch(step -> step.name().equals(name))
        || inputs.stream().anyMatch(port -> port.name().equals(name));
  }

  /// The name of the last step, or of the first input where there is none.
  public String last() {
    return steps.isEmpty() ? inputs.getFirst().name() : steps.getLast().name();
  }

  /// The ways in.
  public List<Port> inputs() {
    return inputs;
  }

  /// The layers in their places, each after what it reads.
  public List<Step> steps() {
    return steps;
  }

  /// The names of the outputs: those stated, or the last value.
  public List<String> outputs() {
    return outputs.isEmpty() ? List.of(last()) : outputs;
  }

  /// The shape of the first output for one example.
  public Shape outputShape() {
    Shape shape = instantiate(Binding.inference(1)).output().type().shape();
    return shape.slice(1, shape.rank());
  }

  /// The concrete graph for a batch size and purpose.
  ///
  /// Throws {@link ShapeException} where a layer's input does not fit or its output is empty,
  /// {@link GraphException} for an unknown or doubled name.
  public Instance instantiate(Binding binding) {
    Scope scope = Scope.root(binding.training(), binding.dtype());
    Map<String, Node> ports = new LinkedHashMap<>();
    for (Port port : inputs) {
      DType dtype = port.dtype().isFloat() ? binding.dtype() : port.dtype();
      Shape shape = port.shape().insert(0, binding.batch());
      ports.put(port.name(), Input.of(port.name(), new TensorType(dtype, shape)));
    }
    Map<String, Node> values = new LinkedHashMap<>(ports);
    for (Step step : steps) {
      List<Node> read = step.from().stream().map(name -> find(values, name, step.name())).toList();
      Node node = step.layer().apply(read, scope.child(step.name()));
      if (node.type().shape().isEmpty()) {
        throw new ShapeException(
            "layer \"%s\" (%s) over %s: expected an output with elements, found %s. The window is longer than its padded input."
                .formatted(step.name(), step.layer().kind(), read.getFirst().type(), node.type()));
      }
      // a layer that changes nothing hands its input on, which keeps its own label and identity
      Node named = values.containsValue(node) ? node : node.labelled(step.name());
      if (values.putIfAbsent(step.name(), named) != null) {
        throw new GraphException(
            "layer \"%s\": expected a name of its own, found one in use. Rename the layer."
                .formatted(step.name()));
      }
    }
    Map<String, Node> results = new LinkedHashMap<>();
    outputs().forEach(name -> results.put(name, find(values, name, "outputs")));
    return new Instance(binding, ports, values, results, scope);
  }

  private static Node find(Map<String, Node> values, String name, String reader) {
    Node node = values.get(name);
    if (node == null) {
      throw new GraphException(
          "layer \"%s\": expected the name of an input or an earlier layer, found \"%s\". Known here: %s."
              .formatted(reader, name, String.join(", ", values.keySet())));
    }
    return node;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network that
        && inputs.equals(that.inputs)
        && steps.equals(that.steps)
        && outputs.equals(that.outputs);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * inputs.hashCode() + steps.hashCode()) + outputs.hashCode();
  }

  @Override
  public String toString() {
    return "Network" + inputs + steps + outputs();
  }
}
