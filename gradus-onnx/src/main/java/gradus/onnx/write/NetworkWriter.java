package gradus.onnx.write;

import gradus.nn.data.Preparation;
import gradus.nn.loss.Head;
import gradus.nn.model.Network;
import gradus.nn.model.Port;
import gradus.nn.model.Step;
import gradus.tensor.DType;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A whole network as a graph: preparation, layers in their order, what the outputs mean.
///
/// @param graph the graph that grows
/// @param network the network
/// @param options what is asked for
record NetworkWriter(GraphDraft graph, Network network, WriteOptions options) {

  /// Writes it all, and tells what was written.
  String write() {
    Map<String, Value> values = new LinkedHashMap<>();
    List<Value> inputs = new ArrayList<>();
    for (Port port : network.inputs()) {
      DType dtype = port.dtype().isFloat() ? DType.F32 : port.dtype();
      TensorType type = new TensorType(dtype, port.shape().insert(0, 1));
      Value input = new Value(graph.free(port.name()), type, HeldNodes.element(network, port));
      graph.input(input);
      inputs.add(input);
      values.put(port.name(), inputs.size() == 1 ? prepared(input) : input);
    }
    LayerWriter layers = new LayerWriter(graph);
    for (Step step : network.steps()) {
      List<Value> from = step.from().stream().map(name -> find(values, name)).toList();
      values.put(step.name(), layers.write(step.name(), step.layer(), from));
    }
    List<Value> outputs = new ArrayList<>();
    for (String name : new LinkedHashSet<>(network.outputs())) {
      Value value = find(values, name);
      Value meant = outputs.isEmpty() ? meant(value) : value;
      outputs.add(inputs.contains(meant) ? copied(meant) : meant);
    }
    outputs.forEach(graph::output);
    return words(inputs, outputs);
  }

  private static Value find(Map<String, Value> values, String name) {
    return Objects.requireNonNull(values.get(name), "a network names only what it has");
  }

  private Value prepared(Value input) {
    Standardisation features = new Standardisation(graph, options.preparation().features());
    if (!features.isNeeded()) {
      return input;
    }
    if (!input.type().dtype().isFloat()) {
      throw new IllegalArgumentException(
          "preparation of \"%s\": expected an input of floats, found %s. Leave the preparation out."
              .formatted(input.name(), input.type().dtype()));
    }
    return features.applied(input);
  }

  /// Probabilities, or numbers in the target's own units, if they are asked for.
  private Value meant(Value output) {
    if (options.probabilities().isPresent()) {
      int classes = options.probabilities().get().outputs();
      if (output.shape().rank() != 2 || output.shape().size(1) != classes) {
        throw new ShapeException(
            "probabilities of \"%s\": expected %d numbers for each example, found %s. Leave the probabilities out."
                .formatted(output.name(), classes, output.shape().slice(1, output.shape().rank())));
      }
      Value meant = new Value(graph.free("probabilities"), output.type());
      switch (options.probabilities().get()) {
        case Head.Categorical _ ->
            graph.node(
                "Softmax",
                List.of(output.name()),
                meant.name(),
                List.of(Attributes.whole("axis", -1)));
        case Head.Binary _, Head.MultiLabel _ ->
            graph.node("Sigmoid", List.of(output.name()), meant.name(), List.of());
        case Head.Real _ -> throw new IllegalStateException("refused by the options");
      }
      return meant;
    }
    Standardisation targets = new Standardisation(graph, options.preparation().targets());
    return targets.isNeeded() ? targets.restored(output, graph.free("prediction")) : output;
  }

  /// An output that is an input gets a name of its own.
  private Value copied(Value input) {
    Value copy = new Value(graph.free(input.name() + "/output"), input.type(), input.element());
    graph.node("Identity", List.of(input.name()), copy.name(), List.of());
    return copy;
  }

  private String words(List<Value> inputs, List<Value> outputs) {
    List<String> lines = new ArrayList<>();
    lines.add(options.origin().isEmpty() ? "A network of Gradus." : options.origin());
    inputs.forEach(input -> lines.add("Input " + graph.words(input) + "."));
    outputs.forEach(output -> lines.add("Output " + graph.words(output) + "."));
    options
        .probabilities()
        .ifPresent(
            head ->
                lines.add(
                    head instanceof Head.Binary
                        ? "The probability is that of \"%s\".".formatted(head.names().getLast())
                        : "Probabilities: " + String.join(", ", head.names()) + "."));
    Preparation preparation = options.preparation();
    if (new Standardisation(graph, preparation.features()).isNeeded()) {
      lines.add("The first input is as it comes from the data; it is standardised within.");
    }
    lines.add("Convolutions are cross-correlations, the convention of Conv: no kernel is turned.");
    if (!graph.flipped().isEmpty()) {
      lines.add(
          "True convolutions of Gradus, whose kernels stand here flipped along their spatial axes: %s."
              .formatted(String.join(", ", graph.flipped())));
    }
    return String.join("\n", lines);
  }
}
