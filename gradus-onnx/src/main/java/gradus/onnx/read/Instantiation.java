package gradus.onnx.read;

import gradus.graph.Graph;
import gradus.onnx.model.Attribute;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxFunction;
import gradus.onnx.model.OnnxGraph;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.model.ValueInfo;
import gradus.onnx.operator.Call;
import gradus.onnx.operator.NarrowFloats;
import gradus.onnx.operator.Operators;
import gradus.onnx.operator.Typing;
import gradus.onnx.operator.Values;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Source;
import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
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
  private final Values known;
  private final DType floats;
  private final IdentityHashMap<OnnxGraph, List<ElementType>> madeWithin = new IdentityHashMap<>();
  private @Nullable Node key;
  private int nodes;

  /// @param floats what values of f32 that nodes make are computed in
  Instantiation(Operations operations, Binding binding, DType floats) {
    this.floats = floats;
    this.operations = operations;
    this.binding = binding;
    this.known = new Values(binding.values());
  }

  Instance instance(OnnxGraph model) {
    Frame frame = new Frame(operations.opsets(), Map.of(), 0, null);
    Symbols symbols = new Symbols(operations.file());
    for (ValueInfo input : model.inputs()) {
      Node node = Input.of(input.name(), symbols.type(input, binding));
      frame.values.put(input.name(), node, input.element());
    }
    model
        .initializers()
        .forEach(
            (name, value) -> {
              ElementType element = model.held().getOrDefault(name, ElementType.UNDEFINED);
              frame.values.put(name, brought(name, value, element), element);
            });
    frame.run(model.nodes());
    Map<String, Node> outputs = new LinkedHashMap<>();
    for (ValueInfo output : model.outputs()) {
      Node node = frame.values.get(output.name());
      requireElement(output, frame.values.element(output.name()));
      boolean half = output.element().isHalf();
      outputs.put(output.name(), half ? NarrowFloats.rounded(node, output.element()) : node);
    }
    Graph graph = Graph.of(outputs);
    Map<Node, Tensor> initial = known.parameters();
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    for (Node variable : graph.variables()) {
      parameters.put(Graph.nameOf(variable), initial.get(variable));
    }
    return new Instance(
        graph, parameters, known.looked(), Optional.ofNullable(key).map(Graph::nameOf));
  }

  /// @param held the element types of those given values whose type is held in another one
  Expansion expanded(List<OnnxNode> all, Map<String, Node> given, Map<String, ElementType> held) {
    Frame frame = new Frame(operations.opsets(), Map.of(), 0, null);
    given.forEach(
        (name, node) ->
            frame.values.put(name, node, held.getOrDefault(name, ElementType.UNDEFINED)));
    frame.run(all);
    return frame.values.all();
  }

  /// Floats of 8 bits or less are as a tool left them, and not trained.
  private Node brought(String name, Tensor value, ElementType element) {
    boolean trained =
        value.type().dtype().isFloat() && value.shape().rank() > 0 && !element.isSmallFloat();
    return trained ? known.parameter(name, value) : Node.constant(value).labelled(name);
  }

  private void requireElement(ValueInfo output, ElementType found) {
    ElementType told = output.element();
    if (told != ElementType.UNDEFINED && !found.isGivenAs(told)) {
      throw new FormatException(
          operations.file(),
          "output '" + output.name() + "', elem_type",
          "the type that the nodes make, " + found,
          told.toString(),
          "The model is not valid; export it again.");
    }
  }

  /// The values by name of a graph or of one call of a function.
  private final class Frame implements Call.Scope {
    private final NamedValues values;
    private final List<String> absent = new ArrayList<>();
    private final Map<String, Long> opsets;
    private final Map<String, Attribute> attributes;
    private final int depth;

    /// @param outer the frame around a graph within a node
    Frame(
        Map<String, Long> opsets,
        Map<String, Attribute> attributes,
        int depth,
        @Nullable Frame outer) {
      this.values = new NamedValues(operations.file(), outer == null ? null : outer.values);
      this.opsets = opsets;
      this.attributes = attributes;
      this.depth = depth;
    }

    @Override
    public Optional<Node> named(String name) {
      return values.find(name);
    }

    @Override
    public ElementType element(String name) {
      return values.element(name);
    }

    @Override
    public List<ElementType> madeOf(OnnxGraph graph) {
      return madeWithin.getOrDefault(graph, List.of());
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
      graph
          .initializers()
          .forEach(
              (name, value) ->
                  inner.values.put(
                      name,
                      Node.constant(value.type().dtype() == DType.F32 ? value.as(floats) : value),
                      graph.held().getOrDefault(name, ElementType.UNDEFINED)));
      for (int i = 0; i < actuals.size(); i++) {
        ValueInfo formal = graph.inputs().get(i);
        if (formal.element() == ElementType.UNDEFINED && readsHeld(node)) {
          throw refused(node, "graphs within whose inputs have a type", "" + formal);
        }
        inner.values.put(formal.name(), actuals.get(i), formal.element());
      }
      inner.run(graph.nodes());
      List<String> outputs = graph.outputs().stream().map(ValueInfo::name).toList();
      madeWithin.put(graph, outputs.stream().map(inner.values::element).toList());
      return outputs.stream().map(inner.values::get).toList();
    }

    private boolean readsHeld(OnnxNode node) {
      return node.inputs().stream()
          .filter(name -> named(name).isPresent())
          .anyMatch(name -> element(name).isHeld() && !element(name).isHalf());
    }

    @Override
    public Node key() {
      if (key == null) {
        key = Input.of(KEY, new TensorType(DType.I64, gradus.tensor.Shape.scalar()));
      }
      return key;
    }

    void run(List<OnnxNode> all) {
      for (OnnxNode node : all) {
        if (++nodes > MOST_NODES) {
          throw refused(node, "at most " + MOST_NODES + " nodes", "more, with functions inlined");
        }
        OnnxNode own = resolved(node);
        OnnxFunction function = operations.functions().get(OnnxFunction.Key.of(own));
        try {
          keep(own, function != null ? inlined(own, function) : called(own));
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
        inputs.add(given ? Optional.of(values.get(input)) : Optional.empty());
      }
      return inputs;
    }

    private Typing.Made called(OnnxNode node) {
      long opset = opsets.getOrDefault(node.domain(), 0L);
      Call call = new Call(operations.file(), node, opset, inputs(node), known, this);
      Typing.Made made =
          Typing.of(Operators.named(node.domain(), node.operator()).orElseThrow(), call);
      call.requireAllRead();
      return made;
    }

    private Typing.Made inlined(OnnxNode node, OnnxFunction function) {
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
      List<String> taken = new ArrayList<>();
      for (int i = 0; i < actuals.size(); i++) {
        String formal = function.inputs().get(i);
        if (actuals.get(i).isPresent()) {
          ElementType element = values.element(node.inputs().get(i));
          inner.values.put(formal, actuals.get(i).get(), element);
          taken.add(formal);
        }
      }
      inner.absent.addAll(function.inputs());
      inner.absent.removeAll(taken);
      inner.run(function.nodes());
      return new Typing.Made(
          function.outputs().stream().map(inner.values::get).toList(),
          function.outputs().stream().map(inner.values::element).toList());
    }

    private void keep(OnnxNode node, Typing.Made made) {
      for (int i = 0; i < Math.min(made.nodes().size(), node.outputs().size()); i++) {
        String name = node.outputs().get(i);
        if (!name.isEmpty()) {
          Node single = made.nodes().get(i);
          boolean narrow = single.type().dtype() == DType.F32 && floats == DType.F64;
          Node value = known.folded(narrow ? single.as(floats) : single);
          boolean named = value.op() instanceof Source || !value.label().isEmpty();
          values.put(name, named ? value : value.labelled(name), made.elements().get(i));
        }
      }
    }
  }
}
