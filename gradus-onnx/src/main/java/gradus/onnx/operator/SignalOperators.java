package gradus.onnx.operator;

import static gradus.onnx.operator.Rule.one;

import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;

/// Windows over a signal, `a₀ − a₁ cos(2πi/N) + a₂ cos(4πi/N)`. Source: ONNX, Operators.md.
final class SignalOperators {

  static final List<Rule> TABLE =
      List.of(
          one("HannWindow", call -> window(call, 0.5, 0.5, 0), 17),
          one("HammingWindow", call -> window(call, 25 / 46.0, 21 / 46.0, 0), 17),
          one("BlackmanWindow", call -> window(call, 0.42, 0.5, 0.08), 17));

  private SignalOperators() {}

  /// A periodic window is the beginning of one that is longer by one.
  private static Node window(Call call, double a0, double a1, double a2) {
    int size = call.size("input 0", call.whole(0));
    boolean periodic = call.flag("periodic", true);
    DType type = call.dtype("output_datatype", call.whole("output_datatype", 1));
    if (size < 0) {
      throw call.wrong("input 0", "0 or more", "" + size, "Change it.");
    }
    double period = periodic ? size : size - 1.0;
    double[] values = new double[Positions.table(size).length];
    for (int i = 0; i < size; i++) {
      double angle = period == 0 ? 0 : 2 * Math.PI * i / period;
      values[i] = a0 - a1 * StrictMath.cos(angle) + a2 * StrictMath.cos(2 * angle);
    }
    return Node.constant(Tensor.of(new TensorType(type, Shape.of(size)), values));
  }
}
