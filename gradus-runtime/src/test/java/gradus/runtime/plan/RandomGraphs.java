package gradus.runtime.plan;

import gradus.graph.Graph;
import gradus.op.Layout;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.random.Philox;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Graphs drawn at random: values stay moderate, shapes small, everything else may happen.
final class RandomGraphs {

  private static final List<Shape> SHAPES =
      List.of(Shape.of(6, 50), Shape.of(50), Shape.of(6, 1), Shape.scalar(), Shape.of(3, 2, 50));

  private final Philox random;
  private final List<Node> nodes = new ArrayList<>();
  private int drawn;

  static Graph of(long seed) {
    RandomGraphs graphs = new RandomGraphs(new Philox(seed, 0));
    return graphs.graph();
  }

  private RandomGraphs(Philox random) {
    this.random = random;
  }

  private int below(int bound) {
    return random.below(bound, drawn++);
  }

  private Node any() {
    return nodes.get(below(nodes.size()));
  }

  private Graph graph() {
    List<Node> parameters = new ArrayList<>();
    for (Shape shape : SHAPES) {
      TensorType type = new TensorType(DType.F32, shape);
      nodes.add(Input.of("x" + nodes.size(), type));
      Node parameter = Parameter.of("p" + nodes.size(), type);
      parameters.add(parameter);
      nodes.add(parameter);
    }
    int count = 10 + below(40);
    for (int i = 0; i < count; i++) {
      nodes.add(next());
    }
    Map<String, Node> outputs = new LinkedHashMap<>();
    for (int i = 0; i < 4; i++) {
      outputs.put("y" + i, any());
    }
    Map<Node, Node> updates = new LinkedHashMap<>();
    for (Node parameter : parameters) {
      nodes.stream()
          .skip(below(nodes.size()))
          .filter(node -> node.type().equals(parameter.type()))
          .findFirst()
          .ifPresent(node -> updates.put(parameter, node));
    }
    return new Graph(outputs, updates);
  }

  private Node next() {
    Node x = any();
    return switch (below(18)) {
      case 0, 1 -> elementwise(x, any(), Node::plus);
      case 2, 3 -> elementwise(x, any(), (a, b) -> a.times(b).tanh());
      case 4 -> elementwise(x, any(), Node::max);
      case 5 -> x.relu().minus(0.25);
      case 6 -> x.sigmoid();
      case 7 -> x.times(1).negated().negated();
      case 8 -> reduced(x);
      case 9 -> x.type().shape().rank() < 2 ? x.exp().tanh() : x.transpose().transpose().abs();
      case 10 -> x.greater(x.filled(0.4)).choose(x, x.filled(0.1));
      case 11, 16, 17 -> product(x);
      case 12 -> x.flip(x.type().shape().allAxes());
      case 13 -> x.type().shape().rank() == 0 ? x.sin() : halves(x);
      case 14 -> x.reshape(Shape.of(x.type().shape().elements())).sin().reshape(x.type().shape());
      default -> x.as(DType.F64).times(0.5).as(DType.F32);
    };
  }

  private interface Joined {
    Node of(Node a, Node b);
  }

  private static Node elementwise(Node a, Node b, Joined joined) {
    int rank = Math.max(a.type().shape().rank(), b.type().shape().rank());
    boolean fits = rank < 3 || a.type().shape().rank() == b.type().shape().rank();
    boolean single = a.type().shape().elements() == 1 || b.type().shape().elements() == 1;
    return fits || single ? joined.of(a, b) : joined.of(a, a);
  }

  private Node reduced(Node x) {
    List<Integer> axes = x.type().shape().allAxes().stream().filter(axis -> below(2) == 0).toList();
    return switch (below(4)) {
      case 0 -> x.mean(axes, true);
      case 1 -> x.max(axes, true);
      case 2 -> x.sum(axes, true).tanh();
      default -> x.logSumExp(axes, true).tanh();
    };
  }

  /// A product, and what a plan may make of it at once: a number for each column, a tensor, a
  /// rectifier.
  private Node product(Node x) {
    int rank = x.type().shape().rank();
    if (rank < 2) {
      return x.cos();
    }
    Node z = x.tanh().times(0.02).matmul(x.transpose().sigmoid()).matmul(x.tanh());
    if (below(2) == 0) {
      List<Integer> rows = IntStream.range(0, rank - 1).boxed().toList();
      z = z.plus(x.mean(rows, true).broadcastTo(x.type().shape()));
    }
    z = below(2) == 0 ? z.plus(x) : z;
    return switch (below(3)) {
      case 0 -> z.relu();
      case 1 -> z.tanh();
      default -> z;
    };
  }

  private static Node halves(Node x) {
    int n = x.type().shape().size(0);
    return Layout.concat(0, List.of(x.slice(0, n / 2, n), x.slice(0, 0, n / 2)));
  }
}
