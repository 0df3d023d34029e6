package gradus.onnx.operator;

import gradus.onnx.model.ElementType;
import gradus.op.Node;
import gradus.tensor.DType;

/// Floats of 16, 8 and 4 bits, which Gradus holds and computes with as f32 (decision 0031): what is
/// not one of them is rounded where a model casts to them, and where it gives them out.
public final class NarrowFloats {

  private NarrowFloats() {}

  /// A type of floats: how many binary digits, the lowest exponent of a number with all of them,
  /// the largest number.
  private record Form(int digits, int lowest, double largest) {

    /// Source: ONNX, "Float stored in 8 bits" and "Float stored in 4 bits"; IEEE 754-2019, table
    /// 3.5.
    static Form of(ElementType element) {
      return switch (element) {
        case FLOAT16 -> new Form(11, -14, 65_504);
        case BFLOAT16 -> new Form(8, -126, 0x1.FEp127);
        case FLOAT8E4M3FN -> new Form(4, -6, 448);
        case FLOAT8E4M3FNUZ -> new Form(4, -7, 240);
        case FLOAT8E5M2 -> new Form(3, -14, 57_344);
        case FLOAT8E5M2FNUZ -> new Form(3, -15, 57_344);
        case FLOAT4E2M1 -> new Form(2, 0, 6);
        default -> throw new IllegalStateException("no such float: " + element);
      };
    }
  }

  /// The nearest values of a type, of two equally near ones the even one, as f32.
  ///
  /// Shape: any, kept. Range: beyond the largest value by half a step or more ±∞ for types that
  /// have it, else the largest value; NaN stays NaN, but becomes the largest value of `float4e2m1`,
  /// which has none; −0 stays −0. Derivative: that of `x`.
  ///
  /// @param x numbers of any type
  /// @param element a type of floats of 16 bits or less
  public static Node rounded(Node x, ElementType element) {
    return rounded(x, element, !element.isHalf());
  }

  /// The same with a choice of what becomes of numbers that are too large.
  ///
  /// Range: −0 becomes 0 where the type has none. Source: IEEE 754-2019, sections 3.4 and 4.3.1,
  /// and ONNX, Operators.md, Cast-25; the splitting is Veltkamp's (Dekker 1971).
  ///
  /// @param saturates whether they become the largest value, else ±∞, or NaN where there is no ∞
  static Node rounded(Node x, ElementType element, boolean saturates) {
    Form form = Form.of(element);
    Node wide = x.as(DType.F64);
    Node bound = wide.filled(4 * form.largest());
    Node y = wide.max(bound.negated()).min(bound);
    Node near = split(y, 53 - form.digits());
    // the even one of two neighbours is the one that needs a digit less
    Node even = split(y, 54 - form.digits());
    Node tie = y.minus(near).abs().less(y.minus(even).abs()).not();
    Node normal = tie.choose(even, near);
    Node steps = wide.filled(Math.scalb(1.5, 52 + form.lowest() - form.digits() + 1));
    Node small = y.abs().plus(steps).minus(steps);
    Node zero = wide.filled(0);
    Node subnormal = y.equal(zero).choose(y, y.less(zero).choose(small.negated(), small));
    Node below = y.abs().less(wide.filled(Math.scalb(1.0, form.lowest())));
    Node all = below.choose(subnormal, normal);
    Node most = wide.filled(beyond(element, form, saturates));
    Node beyond = y.less(zero).choose(most.negated(), most);
    Node finite = wide.filled(form.largest()).less(all.abs()).choose(beyond, all);
    Node signed = hasOneZero(element) ? finite.equal(zero).choose(zero, finite) : finite;
    // four bits have no place for a NaN
    boolean none = element == ElementType.FLOAT4E2M1;
    Node otherwise = none ? wide.filled(form.largest()) : wide;
    return wide.equal(wide).choose(signed, otherwise).as(DType.F32);
  }

  private static double beyond(ElementType element, Form form, boolean saturates) {
    if (saturates || element == ElementType.FLOAT4E2M1) {
      return form.largest();
    }
    boolean infinite = element.isHalf() || element == ElementType.FLOAT8E5M2;
    return infinite ? Double.POSITIVE_INFINITY : Double.NaN;
  }

  private static boolean hasOneZero(ElementType element) {
    return element == ElementType.FLOAT8E4M3FNUZ || element == ElementType.FLOAT8E5M2FNUZ;
  }

  /// Powers of two from 2⁻¹²⁷ to 2¹²⁷, as f32.
  ///
  /// Range: NaN stays NaN. What is larger than all becomes the largest one, and what is smaller,
  /// also 0, the smallest one; if they do not saturate, NaN. Negative numbers, for which ONNX says
  /// nothing, become NaN. Source: ONNX, Operators.md, Cast-25.
  ///
  /// @param mode `up`, `down` or `nearest`, of two equally near ones the larger
  static Node powers(Node x, String mode, boolean saturates) {
    double least = 0x1p-127;
    double most = 0x1p127;
    Node wide = x.as(DType.F64);
    Node low = wide.filled(least);
    Node high = wide.filled(most);
    Node y = wide.max(low).min(high);
    Node near = split(y, 52);
    Node power =
        switch (mode) {
          case "up" -> near.less(y).choose(near.times(2), near);
          case "down" -> y.less(near).choose(near.over(2), near);
          default -> y.minus(near).less(near.over(2)).choose(near, near.times(2));
        };
    Node none = wide.filled(Double.NaN);
    Node inside = saturates ? power : wide.less(low).or(high.less(wide)).choose(none, power);
    Node positive = wide.less(wide.filled(0)).choose(none, inside);
    return wide.equal(wide).choose(positive, wide).as(DType.F32);
  }

  /// A number without its last digits: the nearest one, of two equally near ones either.
  private static Node split(Node y, int dropped) {
    Node product = y.times(y.filled(Math.scalb(1.0, dropped) + 1));
    return product.minus(product.minus(y));
  }
}
