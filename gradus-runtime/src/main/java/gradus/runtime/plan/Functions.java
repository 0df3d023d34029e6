package gradus.runtime.plan;

import gradus.op.elementwise.Abs;
import gradus.op.elementwise.Add;
import gradus.op.elementwise.Atan;
import gradus.op.elementwise.Binary;
import gradus.op.elementwise.Cos;
import gradus.op.elementwise.Div;
import gradus.op.elementwise.Erf;
import gradus.op.elementwise.Exp;
import gradus.op.elementwise.Expm1;
import gradus.op.elementwise.Floor;
import gradus.op.elementwise.Log;
import gradus.op.elementwise.Log1p;
import gradus.op.elementwise.Max;
import gradus.op.elementwise.Min;
import gradus.op.elementwise.Mul;
import gradus.op.elementwise.Neg;
import gradus.op.elementwise.Pow;
import gradus.op.elementwise.Relu;
import gradus.op.elementwise.Sigmoid;
import gradus.op.elementwise.Sign;
import gradus.op.elementwise.Sin;
import gradus.op.elementwise.Softplus;
import gradus.op.elementwise.Sqrt;
import gradus.op.elementwise.Sub;
import gradus.op.elementwise.Tanh;
import gradus.op.elementwise.Unary;
import gradus.runtime.kernel.BinaryOp;
import gradus.runtime.kernel.UnaryOp;

/// The kernels' names of functions.
final class Functions {

  private Functions() {}

  static UnaryOp unary(Unary op) {
    return switch (op) {
      case Neg _ -> UnaryOp.NEG;
      case Abs _ -> UnaryOp.ABS;
      case Sign _ -> UnaryOp.SIGN;
      case Exp _ -> UnaryOp.EXP;
      case Log _ -> UnaryOp.LOG;
      case Log1p _ -> UnaryOp.LOG1P;
      case Expm1 _ -> UnaryOp.EXPM1;
      case Sqrt _ -> UnaryOp.SQRT;
      case Floor _ -> UnaryOp.FLOOR;
      case Sin _ -> UnaryOp.SIN;
      case Cos _ -> UnaryOp.COS;
      case Atan _ -> UnaryOp.ATAN;
      case Erf _ -> UnaryOp.ERF;
      case Sigmoid _ -> UnaryOp.SIGMOID;
      case Tanh _ -> UnaryOp.TANH;
      case Softplus _ -> UnaryOp.SOFTPLUS;
      case Relu _ -> UnaryOp.RELU;
    };
  }

  static BinaryOp binary(Binary op) {
    return switch (op) {
      case Add _ -> BinaryOp.ADD;
      case Sub _ -> BinaryOp.SUB;
      case Mul _ -> BinaryOp.MUL;
      case Div _ -> BinaryOp.DIV;
      case Pow _ -> BinaryOp.POW;
      case Min _ -> BinaryOp.MIN;
      case Max _ -> BinaryOp.MAX;
    };
  }
}
