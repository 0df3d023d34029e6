package gradus.runtime.plan;

import gradus.formula.Condition.Relation;
import gradus.op.elementwise.Logical.Connective;
import gradus.runtime.kernel.BinaryOp;
import gradus.runtime.kernel.UnaryOp;
import gradus.tensor.DType;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/// Instructions on f64, integers and truth values, element by element.
final class WideInstructions {

  private WideInstructions() {}

  static Instruction unary(UnaryOp op, Row output, Row... inputs) {
    return output.dtype == DType.F64
        ? new DoubleUnary(Numerals.doubles(op), output, inputs)
        : new LongUnary(Numerals.longs(op), output, inputs);
  }

  static Instruction binary(BinaryOp op, Row output, Row... inputs) {
    return output.dtype == DType.F64
        ? new DoubleBinary(Numerals.doubles(op), output, inputs)
        : new LongBinary(Numerals.longs(op), output, inputs);
  }

  /// The integer at a place of a row's array.
  static long longAt(Row row, int at) {
    return switch (row.dtype) {
      case I32 -> row.ints()[at];
      case I64 -> row.longs()[at];
      case BOOL -> row.bytes()[at];
      case F32 -> (long) row.floats()[at];
      case F64 -> (long) row.doubles()[at];
    };
  }

  private static void put(Row row, int at, long value) {
    switch (row.dtype) {
      case I32 -> row.ints()[at] = (int) value;
      case I64 -> row.longs()[at] = value;
      case BOOL -> row.bytes()[at] = (byte) value;
      case F32, F64 -> throw new AssertionError(row.dtype);
    }
  }

  private static final class DoubleUnary extends Instruction {
    private final DoubleUnaryOperator op;

    DoubleUnary(DoubleUnaryOperator op, Row output, Row... inputs) {
      super(output, inputs);
      this.op = op;
    }

    @Override
    void run(int from, int n, int part) {
      double[] x = inputs[0].doubles();
      double[] z = output.doubles();
      int xo = inputs[0].offset(from, part);
      int zo = output.offset(from, part);
      for (int i = 0; i < n; i++) {
        z[zo + i] = op.applyAsDouble(x[xo + i * inputs[0].step]);
      }
    }
  }

  private static final class DoubleBinary extends Instruction {
    private final DoubleBinaryOperator op;

    DoubleBinary(DoubleBinaryOperator op, Row output, Row... inputs) {
      super(output, inputs);
      this.op = op;
    }

    @Override
    void run(int from, int n, int part) {
      double[] x = inputs[0].doubles();
      double[] y = inputs[1].doubles();
      double[] z = output.doubles();
      int xo = inputs[0].offset(from, part);
      int yo = inputs[1].offset(from, part);
      int zo = output.offset(from, part);
      for (int i = 0; i < n; i++) {
        z[zo + i] = op.applyAsDouble(x[xo + i * inputs[0].step], y[yo + i * inputs[1].step]);
      }
    }
  }

  private static final class LongUnary extends Instruction {
    private final LongUnaryOperator op;

    LongUnary(LongUnaryOperator op, Row output, Row... inputs) {
      super(output, inputs);
      this.op = op;
    }

    @Override
    void run(int from, int n, int part) {
      int xo = inputs[0].offset(from, part);
      int zo = output.offset(from, part);
      for (int i = 0; i < n; i++) {
        put(output, zo + i, op.applyAsLong(longAt(inputs[0], xo + i * inputs[0].step)));
      }
    }
  }

  private static final class LongBinary extends Instruction {
    private final LongBinaryOperator op;

    LongBinary(LongBinaryOperator op, Row output, Row... inputs) {
      super(output, inputs);
      this.op = op;
    }

    @Override
    void run(int from, int n, int part) {
      Row x = inputs[0];
      Row y = inputs[1];
      int xo = x.offset(from, part);
      int yo = y.offset(from, part);
      int zo = output.offset(from, part);
      for (int i = 0; i < n; i++) {
        long left = longAt(x, xo + i * x.step);
        put(output, zo + i, op.applyAsLong(left, longAt(y, yo + i * y.step)));
      }
    }
  }

  /// A relation between f64, integers or truth values.
  static final class Compared extends Instruction {
    private final Relation relation;

    Compared(Relation relation, Row output, Row... inputs) {
      super(output, inputs);
      this.relation = relation;
    }

    @Override
    void run(int from, int n, int part) {
      Row x = inputs[0];
      Row y = inputs[1];
      int xo = x.offset(from, part);
      int yo = y.offset(from, part);
      int zo = output.offset(from, part);
      byte[] z = output.bytes();
      for (int i = 0; i < n; i++) {
        int xAt = xo + i * x.step;
        int yAt = yo + i * y.step;
        boolean holds =
            x.dtype == DType.F64
                ? holds(x.doubles()[xAt], y.doubles()[yAt])
                : holds(longAt(x, xAt), longAt(y, yAt));
        z[zo + i] = (byte) (holds ? 1 : 0);
      }
    }

    private boolean holds(double x, double y) {
      return switch (relation) {
        case EQ -> x == y;
        case NE -> x != y;
        case LT -> x < y;
        case LE -> x <= y;
        case GT -> x > y;
        case GE -> x >= y;
      };
    }

    private boolean holds(long x, long y) {
      return switch (relation) {
        case EQ -> x == y;
        case NE -> x != y;
        case LT -> x < y;
        case LE -> x <= y;
        case GT -> x > y;
        case GE -> x >= y;
      };
    }
  }

  /// A choice between f64, integers or truth values.
  static final class Chosen extends Instruction {
    Chosen(Row output, Row... inputs) {
      super(output, inputs);
    }

    @Override
    void run(int from, int n, int part) {
      byte[] m = inputs[0].bytes();
      int mo = inputs[0].offset(from, part);
      Object z = Instructions.array(output);
      int zo = output.offset(from, part);
      for (int i = 0; i < n; i++) {
        Row taken = inputs[m[mo + i * inputs[0].step] != 0 ? 1 : 2];
        int at = taken.offset(from, part) + i * taken.step;
        System.arraycopy(Instructions.array(taken), at, z, zo + i, 1);
      }
    }
  }

  /// And, or, not.
  static final class Joined extends Instruction {
    private final Connective connective;

    Joined(Connective connective, Row output, Row... inputs) {
      super(output, inputs);
      this.connective = connective;
    }

    @Override
    void run(int from, int n, int part) {
      Row x = inputs[0];
      Row y = inputs[inputs.length - 1];
      byte[] left = x.bytes();
      byte[] right = y.bytes();
      byte[] z = output.bytes();
      int xo = x.offset(from, part);
      int yo = y.offset(from, part);
      int zo = output.offset(from, part);
      for (int i = 0; i < n; i++) {
        int a = left[xo + i * x.step];
        int b = right[yo + i * y.step];
        z[zo + i] =
            (byte)
                switch (connective) {
                  case AND -> a & b;
                  case OR -> a | b;
                  case NOT -> 1 - a;
                };
      }
    }
  }
}
