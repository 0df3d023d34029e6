package gradus.explain.summary;

import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.nn.model.Step;
import gradus.op.Node;
import gradus.op.window.ReceptiveField;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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
  public record Row(
      String name,
      String kind,
      Shape output,
      long parameters,
      long states,
      long multiplyAdds,
      String receptiveField) {}

  /// The summary of a network.
  public static Summary of(Network network) {
    Instance instance = network.instantiate(Binding.inference(1));
    Map<Node, ReceptiveField> windows = new HashMap<>();
    Set<Node> counted = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Row> inputs = new ArrayList<>();
    instance
        .inputs()
        .forEach(
            (name, node) -> {
              windows.put(
                  node, ReceptiveField.identity(Math.max(node.type().shape().rank() - 2, 0)));
              counted.add(node);
              inputs.add(new Row(name, "input", example(node), 0, 0, 0, ""));
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
    long parameters = 0;
    long states = 0;
    long multiplyAdds = 0;
    for (Node node : Node.inputsFirst(List.of(output))) {
      if (counted.add(node)) {
        parameters += Counts.parameters(node);
        states += Counts.states(node);
        multiplyAdds += Counts.multiplyAdds(node);
        node.inputs().stream()
            .filter(windows::containsKey)
            .map(windows::get)
            .reduce(ReceptiveField::with)
            .ifPresent(before -> windows.put(node, Counts.window(node, before)));
      }
    }
    ReceptiveField window = windows.get(output);
    return new Row(
        step.name(),
        step.layer().kind(),
        example(output),
        parameters,
        states,
        multiplyAdds,
        window == null || window.lengths().isEmpty() ? "" : window.toString());
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
}
