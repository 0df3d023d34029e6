package gradus.op.composite;

import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.GraphException;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Softmax along an axis, `pᵢ = e^{xᵢ} / Σₖ e^{xₖ}`.
///
/// Shape: any with that axis, kept; the axis has length 1 or more. Edge: −∞ is a mask (probability
/// 0); all −∞, +∞ or NaN anywhere on the axis give NaN on all of it. Derivative: `J = Diag(p) − p
/// pᵀ`, so `x̄ = p ⊙ (ȳ − ⟨p, ȳ⟩)`, accurate where one probability rounds to 1. Source: spec 2.1
/// and 2.4.
///
/// @param axis the axis, from the front
public record Softmax(int axis) implements Composite {

  /// The type rule shared by the softmax family.
  static TensorType along(String name, TensorType x, int axis) {
    if (!x.dtype().isFloat()) {
      throw new GraphException(
          "%s(x=%s): expected f32 or f64, found %s. Cast x first.".formatted(name, x, x.dtype()));
    }
    if (x.shape().size(axis) == 0) {
      throw new ShapeException(
          "%s(x=%s, axis=%d): expected at least one class on the axis, found none. Check the number of classes."
              .formatted(name, x, axis));
    }
    return x;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    return along("softmax", inputs.getFirst(), axis);
  }

  @Override
  public Node definition(List<Node> inputs) {
    Node e = inputs.getFirst().exp();
    return e.over(e.sum(List.of(axis), true));
  }

  @Override
  public Node lowering(List<Node> inputs) {
    Node x = inputs.getFirst();
    Node e = x.minus(x.max(List.of(axis), true)).exp();
    return e.over(e.sum(List.of(axis), true));
  }

  /// `p ⊙ (v − ⟨p, v⟩)`, with `v` shifted so that it is 0 at the largest `p`: the product does not
  /// change, and `1 − p` is formed from the other probabilities where `p` rounds to 1.
  private Node product(Node p, Node v) {
    Node shifted = v.minus(v.times(top(p)).sum(List.of(axis), true));
    return p.times(shifted.minus(p.times(shifted).sum(List.of(axis), true)));
  }

  /// 1 at the first largest element along the axis, else 0.
  private Node top(Node p) {
    int rank = p.type().shape().rank();
    Node last = p.argMax(axis).oneHot(p.type().shape().size(axis), p.type().dtype());
    List<Integer> order = new ArrayList<>(p.type().shape().allAxes());
    Collections.rotate(order.subList(axis, rank), 1);
    return last.permute(order);
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    return List.of(Cotangent.flows(product(self, cotangent)));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return Optional.of(product(self, tangent));
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    return Formula.call("exp", inputs.getFirst().at(index))
        .over(normaliser(inputs.getFirst(), index, axis));
  }

  /// `Σₖ e^{x[…, k, …]}`.
  static Formula normaliser(Indexed x, List<Formula> index, int axis) {
    Formula.Var k = Formula.var("k");
    List<Formula> other = new ArrayList<>(index);
    other.set(axis, k);
    return Formula.fold(Combination.SUM, k, x.size(axis), Formula.call("exp", x.at(other)));
  }
}
