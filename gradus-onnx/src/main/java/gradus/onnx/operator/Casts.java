package gradus.onnx.operator;

import gradus.onnx.model.ElementType;
import gradus.op.Node;
import gradus.tensor.DType;
import java.util.Optional;

/// Conversions between element types as ONNX has them. Source: ONNX, Operators.md, Cast-25.
final class Casts {

  private Casts() {}

  static Node cast(Call call) {
    return of(call, target(call));
  }

  static Node castLike(Call call) {
    return of(call, call.element(1));
  }

  /// The type that a Cast names; before version 6 by a word.
  static ElementType target(Call call) {
    if (!call.since(6)) {
      String word = call.text("to").orElse("");
      for (ElementType element : ElementType.values()) {
        if (element.name().equals(word)) {
          return call.element("to", element.number());
        }
      }
      throw call.wrong("attribute 'to'", "an element type", "'" + word + "'", "Name one.");
    }
    Optional<Long> to = call.whole("to");
    return call.element(
        "to",
        to.orElseThrow(() -> call.wrong("attribute 'to'", "an element type", "none", "Name one.")));
  }

  private static Node of(Call call, ElementType to) {
    boolean saturates = call.flag("saturate", true);
    String mode = call.word("round_mode", "up", "up", "down", "nearest");
    ElementType from = call.element(0);
    Node x = call.x();
    if (from == to) {
      return x;
    }
    if (to.isHeldInteger()) {
      return integer(x, from, to);
    }
    boolean real = to.dtype().filter(DType::isFloat).isPresent();
    Node value = x;
    if (from == ElementType.UINT64 && real) {
      value = HeldIntegers.real(x, to == ElementType.DOUBLE || to.isHeld() ? DType.F64 : DType.F32);
    }
    if (to == ElementType.FLOAT8E8M0) {
      return NarrowFloats.powers(value, mode, saturates);
    }
    if (to.isHeld()) {
      return NarrowFloats.rounded(value, to, saturates && !to.isHalf());
    }
    return value.as(to.dtype().orElseThrow());
  }

  /// The lowest bits; of a float beyond the range ONNX does not say which. A float loses its
  /// fraction, but to a type of less than 8 bits it is rounded, of two equally near integers to the
  /// even one. Source: ONNX, "4 bit integer types".
  private static Node integer(Node x, ElementType from, ElementType to) {
    DType dtype = to.dtype().orElseThrow();
    if (x.type().dtype() == DType.BOOL) {
      return x.as(dtype);
    }
    if (x.type().dtype().isFloat()) {
      Node whole = to.bits() < 8 ? x.round() : x;
      return to == ElementType.UINT64
          ? HeldIntegers.bits(x)
          : HeldIntegers.wrapped(whole.as(DType.I64), to).as(dtype);
    }
    boolean fits = from.isUnsigned() && from.bits() < to.bits();
    boolean same = from.isUnsigned() == to.isUnsigned() && from.bits() <= to.bits();
    return fits || same ? x.as(dtype) : HeldIntegers.wrapped(x.as(DType.I64), to).as(dtype);
  }
}
