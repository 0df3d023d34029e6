package gradus.op.source;

import gradus.op.Node;
import gradus.tensor.GraphException;
import gradus.tensor.TensorType;
import java.util.List;

/// Random draws by Philox 4×32-10: element `i` depends on the key, the stream and `i` alone.
///
/// The key is an i64 scalar input, so that each step can draw anew; the stream tells apart the
/// draws of one step. Uniform: [0, 1), 24 bits for f32, 53 for f64. Normal: mean 0, variance 1.
/// Source: Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
///
/// @param distribution which numbers
/// @param type their type, f32 or f64
/// @param stream the draws' own stream
public record Draw(Distribution distribution, TensorType type, long stream) implements Source {

  /// What the draws follow.
  public enum Distribution {
    /// Uniform on [0, 1).
    UNIFORM,
    /// Normal with mean 0 and variance 1.
    NORMAL
  }

  public Draw {
    if (!type.dtype().isFloat()) {
      throw new GraphException(
          "Draw: expected f32 or f64, found %s. Draw floats and cast them.".formatted(type));
    }
  }

  /// Uniform draws under a key, an i64 scalar.
  public static Node uniform(TensorType type, long stream, Node key) {
    return Node.of(new Draw(Distribution.UNIFORM, type, stream), List.of(key));
  }

  /// Normal draws under a key, an i64 scalar.
  public static Node normal(TensorType type, long stream, Node key) {
    return Node.of(new Draw(Distribution.NORMAL, type, stream), List.of(key));
  }

  @Override
  public int arity() {
    return 1;
  }
}
