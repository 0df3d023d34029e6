package gradus.nn.rewrite;

import gradus.graph.Graph;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Port;
import gradus.op.Layout;
import gradus.op.Node;
import gradus.op.indexing.Positions;
import gradus.random.Philox;
import gradus.rewrite.Sharing;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Two models over the same inputs, their parameters written in as constants.
///
/// @param inputs the inputs that both read
/// @param first what the first model says, `[batch, outputs]`
/// @param second what the second says
record Probe(List<Node> inputs, Node first, Node second) {

  static Probe of(Model a, Model b, Binding binding, boolean probabilities) {
    Instance instance = a.network().instantiate(binding);
    List<Node> inputs = List.copyOf(instance.inputs().values());
    return new Probe(
        inputs,
        told(a, instance, inputs, probabilities),
        told(b, b.network().instantiate(binding), inputs, probabilities));
  }

  private static Node told(
      Model model, Instance instance, List<Node> inputs, boolean probabilities) {
    Map<Node, Node> replaced = new LinkedHashMap<>();
    model.feeds(instance).forEach((node, value) -> replaced.put(node, Node.constant(value)));
    List<Node> own = List.copyOf(instance.inputs().values());
    for (int i = 0; i < own.size(); i++) {
      if (own.get(i) != inputs.get(i)) {
        replaced.put(own.get(i), inputs.get(i));
      }
    }
    List<Node> parts = new ArrayList<>();
    for (Node output : instance.outputs().values()) {
      int batch = output.type().shape().size(0);
      Node flat = output.reshape(Shape.of(batch, output.type().shape().elements() / batch));
      parts.add(model.told(flat, probabilities));
    }
    Node all = parts.size() == 1 ? parts.getFirst() : Layout.concat(1, parts);
    return Node.substitute(List.of(all), replaced).getFirst();
  }

  /// Whether two models read the same and say as many numbers.
  static boolean fits(Model a, Model b, boolean probabilities) {
    List<TensorType> left = types(a);
    return left.equals(types(b)) && width(a, probabilities) == width(b, probabilities);
  }

  private static List<TensorType> types(Model model) {
    return model.network().inputs().stream()
        .map((Port port) -> new TensorType(port.dtype(), port.shape()))
        .toList();
  }

  private static int width(Model model, boolean probabilities) {
    Instance instance = model.network().instantiate(Binding.inference(1));
    int width = 0;
    for (Node output : instance.outputs().values()) {
      Node flat = output.reshape(Shape.of(1, output.type().shape().elements()));
      width += model.told(flat, probabilities).type().shape().size(1);
    }
    return width;
  }

  /// Whether both are made in the same way: one node where equal operations over equal constants
  /// are one.
  boolean isOneGraph() {
    Map<String, Node> both = new LinkedHashMap<>();
    both.put("first", first);
    both.put("second", second);
    Graph shared = Sharing.pass().apply(Graph.of(both));
    return shared.outputs().get("first") == shared.outputs().get("second");
  }

  /// The inputs that can be moved a little.
  List<Node> smooth() {
    return inputs.stream()
        .filter(node -> node.type().dtype().isFloat())
        .filter(node -> Positions.limit(node, List.of(first, second)).isEmpty())
        .toList();
  }

  /// Random values for an input: normal, with rows of several sizes; positions that exist where it
  /// is read as such, else 0 for whole numbers.
  Tensor draw(Node input, long seed) {
    OptionalInt limit = Positions.limit(input, List.of(first, second));
    return limit.isPresent() ? indices(input, limit.getAsInt(), seed) : drawn(input, seed);
  }

  private static Tensor indices(Node input, int limit, long seed) {
    Philox random = Philox.of(seed);
    double[] values = new double[input.type().shape().elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.below(limit, i);
    }
    return Tensor.of(input.type().with(DType.F64), values).as(input.type().dtype());
  }

  private static Tensor drawn(Node input, long seed) {
    Philox random = Philox.of(seed).stream(input.type().shape().rank());
    int n = input.type().shape().elements();
    int each = n / input.type().shape().size(0);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      double size = StrictMath.pow(4, (i / Math.max(each, 1)) % 4 - 1.0);
      values[i] = input.type().dtype().isFloat() ? size * random.normal(i) : 0;
    }
    Tensor drawn = Tensor.of(input.type().with(DType.F64), values);
    return input.type().dtype().isFloat()
        ? drawn.as(input.type().dtype())
        : Tensor.full(input.type(), 0);
  }
}
