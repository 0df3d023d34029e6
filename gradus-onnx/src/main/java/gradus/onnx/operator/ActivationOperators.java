package gradus.onnx.operator;

import static gradus.onnx.operator.ArithmeticOperators.legacy;
import static gradus.onnx.operator.Rule.many;
import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.op.composite.Dropout;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Activations, softmax and its kin, clipping and dropout.
final class ActivationOperators {

  static final List<Rule> TABLE =
      List.of(
          one("Relu", call -> relu(legacy(call)), 1, 6, 13, 14),
          one("LeakyRelu", call -> legacy(call).leakyRelu(call.real("alpha", 0.01f)), 1, 6, 16),
          one("PRelu", ActivationOperators::prelu, 1, 6, 7, 9, 16),
          one("Elu", call -> legacy(call).elu(call.real("alpha", 1)), 1, 6, 22),
          one("Celu", ActivationOperators::celu, 12),
          one("Selu", ActivationOperators::selu, 1, 6, 22),
          one("Gelu", ActivationOperators::gelu, 20),
          one("HardSigmoid", ActivationOperators::hardSigmoid, 1, 6, 22),
          one("HardSwish", call -> call.x().hardSwish(), 14, 22),
          one("Swish", ActivationOperators::swish, 24),
          one("Mish", call -> call.x().mish(), 18, 22),
          one("Softplus", call -> call.x().softplus(), 1, 22),
          one("Softsign", call -> call.x().softsign(), 1, 22),
          one("ThresholdedRelu", ActivationOperators::thresholded, 10, 22),
          one("Shrink", ActivationOperators::shrink, 9),
          one("Clip", ActivationOperators::clip, 1, 6, 11, 12, 13),
          one("Softmax", call -> along(call, Node::softmax), 1, 11, 13),
          one("LogSoftmax", call -> along(call, Node::logSoftmax), 1, 11, 13),
          one("Hardmax", call -> along(call, ActivationOperators::hardmax), 1, 11, 13),
          many("Dropout", ActivationOperators::dropout, 1, 6, 7, 10, 12, 13, 22));

  private ActivationOperators() {}

  private static Node relu(Node x) {
    return x.type().dtype().isFloat() ? x.relu() : x.max(x.filled(0));
  }

  /// Before version 7 a slope with one axis goes along the channels, axis 1.
  private static Node prelu(Call call) {
    Node x = legacy(call);
    Node slope = call.in(1);
    Shape shape = x.type().shape();
    int length = slope.type().shape().elements();
    if (!call.since(7) && length > 1 && shape.rank() > 1 && shape.size(1) == length) {
      slope = slope.reshape(Shape.of(length).followedBy(ones(shape.rank() - 2)));
    } else if (!call.since(7)) {
      slope = slope.reshape(length == 1 ? Shape.scalar() : slope.type().shape());
    }
    Node zero = x.filled(0);
    return x.less(zero).choose(x.times(slope), x);
  }

  private static Shape ones(int rank) {
    return new Shape(Collections.nCopies(Math.max(0, rank), 1));
  }

  private static Node celu(Call call) {
    Node x = call.x();
    double alpha = call.real("alpha", 1);
    Node negative = x.min(x.filled(0)).over(alpha).expm1().times(alpha);
    return x.greater(x.filled(0)).choose(x, negative);
  }

  private static Node selu(Call call) {
    double alpha = call.real("alpha", call.since(6) ? 1.6732632f : 1.6732f);
    double gamma = call.real("gamma", call.since(6) ? 1.050701f : 1.0507f);
    return legacy(call).elu(alpha).times(gamma);
  }

  private static Node gelu(Call call) {
    return call.word("approximate", "none", "none", "tanh").equals("none")
        ? call.x().gelu()
        : call.x().geluTanh();
  }

  private static Node hardSigmoid(Call call) {
    Node x = legacy(call);
    double alpha = call.real("alpha", 0.2f);
    double beta = call.real("beta", 0.5);
    return alpha == 0 ? x.times(0).plus(Math.clamp(beta, 0.0, 1.0)) : x.hardSigmoid(alpha, beta);
  }

  private static Node swish(Call call) {
    double alpha = call.real("alpha", 1);
    Node x = call.x();
    return alpha == 1 ? x.silu() : x.times(x.times(alpha).sigmoid());
  }

  private static Node thresholded(Call call) {
    Node x = call.x();
    return x.greater(x.filled(call.real("alpha", 1))).choose(x, x.filled(0));
  }

