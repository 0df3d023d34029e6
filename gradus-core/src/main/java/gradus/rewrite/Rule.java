package gradus.rewrite;

import gradus.op.Node;
import java.util.Optional;
import java.util.function.Function;

/// A law, used from left to right on one node.
///
/// @param name what messages call it, such as `times-one`
/// @param exactness whether every bit is kept
/// @param change the node to put in the place of a given one, of the same type; empty where the law
///   does not apply
public record Rule(String name, Exactness exactness, Function<Node, Optional<Node>> change) {

  /// What a law does to the bits of the result.
  public enum Exactness {
    /// Every bit is kept, for NaN, ±∞ and −0 too (all NaN count as one value).
    EXACT,
    /// Equal in real numbers, but rounded elsewhere.
    MAY_DIFFER
  }
}
