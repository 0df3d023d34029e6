package gradus.runtime.kernel;

/// What a kernel can make of two numbers, each by one rounding, {@link #POW} apart.
public enum BinaryOp {
  ADD,
  SUB,
  MUL,
  DIV,
  POW,
  /// NaN if either is NaN; −0 is below +0.
  MIN,
  /// NaN if either is NaN; −0 is below +0.
  MAX
}
