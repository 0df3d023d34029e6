package gradus.nn.emit;

import gradus.formula.Condition.Relation;
import gradus.op.Node;
import gradus.op.elementwise.Abs;
import gradus.op.elementwise.Add;
import gradus.op.elementwise.Atan;
import gradus.op.elementwise.Binary;
import gradus.op.elementwise.Cast;
import gradus.op.elementwise.Compare;
import gradus.op.elementwise.Cos;
import gradus.op.elementwise.Div;
import gradus.op.elementwise.Elementwise;
import gradus.op.elementwise.Erf;
import gradus.op.elementwise.Exp;
import gradus.op.elementwise.Expm1;
import gradus.op.elementwise.Floor;
import gradus.op.elementwise.Log;
import gradus.op.elementwise.Log1p;
import gradus.op.elementwise.Logical;
import gradus.op.elementwise.Max;
import gradus.op.elementwise.Min;
import gradus.op.elementwise.Mul;
import gradus.op.elementwise.Neg;
import gradus.op.elementwise.Pow;
import gradus.op.elementwise.Relu;
import gradus.op.elementwise.Select;
import gradus.op.elementwise.Sigmoid;
import gradus.op.elementwise.Sign;
import gradus.op.elementwise.Sin;
import gradus.op.elementwise.Softplus;
import gradus.op.elementwise.Sqrt;
import gradus.op.elementwise.Sub;
import gradus.op.elementwise.Tanh;
import gradus.op.elementwise.Unary;
import gradus.tensor.DType;
import java.util.List;

/// One element of an elementwise operation, as Java.
final class Expressions {

  private final Methods methods;

  Expressions(Methods methods) {
    this.methods = methods;
  }

  /// @param x the operands, each a name, a literal or a term in parentheses
  String of(Node node, List<String> x) {
    DType dtype = node.input(node.inputs().size() - 1).type().dtype();
    return switch ((Elementwise) node.op()) {
      case Unary op -> unary(node, op, dtype, x.getFirst());
      case Binary op -> binary(node, op, dtype, x.get(0), x.get(1));
      case Compare(Relation relation) -> "(%s %s %s)".formatted(x.get(0), sign(relation), x.get(1));
      case Logical(Logical.Connective connective) ->
          switch (connective) {
            case AND -> "(%s & %s)".formatted(x.get(0), x.get(1));
            case OR -> "(%s | %s)".formatted(x.get(0), x.get(1));
            case NOT -> "!" + x.getFirst();
          };
      case Select _ -> "(%s ? %s : %s)".formatted(x.get(0), x.get(1), x.get(2));
      case Cast(DType to) -> cast(node.input(0).type().dtype(), to, x.getFirst());
    };
  }

  private static String sign(Relation relation) {
    return switch (relation) {
      case EQ -> "==";
      case NE -> "!=";
      case LT -> "<";
      case LE -> "<=";
      case GT -> ">";
      case GE -> ">=";
    };
  }

  private static String cast(DType from, DType to, String x) {
    if (from == to) {
      return x;
    }
    String one = to == DType.F32 ? "1f : 0f" : "1 : 0";
    return from == DType.BOOL
        ? "(%s ? %s)".formatted(x, one)
        : to == DType.BOOL ? "(%s != 0)".formatted(x) : "((%s) %s)".formatted(Words.type(to), x);
  }

  private String unary(Node node, Unary op, DType dtype, String x) {
    if (op instanceof Neg) {
      return "(-%s)".formatted(x);
    }
    if (op instanceof Abs) {
      return "Math.abs(%s)".formatted(x);
    }
    return switch (dtype) {
      case F32 -> floats(op, x);
      case F64 -> doubles(node, op, x);
      case I32, I64 -> wholes(node, op, dtype, x);
      case BOOL -> throw Unwritten.operation(node);
    };
  }

  private String floats(Unary op, String x) {
    return switch (op) {
      case Sqrt _ -> "(float) Math.sqrt(%s)".formatted(x);
      case Floor _ -> "(float) Math.floor(%s)".formatted(x);
      default -> "%s(%s)".formatted(methods.use(word(op)), Emission.plain(x));
    };
  }

  private static String doubles(Node node, Unary op, String x) {
    return switch (op) {
      case Sqrt _, Floor _ -> "Math.%s(%s)".formatted(word(op), x);
      case Sign _ -> "Math.signum(%s)".formatted(x);
      case Relu _ -> "Math.max(%s, 0.0)".formatted(x);
      case Exp _, Expm1 _, Log _, Log1p _, Sin _, Cos _, Atan _, Tanh _ ->
          "StrictMath.%s(%s)".formatted(word(op), x);
      case Erf _, Sigmoid _, Softplus _, Neg _, Abs _ -> throw Unwritten.operation(node);
    };
  }

  private static String wholes(Node node, Unary op, DType dtype, String x) {
    return switch (op) {
      case Sign _ -> "%s.signum(%s)".formatted(dtype == DType.I32 ? "Integer" : "Long", x);
      case Relu _ -> "Math.max(%s, 0)".formatted(x);
      default -> throw Unwritten.operation(node);
    };
  }

  private static String word(Unary op) {
    return op.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String binary(Node node, Binary op, DType dtype, String x, String y) {
    return switch (op) {
      case Add _ -> "(%s + %s)".formatted(x, y);
      case Sub _ -> "(%s - %s)".formatted(x, y);
      case Mul _ -> "(%s * %s)".formatted(x, y);
      case Div _ -> "(%s / %s)".formatted(x, y);
      case Min _ -> "Math.min(%s, %s)".formatted(x, y);
      case Max _ -> "Math.max(%s, %s)".formatted(x, y);
      case Pow _ ->
          switch (dtype) {
            case F32 -> "(float) StrictMath.pow(%s, %s)".formatted(x, y);
            case F64 -> "StrictMath.pow(%s, %s)".formatted(x, y);
            case I32, I64, BOOL -> throw Unwritten.operation(node);
          };
    };
  }
}
