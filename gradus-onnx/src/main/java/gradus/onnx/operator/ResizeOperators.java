package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.one;

import gradus.onnx.operator.Interpolation.Axis;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Images made larger or smaller, axis by axis: by a look-up or by a product with constant weights.
final class ResizeOperators {

  static final List<Rule> TABLE =
      List.of(
          one("Upsample", ResizeOperators::upsample, 1, 7, 9).until(10),
          one("Resize", ResizeOperators::resize, 10, 11, 13, 18, 19));

  private ResizeOperators() {}

  private static Interpolation plain(String mode, String nearest) {
    return new Interpolation(mode, "asymmetric", nearest, -0.75, false, false);
  }

  private static Node upsample(Call call) {
    String mode = call.word("mode", "nearest", "nearest", "linear", "bilinear");
    List<Double> scales = new ArrayList<>();
    if (!call.since(7)) {
      scales.addAll(List.of(1.0, 1.0, call.real("height_scale", 1), call.real("width_scale", 1)));
    } else if (!call.since(9)) {
      call.reals("scales").orElse(List.of()).forEach(scale -> scales.add((double) scale));
    } else {
      scales.addAll(doubles(call.value(1)));
    }
    Interpolation how = plain(mode.equals("nearest") ? mode : "linear", "floor");
    return resized(call, how, scaled(call, scales, null));
  }

  private static Node resize(Call call) {
    String mode = call.word("mode", "nearest", "nearest", "linear", "cubic");
    if (!call.since(11)) {
      Interpolation how = plain(mode, Interpolation.BEFORE_11);
      return resized(call, how, scaled(call, doubles(call.value(1)), null));
    }
    Interpolation how =
        new Interpolation(
            mode,
            call.word(
                "coordinate_transformation_mode",
                "half_pixel",
                "half_pixel",
                "half_pixel_symmetric",
                "pytorch_half_pixel",
                "align_corners",
                "asymmetric",
                "tf_half_pixel_for_nn",
                "tf_crop_and_resize"),
            call.word(
                "nearest_mode",
                "round_prefer_floor",
                "round_prefer_floor",
                "round_prefer_ceil",
                "floor",
                "ceil"),
            call.real("cubic_coeff_a", -0.75),
            call.flag("antialias", false),
            call.flag("exclude_outside", false));
    double extrapolation = call.real("extrapolation_value", 0);
    List<Axis> axes = axes(call, how.coordinates().equals("tf_crop_and_resize"));
    Node y = resized(call, how, axes);
    return how.coordinates().equals("tf_crop_and_resize")
        ? extrapolated(y, how, axes, extrapolation)
        : y;
  }

  private static List<Double> doubles(Tensor tensor) {
    List<Double> list = new ArrayList<>();
    for (double value : tensor.toDoubles()) {
      list.add(value);
    }
    return list;
  }

  /// What happens to each axis of the input.
  private static List<Axis> axes(Call call, boolean crops) {
    Shape shape = call.x().type().shape();
    String policy =
        call.word("keep_aspect_ratio_policy", "stretch", "stretch", "not_larger", "not_smaller");
    List<Integer> some =
        call.wholes("axes").map(all -> call.axes(all, shape.rank())).orElse(shape.allAxes());
    List<Double> roi = crops ? roi(call, some, shape.rank()) : null;
    boolean scales = call.has(2) && call.in(2).type().shape().elements() > 0;
    if (scales) {
      return scaled(call, spread(call, doubles(call.value(2)), some, 1), roi);
    }
    if (!call.has(3)) {
      throw call.wrong("inputs", "scales or sizes", "neither", "Give one of them.");
    }
    List<Integer> sizes = call.shape("input 3", call.longs(3)).sizes();
    if (sizes.size() != some.size()) {
      throw call.wrong("input 3", some.size() + " sizes", "" + sizes, "Give one an axis.");
    }
    return sized(call, sizes, some, policy, roi);
  }

