package gradus.op.window;

/// An operation that takes each window of a channel to one element, or the adjoint of one.
public sealed interface Pool extends Window
    permits MaxPool, MaxPoolIndices, AveragePool, AveragePoolTranspose {

  /// Which elements each window covers.
  Pooling pooling();

  @Override
  default Placement placement() {
    return pooling().placement();
  }
}
