package gradus.runtime.plan;

import gradus.tensor.DType;

/// Conversions between element types, as a Java cast does them.
final class Casts {

  private Casts() {}

  static Instruction of(Row output, Row input) {
    return input.dtype == DType.BOOL && output.dtype == DType.F32 && input.step == 1
        ? new TruthToFloat(output, input)
        : new General(output, input);
  }

  /// 0 or 1 for each truth value: the mask of a rectifier's gradient.
  private static final class TruthToFloat extends Instruction {
    TruthToFloat(Row output, Row input) {
      super(output, input);
    }

    @Override
    void run(int from, int n, int part) {
      byte[] x = inputs[0].bytes();
      float[] z = output.floats();
      int xo = inputs[0].offset(from, part);
      int zo = output.offset(from, part);
      for (int i = 0; i < n; i++) {
        z[zo + i] = x[xo + i];
      }
    }
  }

  private static final class General extends Instruction {
    General(Row output, Row input) {
      super(output, input);
    }

    @Override
    void run(int from, int n, int part) {
      Row x = inputs[0];
      int xo = x.offset(from, part);
      int zo = output.offset(from, part);
      for (int i = 0; i < n; i++) {
        one(x, xo + i * x.step, zo + i);
      }
    }

    private void one(Row x, int from, int to) {
      switch (x.dtype) {
        case F32 -> fromDouble(x.floats()[from], to);
        case F64 -> fromDouble(x.doubles()[from], to);
        case I32, I64, BOOL -> fromLong(WideInstructions.longAt(x, from), to);
      }
    }

    private void fromDouble(double value, int to) {
      switch (output.dtype) {
        case F32 -> output.floats()[to] = (float) value;
        case F64 -> output.doubles()[to] = value;
        case I32 -> output.ints()[to] = (int) value;
        case I64 -> output.longs()[to] = (long) value;
        case BOOL -> output.bytes()[to] = (byte) (value != 0 ? 1 : 0);
      }
    }

    private void fromLong(long value, int to) {
      switch (output.dtype) {
        case F32 -> output.floats()[to] = value;
        case F64 -> output.doubles()[to] = value;
        case I32 -> output.ints()[to] = (int) value;
        case I64 -> output.longs()[to] = value;
        case BOOL -> output.bytes()[to] = (byte) (value != 0 ? 1 : 0);
      }
    }
  }
}