  private static List<Axis> sized(
      Call call,
      List<Integer> sizes,
      List<Integer> some,
      String policy,
      @org.jspecify.annotations.Nullable List<Double> roi) {
    Shape shape = call.x().type().shape();
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      ratios.add(sizes.get(i) / (double) shape.size(some.get(i)));
    }
    boolean stretches = policy.equals("stretch") || ratios.isEmpty();
    double common =
        stretches
            ? 1
            : policy.equals("not_larger") ? Collections.min(ratios) : Collections.max(ratios);
    List<Axis> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      int n = shape.size(axis);
      int i = some.indexOf(axis);
      double scale = i < 0 ? 1 : stretches ? ratios.get(i) : common;
      int to = i < 0 ? n : stretches ? sizes.get(i) : (int) Math.floor(common * n + 0.5);
      axes.add(axis(n, to, scale, axis, shape.rank(), roi));
    }
    return axes;
  }

  private static Axis axis(
      int from,
      int to,
      double scale,
      int axis,
      int rank,
      @org.jspecify.annotations.Nullable List<Double> roi) {
    return roi == null
        ? new Axis(from, to, scale, 0, 1)
        : new Axis(from, to, scale, roi.get(axis), roi.get(rank + axis));
  }

  private static List<Axis> scaled(
      Call call, List<Double> scales, @org.jspecify.annotations.Nullable List<Double> roi) {
    Shape shape = call.x().type().shape();
    if (scales.size() != shape.rank() || scales.stream().anyMatch(scale -> !(scale > 0))) {
      throw call.wrong(
          "scales", shape.rank() + " numbers above 0", scales.toString(), "Give one an axis.");
    }
    List<Axis> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      double scale = scales.get(axis);
      long to = (long) Math.floor(shape.size(axis) * scale);
      axes.add(axis(shape.size(axis), call.size("scales", to), scale, axis, shape.rank(), roi));
    }
    return axes;
  }

  private static List<Double> spread(
      Call call, List<Double> given, List<Integer> some, double other) {
    if (given.size() != some.size()) {
      throw call.wrong("scales", some.size() + " numbers", "" + given, "Give one an axis.");
    }
    List<Double> all = new ArrayList<>(Collections.nCopies(call.x().type().shape().rank(), other));
    for (int i = 0; i < some.size(); i++) {
      all.set(some.get(i), given.get(i));
    }
    return all;
  }

  private static List<Double> roi(Call call, List<Integer> some, int rank) {
    List<Double> given = doubles(call.value(1));
    if (given.size() != 2 * some.size()) {
      throw call.wrong("input 1", 2 * some.size() + " numbers", "" + given, "Give two an axis.");
    }
    List<Double> all = new ArrayList<>(Collections.nCopies(rank, 0.0));
    all.addAll(Collections.nCopies(rank, 1.0));
    for (int i = 0; i < some.size(); i++) {
      all.set(some.get(i), given.get(i));
      all.set(rank + some.get(i), given.get(some.size() + i));
    }
    return all;
  }

  private static Node resized(Call call, Interpolation how, List<Axis> axes) {
    Node x = call.x();
    DType type = x.type().dtype();
    boolean looksUp = how.mode().equals("nearest");
    Node y = looksUp || type.isFloat() ? x : x.as(DType.F64);
    for (int axis = 0; axis < axes.size(); axis++) {
      Axis one = axes.get(axis);
      if (one.isKept()) {
        continue;
      }
      if (one.from() == 0 || (long) one.from() * one.to() > 1 << 25) {
        throw call.wrong("input 0", "lengths that can be resized", "" + x.type(), "Check it.");
      }
      y = looksUp ? y.gather(axis, Node.constant(how.positions(one))) : mixed(y, axis, how, one);
    }
    return y.as(type);
  }

  private static Node mixed(Node x, int axis, Interpolation how, Axis one) {
    Shape shape = x.type().shape();
    int last = shape.rank() - 1;
    List<Integer> order = new ArrayList<>(shape.allAxes());
    Collections.swap(order, axis, last);
    Node weights = Node.constant(how.weights(one).as(x.type().dtype()));
    Node moved = x.permute(order);
    Shape before = moved.type().shape();
    Node rows = moved.reshape(Shape.of(before.slice(0, last).elements(), one.from()));
    return rows.matmul(weights, false, true).reshape(before.with(last, one.to())).permute(order);
  }

  private static Node extrapolated(Node y, Interpolation how, List<Axis> axes, double value) {
    Shape shape = y.type().shape();
    Node result = y;
    for (int axis = 0; axis < axes.size(); axis++) {
      boolean[] outside = how.outside(axes.get(axis));
      List<Integer> thin = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
      thin.set(axis, outside.length);
      Node mask = Node.constant(Tensor.of(new Shape(thin), outside)).broadcastTo(shape);
      result = mask.choose(result.filled(value), result);
    }
    return result;
  }
}
