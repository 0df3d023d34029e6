package gradus.explain.summary;

import gradus.op.Node;
import gradus.op.contraction.MatMul;
import gradus.op.source.Parameter;
import gradus.op.window.AveragePool;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionCost;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.MaxPool;
import gradus.op.window.Placement;
import gradus.op.window.Pooling;
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
      case ConvolutionTranspose transpose -> transposed(transpose, node);
      case MatMul product -> matrix(product, node);
      case MaxPool pool -> pool(pool.pooling(), node, true);
      case AveragePool pool -> pool(pool.pooling(), node, false);
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
      why.add(length(axis, axis.out()));
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

  /// Every input meets every tap once; what padding cuts off is multiplied and left out.
  private Costs transposed(ConvolutionTranspose op, Node node) {
    Shape y = node.input(0).type().shape();
    List<Integer> kernel = node.input(1).type().shape().sizes();
    Placement placement = op.placement();
    List<String> why = new ArrayList<>();
    for (int axis = 0; axis < placement.rank(); axis++) {
      int reach = placement.dilations().get(axis) * (kernel.get(axis + 2) - 1);
      int plain =
          (y.size(axis + 2) - 1) * placement.strides().get(axis)
              - placement.before().get(axis)
              - placement.after().get(axis)
              + reach
              + 1;
      int out = op.sizes().get(axis);
      why.add(
          "length (%d − 1)·%d − %d − %d + %d·(%d − 1) + 1%s = %d"
              .formatted(
                  y.size(axis + 2),
                  placement.strides().get(axis),
                  placement.before().get(axis),
                  placement.after().get(axis),
                  placement.dilations().get(axis),
                  kernel.get(axis + 2),
                  out == plain ? "" : " + " + (out - plain),
                  out));
    }
    long all = Counts.multiplyAdds(node);
    why.add(
        "multiply-adds %s inputs · %s products = %s"
            .formatted(count(y.elements()), times(kernel.subList(1, kernel.size())), count(all)));
    Costs plain = products(node, all, "");
    why.addAll(plain.why());
    return new Costs(0, 0, all, all, 0, plain.flopsForward(), plain.flopsBackward(), 0, why);
  }

  private static Costs pool(Pooling pooling, Node node, boolean compares) {
    long taps = pooling.kernel().stream().mapToLong(k -> k).reduce(1, (a, b) -> a * b);
    long outputs = node.type().shape().elements();
    List<String> why = new ArrayList<>();
    Shape x = node.input(0).type().shape();
    for (int axis = 0; axis < pooling.kernel().size(); axis++) {
      int n = x.size(axis + 2);
      why.add(
          length(
              axis(pooling.placement(), axis, n, pooling.kernel().get(axis)),
              pooling.count(axis, n)));
    }
    if (!compares) {
      return new Costs(0, 0, 0, 0, 0, 0, 0, 0, why);
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

  /// How a length comes about; rounded up where there are more windows than fit in full.
  private static String length(ShapeAlgebra axis, int out) {
    Placement placement = axis.placement();
    boolean up = out > axis.out();
    String dropped =
        axis.droppedRemainder() == 0 || up
            ? ""
            : ", the stride drops %d at the end".formatted(axis.droppedRemainder());
    return "length %s(%d + %d + %d − %d·(%d − 1) − 1) / %d%s + 1 = %d%s"
        .formatted(
            up ? "⌈" : "⌊",
            axis.n(),
            placement.before().getFirst(),
            placement.after().getFirst(),
            placement.dilations().getFirst(),
            axis.k(),
            placement.strides().getFirst(),
            up ? "⌉" : "⌋",
            out,
            dropped);
  }

  /// How a receptive field comes about: once where all spatial axes are alike, else axis by axis.
  static List<String> field(ReceptiveField before, ReceptiveField after) {
    List<String> each = new ArrayList<>();
    for (int axis = 0; axis < before.rank(); axis++) {
      each.add(field(before, after, axis));
    }
    if (each.stream().distinct().count() == 1) {
      return List.of("receptive field " + each.getFirst());
    }
    List<String> named = new ArrayList<>();
    for (int axis = 0; axis < each.size(); axis++) {
      named.add("receptive field, axis %d: %s".formatted(axis + 1, each.get(axis)));
    }
    return named;
  }

  private static String field(ReceptiveField before, ReceptiveField after, int axis) {
    int jump = before.jumps().get(axis);
    int reach = after.lengths().get(axis) - before.lengths().get(axis);
    int moved = before.starts().get(axis) - after.starts().get(axis);
    return "%d + %d·%d = %d, jump %d·%d = %d, start %d − %d·%d = %d"
        .formatted(
            before.lengths().get(axis),
            reach / jump,
            jump,
            after.lengths().get(axis),
            jump,
            after.jumps().get(axis) / jump,
            after.jumps().get(axis),
            before.starts().get(axis),
            moved / jump,
            jump,
            after.starts().get(axis));
  }

  private static String times(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("·"));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
