package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.many;
import static gradus.onnx.operator.Rule.one;

import gradus.onnx.model.ElementType;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Numbers as integers of few bits times a scale, and back; products and convolutions of such
/// integers, which are worked out in f64, where they are exact.
///
/// Source: ONNX, Operators.md.
final class QuantisationOperators {

  static final List<Rule> TABLE =
      List.of(
          one("QuantizeLinear", QuantisationOperators::quantised, 10, 13, 19, 21, 23, 24, 25),
          one("DequantizeLinear", QuantisationOperators::restored, 10, 13, 19, 21, 23, 24, 25),
          many("DynamicQuantizeLinear", QuantisationOperators::dynamic, 11),
          one("MatMulInteger", QuantisationOperators::product, 10),
          one("ConvInteger", QuantisationOperators::convolution, 10),
          one("QLinearMatMul", QuantisationOperators::scaledProduct, 10, 21),
          one("QLinearConv", QuantisationOperators::scaledConvolution, 10));

  private QuantisationOperators() {}

  /// What QuantizeLinear gives out: the type of its zero point, else that which it names.
  static ElementType quantisedType(Call call) {
    long named = call.whole("output_dtype").orElse(0L);
    Optional<ElementType> told =
        named == 0 ? Optional.empty() : Optional.of(call.element("output_dtype", named));
    if (!call.has(2)) {
      return told.orElse(ElementType.UINT8);
    }
    ElementType zero = call.element(2);
    if (told.isPresent() && told.get() != zero) {
      throw call.wrong(
          "attribute 'output_dtype'",
          "the type of the zero point, " + zero,
          "" + told.get(),
          "Agree.");
    }
    return zero;
  }

  /// What DequantizeLinear gives out: the type of its scale, unless it names another.
  static ElementType restoredType(Call call) {
    long named = call.whole("output_dtype").orElse(0L);
    return named == 0 ? call.element(1) : call.element("output_dtype", named);
  }

  private static Node quantised(Call call) {
    ElementType type = quantisedType(call);
    boolean saturates = call.flag("saturate", true);
    call.ignore("precision");
    Node x = call.x();
    Node scale = along(call, call.in(1)).as(DType.F32);
    Node ratio = x.as(DType.F32).over(scale);
    if (type.isSmallFloat()) {
      return NarrowFloats.rounded(ratio, type, saturates);
    }
    // in double the zero point of 16 bits is added exactly
    Node whole = ratio.round().as(DType.F64);
    Node moved = call.has(2) ? whole.plus(along(call, call.in(2)).as(DType.F64)) : whole;
    return saturated(call, moved, type);
  }

  private static Node saturated(Call call, Node x, ElementType type) {
    if (!type.isHeldInteger() || type.bits() > 16) {
      throw call.lacking(
          "the zero point",
          "integers of 16 bits or less, or floats of 8",
          "" + type,
          "Choose one.");
    }
    double size = Math.scalb(1.0, type.isUnsigned() ? type.bits() : type.bits() - 1);
    Node low = x.filled(type.isUnsigned() ? 0 : -size);
    return x.max(low).min(x.filled(size - 1)).as(DType.I32);
  }

  private static Node restored(Call call) {
    ElementType type = restoredType(call);
    Node scale = along(call, call.in(1)).as(DType.F32);
    Node x = call.x();
    // integers of 32 bits have differences that f32 would round first
    DType wide = x.type().dtype() == DType.I32 ? DType.F64 : DType.F32;
    Node value = x.as(wide);
    if (call.has(2)) {
      value = value.minus(along(call, call.in(2)).as(wide));
    }
    Node real = value.as(DType.F32).times(scale);
    return type == ElementType.DOUBLE ? real.as(DType.F64) : real;
  }

  /// One number for all, one for each index of an axis, or one for each block along it.
  private static Node along(Call call, Node parameter) {
    Shape x = call.x().type().shape();
    int block = call.whole("block_size", 0);
    int rank = parameter.type().shape().rank();
    long axis = call.whole("axis", 1);
    if (parameter.type().shape().elements() == 1 && block == 0) {
      return parameter.reshape(Shape.scalar()).broadcastTo(x);
    }
    int at = call.axis(axis, x.rank());
    if (block > 0) {
      return blocks(call, parameter, x, at, block);
    }
    if (rank != 1 || parameter.type().shape().size(0) != x.size(at)) {
      throw call.wrong(
          "input 1",
          "one number, or %d along axis %d".formatted(x.size(at), at),
          parameter.type().toString(),
          "Give one for each.");
    }
    List<Integer> thin = new ArrayList<>(Collections.nCopies(x.rank(), 1));
    thin.set(at, x.size(at));
    return parameter.reshape(new Shape(thin)).broadcastTo(x);
  }

