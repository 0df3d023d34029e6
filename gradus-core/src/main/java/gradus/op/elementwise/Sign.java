package gradus.op.elementwise;

import gradus.op.Node;
import java.util.Optional;

/// Sign, `y = −1, 0 or 1`.
///
/// Shape: any, kept. ±0 are kept, NaN gives NaN. Derivative: stops, it is 0 wherever it exists.
public record Sign() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return x.filled(0);
  }

  @Override
  public Optional<String> flat() {
    return Optional.of("sign is constant on each side of 0");
  }

  @Override
  public boolean takesIntegers() {
    return true;
  }
}
