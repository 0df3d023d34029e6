package gradus.jacobian;

import gradus.op.Node;
import gradus.op.Op;
import gradus.op.composite.AbsoluteError;
import gradus.op.composite.Clip;
import gradus.op.composite.Composite;
import gradus.op.composite.Elu;
import gradus.op.composite.Function;
import gradus.op.composite.HardSigmoid;
import gradus.op.composite.HardSwish;
import gradus.op.composite.Hinge;
import gradus.op.composite.LeakyRelu;
import gradus.op.composite.Selu;
import gradus.op.elementwise.Abs;
import gradus.op.elementwise.Max;
import gradus.op.elementwise.Min;
import gradus.op.elementwise.Relu;
import gradus.op.reduction.Reduction;
import gradus.op.window.MaxPool;
import gradus.op.window.Placement;
import gradus.op.window.Pooling;
import gradus.reference.Judge;
import gradus.reference.Value;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a graph is not differentiable at a point: there the derivative rules answer with one of
/// several right values (spec 0.4).
///
/// @param all what was found, in the order of the graph
public record Kinks(List<Kink> all) {

  public Kinks {
    all = List.copyOf(all);
  }

  /// One element on a kink.
  ///
  /// @param node the operation
  /// @param element which element of its output, or of the step within a function or a loss, from 0
  ///   in row-major order
  /// @param reason what meets there, as a clause
  public record Kink(Node node, int element, String reason) {}

  /// The kinks of all nodes that an output needs: functions of one variable at their corners (relu,
  /// abs and its kin at 0, clip at its ends), maximum and minimum of two at a tie, maximum over
  /// axes or windows with more than one largest element; also within functions and losses.
  ///
  /// @param output the node that would be differentiated
  /// @param feeds the values of inputs, parameters and states
  public static Kinks of(Node output, Map<Node, Tensor> feeds) {
    return of(Judge.inDouble(), output, feeds);
  }

  /// The same in the numbers of a judge.
  ///
  /// @param judge who evaluates
  /// @param output the node that would be differentiated
  /// @param feeds the values of inputs, parameters and states
  public static <T> Kinks of(Judge<T> judge, Node output, Map<Node, Tensor> feeds) {
    List<Suspect> suspects = new ArrayList<>();
    for (Node node : Node.inputsFirst(List.of(output))) {
      suspects.addAll(suspects(node));
    }
    List<Value<T>> marks = judge.values(suspects.stream().map(Suspect::marks).toList(), feeds);
    List<Kink> kinks = new ArrayList<>();
    for (int s = 0; s < suspects.size(); s++) {
      for (int i = 0; i < marks.get(s).elements().size(); i++) {
        if (judge.numbers().toDouble(marks.get(s).at(i)) != 0) {
          kinks.add(new Kink(suspects.get(s).node(), i, suspects.get(s).reason()));
        }
      }
    }
    return new Kinks(kinks);
  }

  /// Whether the graph is differentiable at the point, as far as these operations go.
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /// A node that has kinks.
  ///
  /// @param marks other than 0 where it is on one
  private record Suspect(Node node, Node marks, String reason) {}

  /// The node, or what lies within it: functions and losses are looked into.
  private static List<Suspect> suspects(Node node) {
    boolean opens =
        node.op() instanceof Function
            || node.op() instanceof AbsoluteError
            || (node.op() instanceof Hinge(boolean squared) && !squared);
    if (!opens) {
      return suspect(node).stream().toList();
    }
    Node within = ((Composite) node.op()).lowering(node.inputs());
    List<Node> outside = Node.inputsFirst(node.inputs());
    List<Suspect> found = new ArrayList<>();
    for (Node inner : Node.inputsFirst(List.of(within))) {
      if (!outside.contains(inner)) {
        for (Suspect each : suspects(inner)) {
          String where = each.reason() + ", within " + node.op().name();
          found.add(new Suspect(node, each.marks(), where));
        }
      }
    }
    return found;
  }

