package gradus.onnx.operator;

import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.Arrays;

/// How an axis of an image is resized: where each new element lies on the old axis, and how it is
/// mixed from its neighbours there.
///
/// Neighbours outside are those at the edge. Source: ONNX, Operators.md, Resize; Keys 1981 for
/// cubic interpolation.
///
/// @param mode `nearest`, `linear` or `cubic`
/// @param coordinates `coordinate_transformation_mode`
/// @param nearest `nearest_mode`, or {@link #BEFORE_11}
/// @param cubic the coefficient `a` of cubic interpolation
/// @param antialias whether the filter is widened where the axis becomes shorter
/// @param excludeOutside whether neighbours outside weigh nothing
record Interpolation(
    String mode,
    String coordinates,
    String nearest,
    double cubic,
    boolean antialias,
    boolean excludeOutside) {

  /// The `nearest_mode` of version 10, which its text leaves open: up where the axis becomes
  /// shorter, down where it becomes longer, as the tests of ONNX 1.5 and ONNX Runtime have it.
  static final String BEFORE_11 = "before 11";

  /// An axis that is resized.
  ///
  /// @param from its length
  /// @param to its new length
  /// @param scale the new length over the old, before rounding
  /// @param start where the region of interest begins, 0 to 1
  /// @param end where it ends
  record Axis(int from, int to, double scale, double start, double end) {

    boolean isKept() {
      return from == to && scale == 1 && start == 0 && end == 1;
    }
  }

  /// Where new element `x` lies on the old axis.
  double origin(Axis axis, int x) {
    double width = axis.scale * axis.from;
    double last = axis.from - 1.0;
    return switch (coordinates) {
      case "align_corners" -> width == 1 ? 0 : x * last / (width - 1);
      case "asymmetric" -> x / axis.scale;
      case "tf_half_pixel_for_nn" -> (x + 0.5) / axis.scale;
      case "tf_crop_and_resize" ->
          axis.start * last
              + (width == 1
                  ? (axis.end - axis.start) * last / 2
                  : x * (axis.end - axis.start) * last / (width - 1));
      case "pytorch_half_pixel" -> axis.to == 1 ? 0 : (x + 0.5) / axis.scale - 0.5;
      case "half_pixel_symmetric" ->
          axis.from / 2.0 * (1 - axis.to / width) + (x + 0.5) / axis.scale - 0.5;
      default -> (x + 0.5) / axis.scale - 0.5;
    };
  }

  /// Which new elements lie outside the old axis.
  boolean[] outside(Axis axis) {
    boolean[] outside = new boolean[axis.to];
    for (int x = 0; x < axis.to; x++) {
      double origin = origin(axis, x);
      outside[x] = origin < 0 || origin > axis.from - 1;
    }
    return outside;
  }

  /// For `nearest`: which old element each new one is.
  Tensor positions(Axis axis) {
    long[] positions = new long[axis.to];
    for (int x = 0; x < axis.to; x++) {
      double origin = origin(axis, x);
      double rounded =
          switch (nearest) {
            case "floor" -> Math.floor(origin);
            case "ceil" -> Math.ceil(origin);
            case "round_prefer_ceil" -> Math.floor(origin + 0.5);
            case BEFORE_11 -> axis.scale < 1 ? Math.ceil(origin) : Math.floor(origin);
            default -> Math.ceil(origin - 0.5);
          };
      positions[x] = (long) Math.clamp(rounded, 0.0, axis.from - 1.0);
    }
    return Tensor.of(Shape.of(axis.to), positions);
  }

  /// For `linear` and `cubic`: how much each old element (column) weighs in each new one (row).
  Tensor weights(Axis axis) {
    double[] weights = new double[axis.to * axis.from];
    for (int x = 0; x < axis.to; x++) {
      double origin = origin(axis, x);
      int base = (int) Math.ceil(origin) - 1;
      double ratio = origin - base;
      int reach = reach(axis.scale);
      double[] mix = mix(ratio, reach, axis.scale);
      if (excludeOutside) {
        exclude(mix, base - reach + 1, axis.from);
      }
      for (int i = 0; i < mix.length; i++) {
        int source = Math.clamp(base - reach + 1L + i, 0, axis.from - 1);
        weights[x * axis.from + source] += mix[i];
      }
    }
    return Tensor.of(Shape.of(axis.to, axis.from), weights);
  }

  private boolean widens(double scale) {
    return antialias && scale < 1;
  }

  /// How many neighbours count on each side.
  private int reach(double scale) {
    int plain = mode.equals("cubic") ? 2 : 1;
    return widens(scale) ? -(int) Math.floor(-plain / scale) : plain;
  }

  /// The weights of the neighbours, the first `reach − 1` before the element's left one.
  private double[] mix(double ratio, int reach, double scale) {
    double narrow = widens(scale) ? scale : 1;
    double[] mix = new double[2 * reach];
    for (int i = 0; i < mix.length; i++) {
      mix[i] = filter(Math.abs(narrow * (i - reach + 1 - ratio)));
    }
    double sum = widens(scale) ? Arrays.stream(mix).sum() : 1;
    for (int i = 0; i < mix.length; i++) {
      mix[i] /= sum;
    }
    return mix;
  }

  private double filter(double x) {
    if (!mode.equals("cubic")) {
      return Math.max(0, 1 - x);
    }
    double a = cubic;
    if (x <= 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
  }

  private static void exclude(double[] mix, int first, int length) {
    double sum = 0;
    for (int i = 0; i < mix.length; i++) {
      mix[i] = first + i < 0 || first + i >= length ? 0 : mix[i];
      sum += mix[i];
    }
    for (int i = 0; i < mix.length; i++) {
      mix[i] /= sum;
    }
  }
}
