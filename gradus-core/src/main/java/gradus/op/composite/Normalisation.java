package gradus.op.composite;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Elements brought to mean 0 and variance 1 within groups, then scaled and shifted: `y = γ x̂ + β`
/// with `x̂ = (x − mean) / √(variance + ε)`.
///
/// Inputs: `x`, the scale `γ`, the shift `β`. The variance is the biased one, the mean of the
/// squared deviations. Shape: that of `x`. Edge: a group whose elements are all equal gives `β`.
/// Derivative: with `ĝ = γ ȳ`, `x̄ = (ĝ − mean ĝ − x̂ mean(ĝ x̂)) / √(variance + ε)`, `γ̄ = Σ ȳ
/// x̂`, `β̄ = Σ ȳ`.
public sealed interface Normalisation extends Composite permits LayerNorm, BatchNorm, GroupNorm {

  /// What is added to the variance, above 0.
  double epsilon();

  /// The axes of `x` along which scale and shift vary.
  List<Integer> affineAxes();

  /// The groups of `x`.
  Standardised groups(Node x);

  /// `x̂` at an index of `x`, as a formula.
  Formula standardised(Indexed x, List<Formula> index);

  /// The mean of a tensor of the shape of `x` over the group of an index, as a formula.
  Formula mean(Indexed x, List<Formula> index);

  /// Where the group of an index of `x` stands among the groups.
  List<Formula> group(Indexed x, List<Formula> index);

  /// What `x` must fulfil beyond its element type.
  void check(TensorType x);

  /// The message's first part.
  default String call(TensorType x) {
    return "%s(x=%s)"
        .formatted(name().substring(0, 1).toLowerCase(Locale.ROOT) + name().substring(1), x);
  }

  /// Refuses an epsilon that is not above 0.
  static void checkEpsilon(String name, double epsilon) {
    if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException(
          "%s(epsilon=%s): expected a finite epsilon above 0, found %s. Use 1e-5."
              .formatted(name, epsilon, epsilon));
    }
  }

  @Override
  default TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    if (!x.dtype().isFloat()) {
      throw new GraphException(
          "%s: expected f32 or f64, found %s. Cast x first.".formatted(call(x), x.dtype()));
    }
    check(x);
    TensorType affine =
        x.with(new Shape(affineAxes().stream().map(axis -> x.shape().size(axis)).toList()));
    for (int i = 1; i < 3; i++) {
      if (!inputs.get(i).equals(affine)) {
        throw new ShapeException(
            "%s: expected a %s of type %s, found %s. Give one value for each index of axes %s."
                .formatted(
                    call(x), i == 1 ? "scale" : "shift", affine, inputs.get(i), affineAxes()));
      }
    }
    return x;
  }

  /// Scale or shift, stretched over `x`.
  default Node stretch(Node affine, Node x) {
    Shape shape = x.type().shape();
    Shape thin = shape.reduce(others(shape), true);
    return affine.reshape(thin).broadcastTo(shape);
  }

  /// The axes along which scale and shift do not vary.
  private List<Integer> others(Shape shape) {
    return shape.allAxes().stream().filter(axis -> !affineAxes().contains(axis)).toList();
  }

  @Override
  default Node definition(List<Node> inputs) {
    Node x = inputs.get(0);
    return groups(x).definition().times(stretch(inputs.get(1), x)).plus(stretch(inputs.get(2), x));
  }

  @Override
  default Node lowering(List<Node> inputs) {
    Node x = inputs.get(0);
    return groups(x).value().times(stretch(inputs.get(1), x)).plus(stretch(inputs.get(2), x));
  }

  @Override
  default List<Cotangent> vjp(Node self, Node cotangent) {
    Node x = self.input(0);
    Standardised groups = groups(x);
    List<Integer> summed = others(x.type().shape());
    return List.of(
        Cotangent.flows(groups.along(cotangent.times(stretch(self.input(1), x)))),
        Cotangent.flows(cotangent.times(groups.value()).sum(summed, false)),
        Cotangent.flows(cotangent.sum(summed, false)));
  }

  @Override
  default Optional<Node> jvp(Node self, int input, Node tangent) {
    Node x = self.input(0);
    return Optional.of(
        switch (input) {
          case 0 -> groups(x).along(tangent).times(stretch(self.input(1), x));
          case 1 -> groups(x).value().times(stretch(tangent, x));
          default -> stretch(tangent, x);
        });
  }

  @Override
  default Formula formula(List<Indexed> inputs, List<Formula> index) {
    List<Formula> affine = affineAxes().stream().map(index::get).toList();
    return standardised(inputs.get(0), index)
        .times(inputs.get(1).at(affine))
        .plus(inputs.get(2).at(affine));
  }
}
