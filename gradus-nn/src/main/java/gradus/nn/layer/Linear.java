package gradus.nn.layer;

import gradus.nn.init.Constant;
import gradus.nn.init.Fans;
import gradus.nn.init.Initialiser;
import gradus.nn.init.Scaled;
import gradus.op.Node;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import java.util.List;

/// `y = x Wᵀ + b` along the last axis.
///
/// Shape: `[batch, …, inputs]` to `[batch, …, outputs]`. Parameters: `weight [outputs, inputs]`,
/// `bias [outputs]`.
///
/// @param outputs the length of the last axis after it, 1 or more
/// @param bias whether `b` is added
/// @param initialiser the first value of `weight`; the bias begins at 0
public record Linear(int outputs, boolean bias, Initialiser initialiser) implements Layer {

  public Linear {
    if (outputs < 1) {
      throw new IllegalArgumentException(
          "linear(outputs=%d): expected 1 or more outputs, found %d. Give the length of the result."
              .formatted(outputs, outputs));
    }
  }

  /// With a bias and He's initialisation.
  public static Linear of(int outputs) {
    return new Linear(outputs, true, Scaled.he());
  }

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    Node x = inputs.getFirst();
    Shape shape = x.type().shape();
    if (shape.rank() < 2) {
      throw new ShapeException(
          "linear(x=%s, outputs=%d): expected a batch of vectors, found rank %d. Add flatten before it."
              .formatted(x.type(), outputs, shape.rank()));
    }
    int n = shape.size(-1);
    Fans fans = new Fans(n, outputs);
    Node weight = scope.parameter("weight", Shape.of(outputs, n), initialiser, fans);
    int rows = n == 0 ? 0 : shape.elements() / n;
    Node y =
        x.reshape(Shape.of(rows, n)).matmul(weight, false, true).reshape(shape.with(-1, outputs));
    return bias ? y.plus(scope.parameter("bias", Shape.of(outputs), new Constant(0), fans)) : y;
  }

  @Override
  public String kind() {
    return "linear";
  }
}