  private static Node blocks(Call call, Node parameter, Shape x, int axis, int block) {
    int count = Math.ceilDiv(x.size(axis), block);
    if (!parameter.type().shape().equals(x.with(axis, count))) {
      throw call.wrong(
          "input 1",
          "one number for each block, " + x.with(axis, count),
          parameter.type().toString(),
          "Give one for each.");
    }
    Shape thick = parameter.type().shape().insert(axis + 1, 1);
    Shape wide = parameter.type().shape().insert(axis + 1, block);
    Node repeated = parameter.reshape(thick).broadcastTo(wide);
    return repeated.reshape(x.with(axis, count * block)).slice(axis, 0, x.size(axis));
  }

  /// To `uint8`, whose range is that of the numbers and 0.
  private static List<Node> dynamic(Call call) {
    Node x = call.x();
    Node zero = Node.constant(0, x.type().with(Shape.scalar()));
    Node flat = x.reshape(Shape.of(x.type().shape().elements()));
    Node most = flat.max(List.of(0), false).max(zero);
    Node least = flat.negated().max(List.of(0), false).negated().min(zero);
    Node range = most.minus(least).over(255);
    // of zeros alone any scale will do
    Node scale = range.equal(zero).choose(zero.filled(1), range);
    Node start = least.negated().over(scale).max(zero).min(zero.filled(255)).round();
    Node moved =
        x.over(scale.broadcastTo(x.type().shape()))
            .round()
            .plus(start.broadcastTo(x.type().shape()));
    Node y = moved.max(moved.filled(0)).min(moved.filled(255)).as(DType.I32);
    return List.of(y, scale, start.as(DType.I32));
  }

  /// The values of an input less its zero point, which may be one for all, or one for each index of
  /// an axis.
  private static Node centred(Call call, int input, int zero, int axis) {
    Node x = call.in(input).as(DType.F64);
    if (!call.has(zero)) {
      return x;
    }
    return x.minus(spread(call, zero, x.type().shape(), axis).as(DType.F64));
  }

  private static Node spread(Call call, int input, Shape shape, int axis) {
    Node one = call.in(input);
    Shape own = one.type().shape();
    if (own.elements() == 1) {
      return one.reshape(Shape.scalar()).broadcastTo(shape);
    }
    if (own.rank() > 1) {
      return one.broadcastTo(shape);
    }
    int at = call.axis(axis, shape.rank());
    List<Integer> thin = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
    thin.set(at, shape.size(at));
    if (own.rank() != 1 || own.size(0) != shape.size(at)) {
      throw call.wrong(
          "input " + input, shape.size(at) + " numbers", own.toString(), "Give one for each.");
    }
    return one.reshape(new Shape(thin)).broadcastTo(shape);
  }

  private static Node product(Call call) {
    int rows = call.in(0).type().shape().rank() > 1 ? -2 : -1;
    Node a = centred(call, 0, 2, rows);
    return a.matmul(centred(call, 1, 3, -1)).as(DType.I32);
  }

  private static Node convolution(Call call) {
    return convolved(call, centred(call, 0, 2, 0), centred(call, 1, 3, 0)).as(DType.I32);
  }

  private static Node convolved(Call call, Node x, Node w) {
    Call plain = call.with(List.of(Optional.of(x), Optional.of(w)));
    return Operators.named("", "Conv").orElseThrow().meaning().of(plain).getFirst();
  }

  private static Node scaledProduct(Call call) {
    int rows = call.in(0).type().shape().rank() > 1 ? -2 : -1;
    Node sum = centred(call, 0, 2, rows).matmul(centred(call, 3, 5, -1));
    Shape shape = sum.type().shape();
    Node scale =
        spread(call, 1, shape, rows).as(DType.F64).times(spread(call, 4, shape, -1).as(DType.F64));
    return rescaled(call, sum, scale);
  }

  private static Node scaledConvolution(Call call) {
    Node sum = convolved(call, centred(call, 0, 2, 1), centred(call, 3, 5, 0));
    Shape shape = sum.type().shape();
    if (call.has(8)) {
      sum = sum.plus(spread(call, 8, shape, 1).as(DType.F64));
    }
    Node scale =
        spread(call, 1, shape, 1).as(DType.F64).times(spread(call, 4, shape, 1).as(DType.F64));
    return rescaled(call, sum, scale);
  }

  private static Node rescaled(Call call, Node sum, Node scale) {
    Shape shape = sum.type().shape();
    Node ratio = sum.times(scale).over(spread(call, 6, shape, 1).as(DType.F64)).round();
    Node moved = ratio.plus(spread(call, 7, shape, 1).as(DType.F64));
    return saturated(call, moved, call.element(7));
  }
}
