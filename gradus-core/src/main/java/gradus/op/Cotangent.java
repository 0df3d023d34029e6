package gradus.op;

/// What a derivative rule answers for one input: a gradient, or the reason why there is none.
public sealed interface Cotangent {

  /// The gradient flows on.
  ///
  /// @param gradient the input's cotangent, of the input's type
  record Flows(Node gradient) implements Cotangent {}

  /// The gradient ends here.
  ///
  /// @param reason why, as a clause: "indices are integers"
  record Stops(String reason) implements Cotangent {}

  /// A gradient that flows.
  static Cotangent flows(Node gradient) {
    return new Flows(gradient);
  }

  /// A gradient that ends.
  static Cotangent stops(String reason) {
    return new Stops(reason);
  }
}