  /// `x + bias` below −λ, `x − bias` above λ, 0 between.
  private static Node shrink(Call call) {
    Node x = call.x();
    double bias = call.real("bias", 0);
    double lambda = call.real("lambd", 0.5);
    DType type = x.type().dtype();
    Node real = type.isFloat() ? x : x.as(DType.F64);
    Node zero = real.filled(0);
    Node above = real.greater(real.filled(lambda)).choose(real.minus(bias), zero);
    return real.less(real.filled(-lambda)).choose(real.plus(bias), above).as(type);
  }

  /// Bounds are attributes before version 11, inputs since; where low > high the result is high.
  private static Node clip(Call call) {
    Node x = legacy(call);
    Optional<Node> low;
    Optional<Node> high;
    if (call.since(11)) {
      low = call.optional(1);
      high = call.optional(2);
    } else {
      low = Optional.of(x.filled(call.real("min", -Float.MAX_VALUE)));
      high = Optional.of(x.filled(call.real("max", Float.MAX_VALUE)));
    }
    Optional<Node> clipped = byConstants(call, x, low, high);
    if (clipped.isPresent()) {
      return clipped.get();
    }
    Node y = low.isPresent() ? x.max(low.get()) : x;
    return high.isPresent() ? y.min(high.get()) : y;
  }

  private static Optional<Node> byConstants(
      Call call, Node x, Optional<Node> low, Optional<Node> high) {
    boolean constant =
        x.type().dtype().isFloat()
            && low.filter(node -> !call.values().isConstant(node)).isEmpty()
            && high.filter(node -> !call.values().isConstant(node)).isEmpty();
    if (!constant) {
      return Optional.empty();
    }
    double from = bound(call, low, Double.NEGATIVE_INFINITY);
    double to = bound(call, high, Double.POSITIVE_INFINITY);
    return from <= to ? Optional.of(x.clip(from, to)) : Optional.empty();
  }

  private static double bound(Call call, Optional<Node> node, double none) {
    return node.flatMap(it -> call.values().of(it))
        .map(Tensor::toDoubles)
        .map(it -> it[0])
        .orElse(none);
  }

  private interface Along {
    Node of(Node x, int axis);
  }

  /// Before version 13 all axes from `axis` on are joined to one.
  private static Node along(Call call, Along function) {
    Node x = call.x();
    Shape shape = x.type().shape();
    if (call.since(13)) {
      return shape.isEmpty() ? x : function.of(x, call.axis(call.whole("axis", -1), shape.rank()));
    }
    int axis = call.whole("axis", 1);
    int at = axis == shape.rank() ? axis : call.axis(axis, shape.rank());
    return shape.isEmpty() ? x : function.of(x.flatten(at), 1).reshape(shape);
  }

  /// 1 at the first largest element of the axis, else 0.
  private static Node hardmax(Node x, int axis) {
    int rank = x.type().shape().rank();
    Node last = x.argMax(axis).oneHot(x.type().shape().size(axis), x.type().dtype());
    List<Integer> order = new ArrayList<>(x.type().shape().allAxes());
    Collections.rotate(order.subList(axis, rank), 1);
    return last.permute(order);
  }

  /// Identity outside training. In training elements are dropped by Gradus's own draws, whose key
  /// is fed; the second output says which are kept.
  private static List<Node> dropout(Call call) {
    Node x = legacy(call);
    boolean training;
    double ratio = 0.5;
    call.ignore("seed");
    if (call.since(12)) {
      training = call.has(2) && call.value(2).doubleAt(0) != 0;
      ratio = training && call.has(1) ? call.value(1).doubleAt(0) : 0.5;
    } else {
      ratio = call.real("ratio", 0.5);
      training = !call.since(7) && !call.flag("is_test", false);
    }
    DType maskType = call.since(10) ? DType.BOOL : x.type().dtype();
    Node all = Node.constant(1, x.type().with(maskType));
    if (!training || ratio == 0) {
      return List.of(x, all);
    }
    if (!(ratio >= 0 && ratio < 1)) {
      throw call.wrong("ratio", "0 to below 1", String.valueOf(ratio), "Drop fewer.");
    }
    long stream = call.node().outputs().getFirst().hashCode();
    Dropout dropout = new Dropout(ratio, stream);
    Node kept = dropout.of(x.filled(1), call.scope().key()).greater(x.filled(0));
    return List.of(dropout.of(x, call.scope().key()), kept.as(maskType));
  }
}
