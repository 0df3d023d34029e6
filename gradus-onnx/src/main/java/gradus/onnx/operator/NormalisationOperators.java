package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.many;
import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.op.composite.BatchNorm;
import gradus.op.composite.GroupNorm;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Elements brought to a mean and a scale, by batch, example, group or neighbourhood.
final class NormalisationOperators {

  static final List<Rule> TABLE =
      List.of(
          many("BatchNormalization", NormalisationOperators::batch, 1, 6, 7, 9, 14, 15),
          one("InstanceNormalization", NormalisationOperators::instance, 1, 6, 22),
          many("LayerNormalization", NormalisationOperators::layer, 17),
          one("RMSNormalization", NormalisationOperators::rms, 23),
          one("GroupNormalization", NormalisationOperators::group, 18, 21),
          one("LRN", NormalisationOperators::local, 1, 13),
          one("LpNormalization", NormalisationOperators::lp, 1, 22),
          one("MeanVarianceNormalization", NormalisationOperators::meanVariance, 9, 13));

  private NormalisationOperators() {}

  /// Before version 14 training is told by `is_test` (to 6) or by the number of outputs.
  private static List<Node> batch(Call call) {
    call.ignore("consumed_inputs");
    Node x = call.x();
    double epsilon = call.real("epsilon", 1e-5f);
    double momentum = call.real("momentum", 0.9f);
    boolean spatial = call.since(9) || call.flag("spatial", true);
    boolean training =
        call.since(14)
            ? call.flag("training_mode", false)
            : call.since(7) ? call.wants(1) : !call.flag("is_test", false);
    Affine affine = new Affine(x, spatial);
    if (!training) {
      Node factor = call.in(1).as(x.type().dtype()).over(root(call.in(4), epsilon, x));
      Node centred = x.minus(affine.stretch(call.in(3)));
      return List.of(centred.times(affine.stretch(factor)).plus(affine.stretch(call.in(2))));
    }
    List<Integer> axes = affine.reduced();
    Node mean = x.mean(axes, false);
    Node centred = x.minus(affine.stretch(mean));
    Node variance = centred.times(centred).mean(axes, false);
    Node y =
        spatial && epsilon > 0
            ? Node.of(
                new BatchNorm(epsilon),
                List.of(x, call.in(1).as(x.type().dtype()), call.in(2).as(x.type().dtype())))
            : centred
                .over(affine.stretch(root(variance, epsilon, x)))
                .times(affine.stretch(call.in(1)))
                .plus(affine.stretch(call.in(2)));
    Node runningMean = moved(call.in(3), mean, momentum);
    Node runningVariance = moved(call.in(4), variance, momentum);
    return List.of(y, runningMean, runningVariance, mean, variance);
  }

  private static Node root(Node variance, double epsilon, Node x) {
    return variance.as(x.type().dtype()).plus(epsilon).sqrt();
  }

  /// `old · momentum + new · (1 − momentum)`, in the type of the old.
  private static Node moved(Node old, Node now, double momentum) {
    return old.times(momentum).plus(now.as(old.type().dtype()).times(1 - momentum));
  }

  /// Values for each channel, or for each feature, laid along `x`.
  private record Affine(Node x, boolean perChannel) {

    List<Integer> reduced() {
      List<Integer> all = x.type().shape().allAxes();
      return perChannel ? all.stream().filter(axis -> axis != 1).toList() : List.of(0);
    }

    Node stretch(Node value) {
      Shape shape = x.type().shape();
      Shape thin = shape.rank() < 2 ? Shape.of(1) : shape.reduce(reduced(), true);
      return value.as(x.type().dtype()).reshape(thin).broadcastTo(shape);
    }
  }

  private static Node instance(Call call) {
    call.ignore("consumed_inputs");
    Node x = call.x();
    return grouped(
        x, x.type().shape().size(1), call.in(1), call.in(2), call.real("epsilon", 1e-5f));
  }

  private static Node grouped(Node x, int groups, Node scale, Node shift, double epsilon) {
    if (epsilon > 0) {
      return Node.of(new GroupNorm(groups, epsilon), List.of(x, scale, shift));
    }
    Shape shape = x.type().shape();
    int places = shape.slice(1, shape.rank()).elements() / groups;
    Node rows = x.reshape(Shape.of(shape.size(0), groups, places));
    Node centred = rows.minus(rows.mean(List.of(2), true));
    Node variance = centred.times(centred).mean(List.of(2), true);
    Affine affine = new Affine(x, true);
    return centred
        .over(variance.plus(epsilon).sqrt())
        .reshape(shape)
        .times(affine.stretch(scale))
        .plus(affine.stretch(shift));
  }

