package gradus.op.elementwise;

import gradus.op.Node;
import java.util.Optional;

/// The largest integer not above `x`.
///
/// Shape: any, kept. ±0, ±∞ and NaN are kept. Derivative: stops, it is 0 between the integers.
public record Floor() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return x.filled(0);
  }

  @Override
  public Optional<String> flat() {
    return Optional.of("floor is constant between the integers");
  }
}
