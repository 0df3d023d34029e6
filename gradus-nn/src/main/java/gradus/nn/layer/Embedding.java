package gradus.nn.layer;

import gradus.nn.init.Fans;
import gradus.nn.init.Initialiser;
import gradus.nn.init.Scaled;
import gradus.op.Node;
import gradus.op.indexing.Gather;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import java.util.List;

/// A learnt vector for each of `count` indices.
///
/// Shape: indices `[batch, …]` (i32 or i64, or floats that hold whole numbers) to `[batch, …,
/// size]`. Parameter: `weight [count, size]`. An index outside 0 … count − 1 is an error when it is
/// fed.
///
/// @param count how many indices there are
/// @param size the length of each vector
/// @param initialiser the first value of `weight`
public record Embedding(int count, int size, Initialiser initialiser) implements Layer {

  public Embedding {
    if (count < 1 || size < 1) {
      throw new IllegalArgumentException(
          "embedding(count=%d, size=%d): expected both 1 or more, found less. Give the number of indices and the length of a vector."
              .formatted(count, size));
    }
  }

  /// With LeCun's initialisation in normal draws.
  public static Embedding of(int count, int size) {
    return new Embedding(count, size, Scaled.lecun().asNormal());
  }

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    Node indices = inputs.getFirst();
    if (!indices.type().dtype().isInteger() && !indices.type().dtype().isFloat()) {
      throw new GraphException(
          "embedding(x=%s): expected indices, found %s. Feed i32 or i64."
              .formatted(indices.type(), indices.type().dtype()));
    }
    Node whole = indices.type().dtype().isInteger() ? indices : indices.as(gradus.tensor.DType.I64);
    Node weight =
        scope.parameter("weight", Shape.of(count, size), initialiser, new Fans(size, count));
    return Node.of(new Gather(0), List.of(weight, whole));
  }

  @Override
  public String kind() {
    return "embedding";
  }
}