  private static Optional<Suspect> suspect(Node node) {
    if (!node.type().dtype().isFloat() || node.inputs().isEmpty()) {
      return Optional.empty();
    }
    List<Double> corners = corners(node.op());
    if (!corners.isEmpty()) {
      return Optional.of(cornered(node, corners));
    }
    Op op = node.op();
    if (op instanceof Max || op instanceof Min) {
      Node equal = node.input(0).equal(node.input(1));
      return Optional.of(new Suspect(node, equal.as(DType.F64), "both inputs are equal"));
    }
    if (op instanceof gradus.op.reduction.Max || op instanceof gradus.op.reduction.Min) {
      return Optional.of(reduced(node, ((Reduction) op).axes()));
    }
    return op instanceof MaxPool(Pooling pooling)
        ? Optional.of(pooled(node, pooling))
        : Optional.empty();
  }

  /// Where a function of one variable has a corner.
  private static List<Double> corners(Op op) {
    if (op instanceof Clip(double low, double high)) {
      return List.of(low, high);
    }
    if (op instanceof HardSigmoid(double alpha, double beta)) {
      return List.of(-beta / alpha, (1 - beta) / alpha);
    }
    if (op instanceof HardSwish) {
      return List.of(-3.0, 3.0);
    }
    boolean atZero =
        op instanceof Relu
            || op instanceof Abs
            || op instanceof LeakyRelu
            || op instanceof Selu
            || (op instanceof Elu(double alpha) && alpha != 1);
    return atZero ? List.of(0.0) : List.of();
  }

  private static Suspect cornered(Node node, List<Double> corners) {
    Node x = node.input(0);
    Node at = corners.stream().map(c -> x.equal(x.filled(c))).reduce(Node::or).orElseThrow();
    return new Suspect(node, at.as(DType.F64), "the input is at a corner");
  }

  private static Suspect reduced(Node node, List<Integer> axes) {
    Node x = node.input(0);
    Node kept = node.reshape(x.type().shape().reduce(axes, true));
    Node equal = x.equal(kept.broadcastTo(x.type().shape())).as(DType.F64);
    return several(node, equal.sum(axes, false));
  }

  private static Suspect several(Node node, Node count) {
    Node more = count.greater(count.filled(1)).as(DType.F64).reshape(node.type().shape());
    return new Suspect(node, more, "more than one element is the largest or smallest");
  }

  /// For each tap the element under it, by a convolution with a single 1, if it is not padding.
  private static Suspect pooled(Node node, Pooling pooling) {
    Shape shape = node.input(0).type().shape();
    Shape alone = Shape.of(shape.size(0) * shape.size(1), 1);
    Node x = node.input(0).reshape(alone.followedBy(shape.slice(2, shape.rank())));
    Shape windows = node.type().shape();
    Node largest = node.reshape(alone.followedBy(windows.slice(2, windows.rank())));
    Shape taps = Shape.of(1, 1).followedBy(new Shape(pooling.kernel()));
    Placement placement = reaching(pooling);
    Node count = largest.filled(0).as(DType.F64);
    for (int tap = 0; tap < taps.elements(); tap++) {
      double[] one = new double[taps.elements()];
      one[tap] = 1;
      Node kernel = Node.constant(Tensor.of(taps, one)).as(x.type().dtype());
      Node inside = x.filled(1).conv(kernel, placement).greater(largest.filled(0));
      Node ties = x.conv(kernel, placement).equal(largest).and(inside);
      count = count.plus(ties.as(DType.F64));
    }
    return several(node, count);
  }

  private static Placement reaching(Pooling pooling) {
    Placement placement = pooling.placement();
    List<Integer> after = new ArrayList<>();
    for (int axis = 0; axis < placement.rank(); axis++) {
      after.add(placement.after().get(axis) + pooling.overhang().get(axis));
    }
    return placement.withPadding(placement.before(), after);
  }
}
