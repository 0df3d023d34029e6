package gradus.onnx.read;

import gradus.graph.Graph;
import gradus.onnx.model.Attribute;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxFunction;
import gradus.onnx.model.OnnxGraph;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.model.ValueInfo;
import gradus.onnx.operator.Call;
import gradus.onnx.operator.HalfFloats;
import gradus.onnx.operator.Operators;
import gradus.onnx.operator.Values;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Source;
import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One making of a graph from a model. Mutable; used once.
final class Instantiation {

  private static final int DEEPEST_CALL = 64;
  private static final int MOST_NODES = 1_000_000;
  private static final String KEY = "random key";

  private final Operations operations;
  private final Binding binding;
  private final Values values;
  private @Nullable Node key;
  private int nodes;

  Instantiation(Operations operations, Binding binding) {
    this.operations = operations;
    this.binding = binding;
    this.values = new Values(binding.values());
  }

  Instance instance(OnnxGraph model) {
    Frame frame = new Frame(operations.opsets(), Map.of(), 0, null);
    Symbols symbols = new Symbols(operations.file());
    for (ValueInfo input : model.inputs()) {
      frame.named.put(input.name(), Input.of(input.name(), symbols.type(input, binding)));
    }
    model.initializers().forEach((name, value) -> frame.named.put(name, brought(name, value)));
    frame.run(model.nodes());
    Map<String, Node> outputs = new LinkedHashMap<>();
    for (ValueInfo output : model.outputs()) {
      Node node = frame.get(output.name());
      requireElement(output, node);
      boolean half = output.element().isHalf();
      outputs.put(output.name(), half ? HalfFloats.rounded(node, output.element()) : node);
    }
    Graph graph = Graph.of(outputs);
    Map<Node, Tensor> initial = values.parameters();
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    for (Node variable : graph.variables()) {
      parameters.put(Graph.nameOf(variable), initial.get(variable));
    }
    return new Instance(
        graph, parameters, values.looked(), Optional.ofNullable(key).map(Graph::nameOf));
  }

  Map<String, Node> expanded(List<OnnxNode> all, Map<String, Node> given) {
    Frame frame = new Frame(operations.opsets(), Map.of(), 0, null);
    frame.named.putAll(given);
    frame.run(all);
    return Collections.unmodifiableMap(new LinkedHashMap<>(frame.named));
  }

  private Node brought(String name, Tensor value) {
    boolean trained = value.type().dtype().isFloat() && value.shape().rank() > 0;
    return trained ? values.parameter(name, value) : Node.constant(value).labelled(name);
  }

  private void requireElement(ValueInfo output, Node node) {
    ElementType found = ElementType.of(node.type().dtype());
    DType told = output.element().dtype().orElse(node.type().dtype());
    if (told != node.type().dtype()) {
      throw new FormatException(
          operations.file(),
          "output '" + output.name() + "', elem_type",
          "the type that the nodes make, " + found,
          output.element().toString(),
          "The model is not valid; export it again.");
    }
  }

  /// The values by name of a graph or of one call of a function.
  private final class Frame implements Call.Scope {
    private final Map<String, Node> named = new LinkedHashMap<>();
    private final List<String> absent = new ArrayList<>();
    private final Map<String, Long> opsets;
    private final Map<String, Attribute> attributes;
    private final int depth;
    private final @Nullable Frame outer;

    /// @param outer the frame around a graph within a node
    Frame(
        Map<String, Long> opsets,
        Map<String, Attribute> attributes,
        int depth,
        @Nullable Frame outer) {
      this.opsets = opsets;
      this.attributes = attributes;
      this.depth = depth;
      this.outer = outer;
    }

    @Override
    public Optional<Node> named(String name) {
      Node own = named.get(name);
      return own == null && outer != null ? outer.named(name) : Optional.ofNullable(own);
    }

    @Override
    public List<Node> made(OnnxNode node, OnnxGraph graph, List<Node> actuals) {
      if (depth >= DEEPEST_CALL) {
        throw refused(node, "graphs nested at most " + DEEPEST_CALL + " deep", "deeper ones");
      }
      if (actuals.size() != graph.inputs().size()) {
        throw refused(
            node,
            "a graph of %d inputs within".formatted(actuals.size()),
            graph.inputs().size() + " inputs");
      }
      Frame inner = new Frame(opsets, attributes, depth + 1, this);
      inner.absent.addAll(absent);
      graph.initializers().forEach((name, value) -> inner.named.put(name, Node.constant(value)));
      for (int i = 0; i < actuals.size(); i++) {
        inner.named.put(graph.inputs().get(i).name(), actuals.get(i));
      }
      inner.run(graph.nodes());
      return graph.outputs().stream().map(output -> inner.get(output.name())).toList();
    }

