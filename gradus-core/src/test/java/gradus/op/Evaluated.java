package gradus.op;

import gradus.autodiff.Gradients;
import gradus.autodiff.Tangents;
import gradus.op.source.Input;
import gradus.reference.Judge;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Values of nodes by the judge, and nodes of values, for tests.
public final class Evaluated {

  private Evaluated() {}

  /// The elements of a node that needs no feeds.
  public static double[] valuesOf(Node node) {
    return Judge.inDouble().evaluate(node, Map.of()).toDoubles();
  }

  /// An f64 constant.
  public static Node f64(Shape shape, double... elements) {
    return Node.constant(Tensor.of(shape, elements));
  }

  /// An i64 constant.
  public static Node i64(Shape shape, long... elements) {
    return Node.constant(Tensor.of(shape, elements));
  }

  /// The gap between `⟨ȳ, J v⟩` and `⟨Jᵀȳ, v⟩` for random ȳ and v, relative to their size.
  public static double adjointGap(Node y, Node x, long seed) {
    Node v = random(x.type().shape(), seed);
    Node cotangent = random(y.type().shape(), seed + 1);
    Node forwards = Tangents.of(y, Map.of(x, v)).times(cotangent).sum();
    Node pulled = Gradients.pullBack(y, cotangent, List.of(x)).of(List.of(x)).getFirst();
    double left = valuesOf(forwards)[0];
    double right = valuesOf(pulled.times(v).sum())[0];
    return Math.abs(left - right) / Math.max(1, Math.abs(left));
  }

  /// An f64 constant of draws from −2 to 2, the same for the same seed.
  public static Node random(Shape shape, long seed) {
    return Node.constant(Tensor.of(shape, draws(shape.elements(), seed)));
  }

  private static double[] draws(int n, long seed) {
    return new Random(seed).doubles(n, -2, 2).toArray();
  }

  /// An input that no one feeds, for type rules.
  public static Node input(TensorType type) {
    return Input.of("x", type);
  }
}
