package gradus.onnx.operator;

import gradus.onnx.model.ElementType;
import gradus.op.Node;
import gradus.tensor.DType;

/// Floats of 16 bits, which Gradus holds and computes with as f32 (decision 0031): what is not one
/// of them is rounded where a model casts to them, and where it gives them out.
public final class HalfFloats {

  private HalfFloats() {}

  /// The nearest values of a type of 16 bits, of two equally near ones the even one, as f32.
  ///
  /// Shape: any, kept. Range: beyond the largest value by half a step or more ±∞; NaN stays NaN,
  /// and −0 stays −0. Derivative: that of `x`. Source: IEEE 754-2019, sections 3.4 and 4.3.1; the
  /// splitting is Veltkamp's (Dekker 1971).
  ///
  /// @param x numbers of any type
  /// @param element `FLOAT16` or `BFLOAT16`
  public static Node rounded(Node x, ElementType element) {
    boolean ieee = element == ElementType.FLOAT16;
    int digits = ieee ? 11 : 8;
    int lowest = ieee ? -14 : -126;
    double largest = ieee ? 65_504 : 0x1.FEp127;
    Node wide = x.as(DType.F64);
    Node bound = wide.filled(4 * largest);
    Node y = wide.max(bound.negated()).min(bound);
    Node near = split(y, 53 - digits);
    // the even one of two neighbours is the one that needs a digit less
    Node even = split(y, 54 - digits);
    Node tie = y.minus(near).abs().less(y.minus(even).abs()).not();
    Node normal = tie.choose(even, near);
    Node steps = wide.filled(Math.scalb(1.5, 52 + lowest - digits + 1));
    Node small = y.abs().plus(steps).minus(steps);
    Node zero = wide.filled(0);
    Node subnormal = y.equal(zero).choose(y, y.less(zero).choose(small.negated(), small));
    Node below = y.abs().less(wide.filled(Math.scalb(1.0, lowest)));
    Node all = below.choose(subnormal, normal);
    Node infinity = wide.filled(Double.POSITIVE_INFINITY);
    Node beyond = y.less(zero).choose(infinity.negated(), infinity);
    Node finite = wide.filled(largest).less(all.abs()).choose(beyond, all);
    return wide.equal(wide).choose(finite, wide).as(DType.F32);
  }

  /// A number without its last digits: the nearest one, of two equally near ones either.
  private static Node split(Node y, int dropped) {
    Node product = y.times(y.filled(Math.scalb(1.0, dropped) + 1));
    return product.minus(product.minus(y));
  }
}
