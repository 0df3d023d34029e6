package gradus.explain.assignment;

import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.op.window.Placement;
import gradus.op.window.Placement.Mode;
import gradus.reference.Fraction;
import gradus.reference.FractionNumbers;
import gradus.signal.Signal1d;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Question 5 at given sizes: `x → a¹ = x ⋆ w¹ → h¹ = relu(a¹) → a² = h¹ ⋆ w²`, in exact fractions.
///
/// Throws {@link IllegalArgumentException} where a layer would be empty or very long.
///
/// @param d the length of the signal
/// @param k1 the length of the first kernel
/// @param k2 the length of the second kernel
/// @param mode the mode of both layers; the question has valid and full
/// @param convention which of two operations
public record TwoLayers(int d, int k1, int k2, Mode mode, Convention convention) {

  /// Longer signals make matrices that nobody reads.
  private static final int LONGEST = 60;

  private static final FractionNumbers EXACT = new FractionNumbers();

  public TwoLayers {
    if (d < 1 || k1 < 1 || k2 < 1) {
      throw new IllegalArgumentException(
          "question 5 with d=%d, k1=%d, k2=%d: expected lengths of 1 or more, found less. Enlarge them."
              .formatted(d, k1, k2));
    }
    int longest = Math.max(d, Math.max(k1, k2));
    if (longest > LONGEST) {
      throw new IllegalArgumentException(
          "question 5 with d=%d, k1=%d, k2=%d: expected lengths of %d or less, since each entry of the matrices is worked out and written, found %d. What holds for every length is proved by gradus assignment 5."
              .formatted(d, k1, k2, LONGEST, longest));
    }
    if (mode == Mode.VALID && d < k1 + k2 - 1) {
      throw new IllegalArgumentException(
          "question 5 with d=%d, k1=%d, k2=%d: expected d of k1 + k2 − 1 = %d or more, found %d. Layer %d would be empty; lengthen the signal."
              .formatted(d, k1, k2, k1 + k2 - 1, d, d < k1 ? 1 : 2));
    }
  }

  /// The network at whole numbers that follow from the sizes.
  ///
  /// @param x the signal
  /// @param w1 the first kernel
  /// @param w2 the second kernel
  record Point(Node x, Node w1, Node w2) {}

  private Point point() {
    return new Point(
        signal(d, i -> (3 * i * i + 5 * i + 4) % 11 - 5),
        signal(k1, j -> (3 * j + 5) % 7 - 3),
        signal(k2, j -> 2 + j));
  }