  /// Scale and bias are one a group before version 21, one a channel since.
  private static Node group(Call call) {
    Node x = call.x();
    int groups =
        call.whole("num_groups")
            .map(number -> call.size("attribute 'num_groups'", number))
            .orElseThrow(
                () -> call.wrong("attribute 'num_groups'", "a number", "none", "Give one."));
    int channels = x.type().shape().size(1);
    if (groups < 1 || channels % groups != 0) {
      throw call.wrong(
          "attribute 'num_groups'", "a divisor of " + channels, "" + groups, "Change it.");
    }
    Node scale = call.in(1);
    Node shift = call.in(2);
    if (!call.since(21)) {
      scale = repeated(scale, channels / groups);
      shift = repeated(shift, channels / groups);
    }
    DType type = x.type().dtype();
    double epsilon = call.real("epsilon", 1e-5f);
    DType within = stash(call, type, call.since(21));
    Node y = grouped(x.as(within), groups, scale.as(within), shift.as(within), epsilon);
    return y.as(type);
  }

  private static Node repeated(Node perGroup, int times) {
    int groups = perGroup.type().shape().elements();
    return perGroup
        .reshape(Shape.of(groups, 1))
        .broadcastTo(Shape.of(groups, times))
        .reshape(Shape.of(groups * times));
  }

  /// The element type in which mean and variance are worked out.
  private static DType stash(Call call, DType type, boolean known) {
    return known ? call.dtype("stash_type", call.whole("stash_type", 1)) : type;
  }

  /// Outputs: the result, the mean and the inverse of the deviation.
  private static List<Node> layer(Call call) {
    Node x = call.x();
    DType type = x.type().dtype();
    DType within = stash(call, type, true);
    List<Integer> axes = lastAxes(call, x);
    Node wide = x.as(within);
    Node mean = wide.mean(axes, true);
    Node centred = wide.minus(mean);
    Node variance = centred.times(centred).mean(axes, true);
    Node deviation = variance.plus(call.real("epsilon", 1e-5f)).sqrt();
    Node inverse = ArithmeticOperators.reciprocal(deviation);
    Node y = centred.over(deviation).as(type).times(call.in(1));
    return List.of(call.has(2) ? y.plus(call.in(2)) : y, mean, inverse);
  }

  private static List<Integer> lastAxes(Call call, Node x) {
    int rank = x.type().shape().rank();
    int axis = call.axis(call.whole("axis", -1), rank);
    return x.type().shape().allAxes().subList(axis, rank);
  }

  private static Node rms(Call call) {
    Node x = call.x();
    DType type = x.type().dtype();
    Node wide = x.as(stash(call, type, true));
    Node square = wide.times(wide).mean(lastAxes(call, x), true);
    Node y = wide.over(square.plus(call.real("epsilon", 1e-5f)).sqrt());
    return y.as(type).times(call.in(1));
  }

  /// `x / (bias + α/size · Σ x²)^β` over `size` neighbouring channels.
  private static Node local(Call call) {
    Node x = call.x();
    int size = call.whole("size", 0);
    int channels = x.type().shape().size(1);
    if (size < 1) {
      throw call.wrong("attribute 'size'", "1 or more channels", "" + size, "Give a number.");
    }
    int before = Math.min((size - 1) / 2, channels);
    int after = Math.min(size - 1 - (size - 1) / 2, channels);
    List<Integer> ahead = new ArrayList<>(Collections.nCopies(x.type().shape().rank(), 0));
    List<Integer> behind = new ArrayList<>(ahead);
    ahead.set(1, before);
    behind.set(1, after);
    Node squares = x.times(x).pad(ahead, behind, 0);
    Node sum = squares.slice(1, 0, channels);
    for (int i = 1; i <= before + after; i++) {
      sum = sum.plus(squares.slice(1, i, i + channels));
    }
    double alpha = call.real("alpha", 1e-4f);
    Node base = sum.times(alpha / size).plus(call.real("bias", 1));
    return x.over(base.pow(base.filled(call.real("beta", 0.75))));
  }

  /// Before version 22 a row of zeros gave 0 / 0.
  private static Node lp(Call call) {
    Node x = call.x();
    int axis = call.axis(call.whole("axis", -1), x.type().shape().rank());
    double p = call.whole("p", 2);
    Node norm =
        PoolOperators.rooted(PoolOperators.powered(x, p).sum(List.of(axis), true), p)
            .broadcastTo(x.type().shape());
    Node zero = x.filled(0);
    Node safe = norm.equal(zero).choose(norm.filled(1), norm);
    return norm.equal(zero).choose(zero, x.over(safe));
  }

  private static Node meanVariance(Call call) {
    Node x = call.x();
    int rank = x.type().shape().rank();
    List<Integer> axes = call.axes(call.wholes("axes").orElse(List.of(0L, 2L, 3L)), rank);
    Node mean = x.mean(axes, true);
    Node variance = x.times(x).mean(axes, true).minus(mean.times(mean));
    return x.minus(mean).over(variance.sqrt().plus(1e-9));
  }
}
