package gradus.runtime.kernel;

/// What a kernel can make of one number. Range and edge values: see {@link Elementary}.
public enum UnaryOp {
  NEG,
  ABS,
  /// −1, 0 or 1; ±0 and NaN stay what they are.
  SIGN,
  EXP,
  EXPM1,
  LOG,
  LOG1P,
  SQRT,
  RECIPROCAL,
  FLOOR,
  SIN,
  COS,
  ATAN,
  ERF,
  SIGMOID,
  TANH,
  SOFTPLUS,
  /// `x` where `x > 0`, else +0; NaN stays NaN.
  RELU
}
