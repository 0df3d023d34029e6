package gradus.nn.rewrite;

import gradus.nn.layer.Activated;
import gradus.nn.layer.Activated.Kind;
import gradus.nn.layer.Layer;
import gradus.nn.layer.Scope;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Laws about hidden units: dead ones, constant ones, their order, sign and scale.
///
/// Source: beyond C7, C8 and C10.
final class Units {

  private Units() {}

  private static double[][] table(Draft draft, Node node) {
    Tensor value = draft.value(node);
    int columns = value.shape().size(1);
    double[][] rows = new double[value.shape().size(0)][columns];
    for (int i = 0; i < value.elements(); i++) {
      rows[i / columns][i % columns] = value.doubleAt(i);
    }
    return rows;
  }

  private static boolean isZero(double[] row) {
    return IntStream.range(0, row.length).allMatch(i -> row[i] == 0);
  }

  /// Takes out units that nothing reads: all their outgoing weights are 0.
  static void dropDead(Draft draft) {
    for (Hidden hidden : Hidden.all(draft)) {
      Node out = hidden.fanOut().permute(List.of(1, 0, 2));
      Shape shape = out.type().shape();
      double[][] rows =
          table(draft, out.reshape(Shape.of(shape.size(0), shape.size(1) * shape.size(2))));
      List<Integer> live =
          IntStream.range(0, rows.length).filter(i -> !isZero(rows[i])).boxed().toList();
      keep(draft, hidden, live, "dead");
    }
  }

  private static void keep(Draft draft, Hidden hidden, List<Integer> live, String what) {
    int gone = hidden.count() - live.size();
    if (gone > 0 && live.isEmpty()) {
      hidden.keep(List.of(0));
      draft.changed("%s: all units %s, one kept".formatted(hidden.first().name(), what));
    } else if (gone > 0) {
      hidden.keep(live);
      draft.changed("%s: %d %s units taken out".formatted(hidden.first().name(), gone, what));
    }
  }

  /// Moves units without incoming weights into the bias after them.
  static void foldConstants(Draft draft) {
    for (Hidden hidden : Hidden.all(draft)) {
      double[][] in = table(draft, hidden.fanIn());
      double[] constant = new double[in.length];
      List<Integer> live = new ArrayList<>();
      for (int i = 0; i < in.length; i++) {
        constant[i] = isZero(in[i]) ? 1 : 0;
        if (constant[i] == 0) {
          live.add(i);
        }
      }
      if (live.size() == in.length || live.isEmpty()) {
        continue;
      }
      if (Rows.isPadded(draft, hidden.second())) {
        draft.left(
            "layer \"%s\": expected no zero padding where its constant units are read, found some in \"%s\". At the border a constant reaches fewer taps."
                .formatted(hidden.first().name(), hidden.second().name()));
        continue;
      }
      Node value = constants(draft, hidden).times(Hidden.vector(constant));
      Node carried =
          hidden
              .fanOut()
              .sum(List.of(2), false)
              .matmul(value.reshape(Shape.of(in.length, 1)))
              .reshape(Shape.of(draft.bias(hidden.second()).type().shape().size(0)));
      draft.bias(hidden.second(), draft.bias(hidden.second()).plus(carried));
      keep(draft, hidden, live, "constant");
    }
  }

  private static Node constants(Draft draft, Hidden hidden) {
    Node value = draft.bias(hidden.first()).reshape(Shape.of(1, hidden.count()));
    for (Layer layer : hidden.between()) {
      if (layer instanceof Activated) {
        value = layer.apply(List.of(value), Scope.root(false, DType.F64));
      }
    }
    return value.reshape(Shape.of(hidden.count()));
  }

  /// Puts units into the order of their incoming weights.
  static void sort(Draft draft) {
    for (Hidden hidden : Hidden.all(draft)) {
      double[][] in = table(draft, hidden.fanIn());
      Tensor bias = draft.value(draft.bias(hidden.first()));
      Comparator<Integer> byWeights =
          Comparator.<Integer, double[]>comparing(i -> in[i], java.util.Arrays::compare)
              .thenComparingDouble(i -> bias.doubleAt(i));
      List<Integer> order = IntStream.range(0, in.length).boxed().sorted(byWeights).toList();
      if (!order.equals(IntStream.range(0, in.length).boxed().toList())) {
        hidden.keep(order);
        draft.changed(hidden.first().name() + ": units put in order");
      }
    }
  }

  /// Makes the first incoming weight of every tanh unit positive.
  static void flipSigns(Draft draft) {
    for (Hidden hidden : Hidden.all(draft)) {
      if (hidden.functions().equals(List.of(Kind.TANH)) && !hidden.hasMaximum()) {
        double[][] in = table(draft, hidden.fanIn());
        double[] signs = new double[in.length];
        for (int i = 0; i < in.length; i++) {
          double first = java.util.Arrays.stream(in[i]).filter(w -> w != 0).findFirst().orElse(1);
          signs[i] = Math.signum(first);
        }
        rescale(draft, hidden, signs, "signs turned");
      }
    }
  }

  private static void rescale(Draft draft, Hidden hidden, double[] factors, String what) {
    if (java.util.Arrays.stream(factors).anyMatch(factor -> factor != 1)) {
      hidden.scale(factors);
      draft.changed(hidden.first().name() + ": " + what);
    }
  }

  /// Makes the largest incoming weight of every relu unit 1 or −1.
  static void scaleRelu(Draft draft) {
    for (Hidden hidden : Hidden.all(draft)) {
      boolean homogeneous =
          hidden.functions().stream().allMatch(it -> it == Kind.RELU || it == Kind.LEAKY_RELU);
      if (homogeneous && !hidden.functions().isEmpty()) {
        double[][] in = table(draft, hidden.fanIn());
        double[] factors = new double[in.length];
        for (int i = 0; i < in.length; i++) {
          double largest = java.util.Arrays.stream(in[i]).map(Math::abs).max().orElse(0);
          factors[i] = largest == 0 ? 1 : 1 / largest;
        }
        rescale(draft, hidden, factors, "units scaled");
      }
    }
  }
}
