package gradus.runtime.kernel;

/// What a kernel can ask of two numbers. With NaN every answer is no, except for {@link
/// #NOT_EQUAL}; −0 equals +0.
public enum CompareOp {
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL
}
