package gradus.explain.summary;

import gradus.op.Node;
import gradus.op.contraction.MatMul;
import gradus.op.source.Parameter;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionCost;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.MaxPool;
import gradus.op.window.Placement;
import gradus.op.window.ReceptiveField;
import gradus.op.window.ShapeAlgebra;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The costs of single nodes, with how they come about.
///
/// @param trained the nodes that depend on a parameter: only into these flows a gradient
record NodeCosts(Set<Node> trained) {

  Costs of(Node node) {
    return switch (node.op()) {
      case Parameter parameter -> parameter(parameter, node);
      case Convolution convolution -> convolution(convolution, node);
      case ConvolutionTranspose _ -> products(node, Counts.multiplyAdds(node), "");
      case MatMul product -> matrix(product, node);
      case MaxPool pool -> pool(pool, node);
      default -> Costs.of(0);
    };
  }

  private static Costs parameter(Parameter parameter, Node node) {
    long n = node.type().shape().elements();
    boolean added = parameter.label().endsWith("bias") || parameter.label().endsWith("shift");
    String why =
        "%s %s = %s".formatted(parameter.label(), times(node.type().shape().sizes()), count(n));
    return new Costs(added ? 0 : n, added ? n : 0, 0, 0, 0, 0, 0, 0, List.of(why));
  }

  private Costs convolution(Convolution op, Node node) {
    Shape x = node.input(0).type().shape();
    List<Integer> kernel = node.input(1).type().shape().sizes();
    ConvolutionCost cost = ConvolutionCost.of(op, kernel, x.slice(1, x.rank()).sizes());
    List<String> why = new ArrayList<>();
    for (ShapeAlgebra axis : cost.axes()) {
      why.add(length(axis));
    }
    String perOutput = times(kernel.subList(1, kernel.size()));
    why.add(
        "multiply-adds %s outputs · %s products = %s"
            .formatted(count(cost.scalars()), perOutput, count(cost.multiplyAdds())));
    String inside =
        cost.axes().stream().map(it -> count(it.inside())).collect(Collectors.joining("·"));
    why.add(
        "off padding %s pairs of output and tap · %d channels · %d outputs = %s"
            .formatted(inside, kernel.get(1), kernel.getFirst(), count(cost.multiplyAddsInside())));
    Costs plain = products(node, cost.multiplyAdds(), "");
    why.addAll(plain.why());
    return new Costs(
        0,
        0,
        cost.multiplyAdds(),
        cost.multiplyAddsInside(),
        0,
        plain.flopsForward(),
        plain.flopsBackward(),
        0,
        why);
  }

  private Costs matrix(MatMul product, Node node) {
    Shape a = node.input(0).type().shape();
    int inner = a.size(product.transposeA() ? -2 : -1);
    long all = Counts.multiplyAdds(node);
    String first =
        "multiply-adds %s outputs · %s products = %s"
            .formatted(count(node.type().shape().elements()), count(inner), count(all));
    return products(node, all, first);
  }

  /// Of an operation that is linear in both of its inputs.
  private Costs products(Node node, long all, String first) {
    long gradients = node.inputs().stream().filter(trained::contains).count();
    List<String> why = new ArrayList<>();
    if (!first.isEmpty()) {
      why.add(first);
    }
    why.add("FLOPs forward 2 · %s = %s".formatted(count(all), count(2 * all)));
    why.add(
        "FLOPs backward %s · 2 · %s = %s"
            .formatted(
                gradients == 2 ? "2 (weights and input)" : "%d (weights)".formatted(gradients),
                count(all),
                count(2 * gradients * all)));
    return new Costs(0, 0, all, all, 0, 2 * all, 2 * gradients * all, 0, why);
  }

  private static Costs pool(MaxPool pool, Node node) {
    long taps = pool.pooling().kernel().stream().mapToLong(k -> k).reduce(1, (a, b) -> a * b);
    long outputs = node.type().shape().elements();
    List<String> why = new ArrayList<>();
    Shape x = node.input(0).type().shape();
    Placement placement = pool.pooling().placement();
    for (int axis = 0; axis < placement.rank(); axis++) {
      why.add(length(axis(placement, axis, x.size(axis + 2), pool.pooling().kernel().get(axis))));
    }
    long all = outputs * (taps - 1);
    why.add("comparisons %s outputs · (%d − 1) = %s".formatted(count(outputs), taps, count(all)));
    return new Costs(0, 0, 0, 0, all, 0, 0, 0, why);
  }

  private static ShapeAlgebra axis(Placement placement, int axis, int n, int k) {
    return ShapeAlgebra.of(
        n,
        k,
        placement.strides().get(axis),
        placement.dilations().get(axis),
        placement.before().get(axis),
        placement.after().get(axis));
  }

  private static String length(ShapeAlgebra axis) {
    Placement placement = axis.placement();
    String dropped =
        axis.droppedRemainder() == 0
            ? ""
            : ", the stride drops %d at the end".formatted(axis.droppedRemainder());
    return "length ⌊(%d + %d + %d − %d·(%d − 1) − 1) / %d⌋ + 1 = %d%s"
        .formatted(
            axis.n(),
            placement.before().getFirst(),
            placement.after().getFirst(),
            placement.dilations().getFirst(),
            axis.k(),
            placement.strides().getFirst(),
            axis.out(),
            dropped);
  }

  /// How a receptive field comes about, along the first spatial axis.
  static String field(ReceptiveField before, ReceptiveField after) {
    int jump = before.jumps().getFirst();
    int reach = after.lengths().getFirst() - before.lengths().getFirst();
    int moved = before.starts().getFirst() - after.starts().getFirst();
    return "receptive field %d + %d·%d = %d, jump %d·%d = %d, start %d − %d·%d = %d"
        .formatted(
            before.lengths().getFirst(),
            reach / jump,
            jump,
            after.lengths().getFirst(),
            jump,
            after.jumps().getFirst() / jump,
            after.jumps().getFirst(),
            before.starts().getFirst(),
            moved / jump,
            jump,
            after.starts().getFirst());
  }

  private static String times(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("·"));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
