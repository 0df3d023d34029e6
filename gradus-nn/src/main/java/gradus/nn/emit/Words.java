package gradus.nn.emit;

import gradus.tensor.DType;
import gradus.tensor.Tensor;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/// Java's words: names that no one else has, types and literals.
final class Words {

  /// What no name may be: Java's own words, and the names that every loop uses.
  private static final Set<String> KEPT =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do"
               + " double else enum extends final finally float for goto if implements import"
               + " instanceof int interface long native new package private protected public return"
               + " short static strictfp super switch synchronized this throw throws transient try"
               + " void volatile while true false null var record sealed permits yield answer"
               + " example b z i j k l m n main predict String Math Arrays Axis")
              .split(" ", -1));

  private final Set<String> taken = new LinkedHashSet<>();

  /// A name like the one wished for.
  String name(String wish) {
    String plain = identifier(wish);
    String name = plain;
    for (int i = 2; !taken.add(name); i++) {
      name = plain + "_" + i;
    }
    return name;
  }

  /// The name of a constant like the one wished for: `conv1.weight` is `CONV1_WEIGHT`.
  String constant(String wish) {
    return name(identifier(wish).replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT));
  }

  static String identifier(String wish) {
    String plain = wish.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
    plain = plain.isEmpty() || !Character.isLetter(plain.charAt(0)) ? "v" + plain : plain;
    boolean kept = KEPT.contains(plain) || plain.matches("(t|held)[0-9]+");
    return kept || Methods.isReserved(plain) ? plain + "_" : plain;
  }

  static String type(DType dtype) {
    return switch (dtype) {
      case F32 -> "float";
      case F64 -> "double";
      case I32 -> "int";
      case I64 -> "long";
      case BOOL -> "boolean";
    };
  }

  static String literal(Tensor value, int at) {
    return switch (value.type().dtype()) {
      case F32 -> number((float) value.doubleAt(at));
      case F64 -> number(value.doubleAt(at));
      case I32 -> Long.toString(value.longAt(at));
      case I64 -> value.longAt(at) + "L";
      case BOOL -> value.longAt(at) != 0 ? "true" : "false";
    };
  }

  static String number(float x) {
    return Float.isFinite(x) ? x + "f" : special("Float", x);
  }

  static String number(double x) {
    return Double.isFinite(x) ? Double.toString(x) : special("Double", x);
  }

  private static String special(String type, double x) {
    return type + (Double.isNaN(x) ? ".NaN" : x > 0 ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY");
  }
}
