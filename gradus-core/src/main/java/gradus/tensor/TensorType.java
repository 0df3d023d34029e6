package gradus.tensor;

/// Element type and shape: all that is known of a tensor while the graph is built.
///
/// @param dtype the type of one element
/// @param shape the sizes of all axes
public record TensorType(DType dtype, Shape shape) {

  /// An f32 type with these sizes.
  public static TensorType f32(int... sizes) {
    return new TensorType(DType.F32, Shape.of(sizes));
  }

  /// An f64 type with these sizes.
  public static TensorType f64(int... sizes) {
    return new TensorType(DType.F64, Shape.of(sizes));
  }

  /// An i64 type with these sizes.
  public static TensorType i64(int... sizes) {
    return new TensorType(DType.I64, Shape.of(sizes));
  }

  /// A truth-value type with these sizes.
  public static TensorType bool(int... sizes) {
    return new TensorType(DType.BOOL, Shape.of(sizes));
  }

  /// The same shape with another element type.
  public TensorType with(DType other) {
    return new TensorType(other, shape);
  }

  /// The same element type with another shape.
  public TensorType with(Shape other) {
    return new TensorType(dtype, other);
  }

  /// Bytes of all elements.
  public long bytes() {
    return (long) shape.elements() * dtype.bytes();
  }

  // written out, as in Shape (decision 0037)
  @Override
  public boolean equals(Object other) {
    return other instanceof TensorType that && dtype == that.dtype && shape.equals(that.shape);
  }

  @Override
  public int hashCode() {
    return 31 * dtype.hashCode() + shape.hashCode();
  }

  /// `f32[2, 3]`.
  @Override
  public String toString() {
    return dtype + shape.toString();
  }
}
