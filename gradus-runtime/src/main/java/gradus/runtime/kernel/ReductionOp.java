package gradus.runtime.kernel;

/// How a kernel makes one number of many.
public enum ReductionOp {
  /// Over nothing +0.
  SUM,
  /// Over nothing 1.
  PROD,
  /// NaN anywhere gives NaN; +0 is above −0; over nothing −∞.
  MAX,
  /// NaN anywhere gives NaN; −0 is below +0; over nothing ∞.
  MIN
}
