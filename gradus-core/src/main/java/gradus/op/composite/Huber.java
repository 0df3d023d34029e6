package gradus.op.composite;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.op.Node;
import java.util.List;

/// Huber loss of the error `e = x − t`: `L = ½e²` up to `|e| = δ`, `δ(|e| − ½δ)` beyond.
///
/// Shape: equal shapes, kept. Range: [0, ∞); computed as `c (|e| − ½c)` with `c = min(|e|, δ)`, so
/// that no large error is squared. Derivative: `e`, cut to [−δ, δ]. Source: Huber 1964, "Robust
/// estimation of a location parameter".
///
/// @param delta where the parabola becomes a line, above 0
public record Huber(double delta) implements PointwiseLoss {

  public Huber {
    if (!(delta > 0) || Double.isInfinite(delta)) {
      throw new IllegalArgumentException(
          "huber(delta=%s): expected a finite delta above 0, found %s. Use 1.0, or squaredError for no bound."
              .formatted(delta, delta));
    }
  }

  @Override
  public Node definition(List<Node> inputs) {
    Node error = inputs.get(0).minus(inputs.get(1));
    Node size = error.abs();
    return size.greater(size.filled(delta))
        .choose(size.minus(delta / 2).times(delta), error.times(error).times(0.5));
  }

  @Override
  public Node lowering(List<Node> inputs) {
    Node size = inputs.get(0).minus(inputs.get(1)).abs();
    Node cut = size.min(size.filled(delta));
    return cut.times(size.minus(cut.times(0.5)));
  }

  @Override
  public Node slope(Node x, Node t) {
    Node error = x.minus(t);
    return error.min(error.filled(delta)).max(error.filled(-delta));
  }

  @Override
  public Formula element(Formula x, Formula t) {
    Formula error = x.minus(t);
    Formula size = Formula.call("abs", error);
    Formula bound = Formula.number(delta);
    Formula half = Formula.ONE.over(Formula.number(2));
    return new Formula.Choose(
        Condition.compare(Relation.GT, size, bound),
        bound.times(size.minus(half.times(bound))),
        half.times(error.power(Formula.number(2))));
  }
}