    @Override
    public Node key() {
      if (key == null) {
        key = Input.of(KEY, new TensorType(DType.I64, gradus.tensor.Shape.scalar()));
      }
      return key;
    }

    Node get(String name) {
      Optional<Node> node = named(name);
      if (node.isEmpty()) {
        throw new FormatException(
            operations.file(),
            "value '" + name + "'",
            "an output that its operator makes",
            "none: the operator leaves it out",
            "Do not ask for it.");
      }
      return node.get();
    }

    void run(List<OnnxNode> all) {
      for (OnnxNode node : all) {
        if (++nodes > MOST_NODES) {
          throw refused(node, "at most " + MOST_NODES + " nodes", "more, with functions inlined");
        }
        OnnxNode own = resolved(node);
        OnnxFunction function = operations.functions().get(OnnxFunction.Key.of(own));
        try {
          List<Node> made = function != null ? inlined(own, function) : called(own);
          keep(own, made);
        } catch (FormatException e) {
          throw e;
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
          throw new FormatException(
              operations.file(),
              own.place(),
              "inputs and attributes that fit the operator",
              "others: " + e.getMessage(),
              "Check the shapes that the model is given, or export it again.",
              e);
        }
      }
    }

    private FormatException refused(OnnxNode node, String expected, String found) {
      return new FormatException(
          operations.file(), node.place(), expected, found, "Use a smaller model.");
    }

    /// The node with its references to attributes of the function's caller replaced.
    private OnnxNode resolved(OnnxNode node) {
      Map<String, Attribute> own = new LinkedHashMap<>();
      node.attributes()
          .forEach(
              (name, attribute) -> {
                if (!(attribute instanceof Attribute.Reference(String outer))) {
                  own.put(name, attribute);
                } else if (attributes.containsKey(outer)) {
                  own.put(name, attributes.get(outer));
                }
              });
      return node.with(own);
    }

    private List<Optional<Node>> inputs(OnnxNode node) {
      List<Optional<Node>> inputs = new ArrayList<>();
      for (String input : node.inputs()) {
        boolean given = !input.isEmpty() && !absent.contains(input);
        inputs.add(given ? Optional.of(get(input)) : Optional.empty());
      }
      return inputs;
    }

    private List<Node> called(OnnxNode node) {
      long opset = opsets.getOrDefault(node.domain(), 0L);
      Call call = new Call(operations.file(), node, opset, inputs(node), values, this);
      List<Node> made =
          Operators.named(node.domain(), node.operator()).orElseThrow().meaning().of(call);
      call.requireAllRead();
      return made;
    }

    private List<Node> inlined(OnnxNode node, OnnxFunction function) {
      if (depth >= DEEPEST_CALL) {
        throw refused(node, "functions nested at most " + DEEPEST_CALL + " deep", "deeper ones");
      }
      Map<String, Attribute> given = new LinkedHashMap<>(function.defaults());
      given.putAll(node.attributes());
      Frame inner = new Frame(function.opsets(), given, depth + 1, null);
      List<Optional<Node>> actuals = inputs(node);
      if (actuals.size() > function.inputs().size()) {
        throw refused(
            node, "at most " + function.inputs().size() + " inputs", actuals.size() + " inputs");
      }
      for (int i = 0; i < actuals.size(); i++) {
        String formal = function.inputs().get(i);
        actuals.get(i).ifPresent(actual -> inner.named.put(formal, actual));
      }
      inner.absent.addAll(function.inputs());
      inner.absent.removeAll(inner.named.keySet());
      inner.run(function.nodes());
      return function.outputs().stream().map(inner::get).toList();
    }

    private void keep(OnnxNode node, List<Node> made) {
      for (int i = 0; i < Math.min(made.size(), node.outputs().size()); i++) {
        String name = node.outputs().get(i);
        if (!name.isEmpty()) {
          Node value = values.folded(made.get(i));
          boolean named = value.op() instanceof Source || !value.label().isEmpty();
          this.named.put(name, named ? value : value.labelled(name));
        }
      }
    }
  }
}