  private static Node signal(int n, java.util.function.IntUnaryOperator value) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = value.applyAsInt(i);
    }
    return Node.constant(Tensor.of(Shape.of(1, 1, n), values));
  }

  private Node layer(Node x, Node w) {
    int n = x.type().shape().size(2);
    int k = w.type().shape().size(2);
    Placement placement = Placement.valid(1).padded(mode, List.of(k), List.of(n));
    return Node.of(new Convolution(convention, placement, 1), List.of(x, w));
  }

  private Node output(Point at) {
    return layer(layer(at.x(), at.w1()).relu(), at.w2());
  }

  private static Node cotangent(Node a2) {
    return signal(a2.type().shape().size(2), i -> (5 * i + 3) % 9 - 4);
  }

  /// The network's nodes at its point.
  ///
  /// @param at signal and kernels
  /// @param a1 what leaves the first layer
  /// @param h1 its positive part
  /// @param a2 what leaves the second layer
  /// @param delta the gradient of a loss with respect to `a2`
  record Pass(Point at, Node a1, Node h1, Node a2, Node delta) {

    /// A loss that has this gradient.
    Node loss() {
      return a2.times(delta).sum();
    }
  }

  Pass pass() {
    Point at = point();
    Node a1 = layer(at.x(), at.w1());
    Node h1 = a1.relu();
    Node a2 = layer(h1, at.w2());
    return new Pass(at, a1, h1, a2, cotangent(a2));
  }

  /// How the transpose of a layer reads its signal.
  Mode transposed() {
    return switch (mode) {
      case VALID -> Mode.FULL;
      case FULL -> Mode.VALID;
      case SAME_UPPER -> Mode.SAME_LOWER;
      case SAME_LOWER -> Mode.SAME_UPPER;
    };
  }

  /// Whether an entry of `a¹` is 0.
  public boolean hasKink() {
    Point at = point();
    return Values.exact(layer(at.x(), at.w1())).stream().anyMatch(it -> it.signum() == 0);
  }

  /// Each gradient by several ways, and whether they are equal in exact fractions. Quotients in `x`
  /// and `w¹` are left out at a kink.
  public Map<String, Boolean> checks() {
    Pass pass = pass();
    Point at = pass.at();
    List<Fraction> given = Values.exact(pass.delta());
    Node loss = pass.loss();
    Node h1 = pass.h1();
    List<Fraction> found = Values.exact(Values.slope(loss, h1));
    Map<String, Boolean> checks = new LinkedHashMap<>();
    checks.put("autodiff = Jᵀδ", found.equals(pulled(Values.exactJacobian(pass.a2(), h1), given)));
    List<Fraction> identity =
        Signal1d.of(convention, transposed()).apply(EXACT, given, Values.exact(at.w2()).reversed());
    checks.put("autodiff = δ ⋆ flip(w²), " + named(transposed()), found.equals(identity));
    checks.put(
        "autodiff = exact difference quotients, in h¹",
        found.equals(quotients(h1, it -> layer(it, at.w2()), given)));
    checks.put(
        "autodiff = exact difference quotients, in w²",
        Values.exact(Values.slope(loss, at.w2()))
            .equals(quotients(at.w2(), it -> layer(h1, it), given)));
    if (!hasKink()) {
      checks.put(
          "autodiff = exact difference quotients, in x",
          Values.exact(Values.slope(loss, at.x()))
              .equals(quotients(at.x(), it -> output(new Point(it, at.w1(), at.w2())), given)));
      checks.put(
          "autodiff = exact difference quotients, in w¹",
          Values.exact(Values.slope(loss, at.w1()))
              .equals(quotients(at.w1(), it -> output(new Point(at.x(), it, at.w2())), given)));
    }
    return checks;
  }

  private static List<Fraction> pulled(List<List<Fraction>> jacobian, List<Fraction> delta) {
    List<Fraction> sums = new ArrayList<>();
    for (int n = 0; n < jacobian.getFirst().size(); n++) {
      Fraction sum = Fraction.ZERO;
      for (int i = 0; i < delta.size(); i++) {
        sum = sum.plus(jacobian.get(i).get(n).times(delta.get(i)));
      }
      sums.add(sum);
    }
    return sums;
  }

  /// `(L(v + εeₙ) − L(v)) / ε` with ε = 2⁻²⁰, within a cell where `L` is linear in `v`.
  private static List<Fraction> quotients(
      Node at, java.util.function.UnaryOperator<Node> output, List<Fraction> delta) {
    int n = at.type().shape().elements();
    double epsilon = 0x1p-20;
    Fraction before = dot(Values.exact(output.apply(at)), delta);
    List<Fraction> quotients = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double[] unit = new double[n];
      unit[i] = epsilon;
      Node moved = at.plus(Node.constant(Tensor.of(at.type(), unit)));
      Fraction after = dot(Values.exact(output.apply(moved)), delta);
      quotients.add(after.plus(before.negated()).over(Fraction.of(epsilon)));
    }
    return quotients;
  }

  private static Fraction dot(List<Fraction> x, List<Fraction> y) {
    Fraction sum = Fraction.ZERO;
    for (int i = 0; i < x.size(); i++) {
      sum = sum.plus(x.get(i).times(y.get(i)));
    }
    return sum;
  }

  /// The mode in words: `valid`.
  static String named(Mode mode) {
    return switch (mode) {
      case VALID -> "valid";
      case FULL -> "full";
      case SAME_UPPER -> "same (upper)";
      case SAME_LOWER -> "same (lower)";
    };
  }
}
