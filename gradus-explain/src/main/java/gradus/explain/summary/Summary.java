package gradus.explain.summary;

import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.nn.model.Step;
import gradus.op.Node;
import gradus.op.source.Parameter;
import gradus.op.window.ReceptiveField;
import gradus.op.window.Window;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// A network layer by layer, for one example.
///
/// @param inputs the inputs, as rows without costs
/// @param layers the layers in order
public record Summary(List<Row> inputs, List<Row> layers) {

  public Summary {
    inputs = List.copyOf(inputs);
    layers = List.copyOf(layers);
  }

  /// One layer.
  ///
  /// @param name its name
  /// @param kind what it is
  /// @param output the shape of its output for one example
  /// @param parameters how many numbers are trained
  /// @param states how many numbers are kept but not trained
  /// @param multiplyAdds products added up for one example, those on padding included
  /// @param receptiveField what an element of its output sees of the input: `5×5`, `all`, or empty
  ///   without spatial axes
  /// @param field the same with jump and start, without axes where nothing is seen in space
  /// @param costs what it costs, with the formulas
  public record Row(
      String name,
      String kind,
      Shape output,
      long parameters,
      long states,
      long multiplyAdds,
      String receptiveField,
      ReceptiveField field,
      Costs costs) {}

  /// The summary of a network.
  public static Summary of(Network network) {
    Instance instance = network.instantiate(Binding.inference(1));
    Map<Node, ReceptiveField> windows = new LinkedHashMap<>();
    Set<Node> counted = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Row> inputs = new ArrayList<>();
    instance
        .inputs()
        .forEach(
            (name, node) -> {
              windows.put(
                  node, ReceptiveField.identity(Math.max(node.type().shape().rank() - 2, 0)));
              counted.add(node);
              Costs costs = Costs.of(example(node).elements());
              ReceptiveField field = ReceptiveField.identity(0);
              inputs.add(new Row(name, "input", example(node), 0, 0, 0, "", field, costs));
            });
    List<Row> layers = new ArrayList<>();
    for (Step step : network.steps()) {
      Node output = Objects.requireNonNull(instance.values().get(step.name()), step.name());
      layers.add(row(step, output, windows, counted));
    }
    return new Summary(inputs, layers);
  }

  private static Row row(
      Step step, Node output, Map<Node, ReceptiveField> windows, Set<Node> counted) {
    long states = 0;
    Costs costs = Costs.of(example(output).elements());
    NodeCosts single = new NodeCosts(trained(output));
    for (Node node : Node.inputsFirst(List.of(output))) {
      if (counted.add(node)) {
        states += Counts.states(node);
        costs = costs.plus(single.of(node));
        node.inputs().stream()
            .filter(windows::containsKey)
            .map(windows::get)
            .reduce(ReceptiveField::with)
            .ifPresent(before -> windows.put(node, Counts.window(node, before)));
        costs = costs.plus(field(node, windows));
      }
    }
    ReceptiveField field = windows.getOrDefault(output, ReceptiveField.identity(0));
    return new Row(
        step.name(),
        step.layer().kind(),
        example(output),
        costs.weights() + costs.biases(),
        states,
        costs.multiplyAdds(),
        field.lengths().isEmpty() ? "" : field.toString(),
        field,
        costs);
  }

  /// How the receptive field of a node that slides a window comes about.
  private static Costs field(Node node, Map<Node, ReceptiveField> windows) {
    ReceptiveField after = windows.get(node);
    if (after == null || !(node.op() instanceof Window) || after.whole()) {
      return Costs.of(0);
    }
    ReceptiveField before = Objects.requireNonNull(windows.get(node.input(0)), "seen before");
    return before.rank() == 0 || before.rank() != after.rank()
        ? Costs.of(0)
        : new Costs(0, 0, 0, 0, 0, 0, 0, 0, NodeCosts.field(before, after));
  }

  /// The nodes that depend on a parameter.
  private static Set<Node> trained(Node output) {
    Set<Node> trained = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Node node : Node.inputsFirst(List.of(output))) {
      if (node.op() instanceof Parameter || node.inputs().stream().anyMatch(trained::contains)) {
        trained.add(node);
      }
    }
    return trained;
  }

  private static Shape example(Node node) {
    Shape shape = node.type().shape();
    return shape.slice(1, shape.rank());
  }

  /// All trained numbers.
  public long parameters() {
    return layers.stream().mapToLong(Row::parameters).sum();
  }

  /// All numbers that are kept but not trained.
  public long states() {
    return layers.stream().mapToLong(Row::states).sum();
  }

  /// All multiply-adds for one example.
  public long multiplyAdds() {
    return layers.stream().mapToLong(Row::multiplyAdds).sum();
  }

  /// All numbers that layers put out, the input included.
  public long activations() {
    return Stream.concat(inputs.stream(), layers.stream())
        .mapToLong(row -> row.costs().activations())
        .sum();
  }

  /// A number of the costs, added up over the layers.
  public long total(ToLongFunction<Costs> number) {
    return layers.stream().map(Row::costs).mapToLong(number).sum();
  }
}
