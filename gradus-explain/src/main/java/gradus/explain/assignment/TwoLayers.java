package gradus.explain.assignment;

import gradus.explain.render.ConvolutionText;
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
/// Throws {@link IllegalArgumentException} where a layer would be empty.
///
/// @param d the length of the signal
/// @param k1 the length of the first kernel
/// @param k2 the length of the second kernel
/// @param mode valid or full, in both layers
/// @param convention which of two operations
public record TwoLayers(int d, int k1, int k2, Mode mode, Convention convention) {

  private static final FractionNumbers EXACT = new FractionNumbers();

  public TwoLayers {
    if (mode != Mode.VALID && mode != Mode.FULL) {
      throw new IllegalArgumentException(
          "question 5 in mode %s: expected VALID or FULL, found another. Choose one of them."
              .formatted(mode));
    }
    if (d < 1 || k1 < 1 || k2 < 1) {
      throw new IllegalArgumentException(
          "question 5 with d=%d, k1=%d, k2=%d: expected lengths of 1 or more, found less. Enlarge them."
              .formatted(d, k1, k2));
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

  /// All six parts, as lines.
  public List<String> lines() {
    Point at = point();
    Node a1 = layer(at.x(), at.w1());
    Node h1 = a1.relu();
    Node a2 = layer(h1, at.w2());
    Node delta = cotangent(a2);
    Node loss = a2.times(delta).sum();
    List<String> lines = new ArrayList<>();
    lines.add("x  = " + list(at.x()));
    lines.add("w¹ = " + list(at.w1()));
    lines.add("w² = " + list(at.w2()));
    lines.add("");
    lines.addAll(lengths(a1, a2));
    lines.add("a¹ = " + list(a1));
    lines.add("h¹ = " + list(h1));
    lines.add("a² = " + list(a2));
    lines.add("");
    lines.add("∂a²/∂h¹, rows i, columns n: " + entry());
    lines.addAll(ConvolutionText.matrix(Values.exactJacobian(a2, h1)));
    lines.add("");
    lines.add("with δ = ∇_{a²}L = " + list(delta));
    Map<String, Node> places = new LinkedHashMap<>();
    places.put("∇_{h¹}L", h1);
    places.put("∇_{a¹}L", a1);
    places.put("∇_xL   ", at.x());
    places.put("∇_{w¹}L", at.w1());
    places.put("∇_{w²}L", at.w2());
    places.forEach((name, place) -> lines.add(name + " = " + list(Values.slope(loss, place))));
    lines.add("");
    lines.addAll(checkLines());
    return lines;
  }

  private List<String> lengths(Node a1, Node a2) {
    int first = a1.type().shape().size(2);
    int second = a2.type().shape().size(2);
    return mode == Mode.VALID
        ? List.of(
            "|a¹| = |h¹| = d − k₁ + 1 = %d".formatted(first),
            "|a²| = d − k₁ − k₂ + 2 = %d".formatted(second))
        : List.of(
            "|a¹| = |h¹| = d + k₁ − 1 = %d".formatted(first),
            "|a²| = d + k₁ + k₂ − 2 = %d".formatted(second));
  }

  private String entry() {
    boolean flips = convention == Convention.CONVOLUTION;
    return mode == Mode.VALID
        ? "w²_{%s} if i ≤ n ≤ i + k₂ − 1, else 0".formatted(flips ? "k₂ − n + i" : "n − i + 1")
        : "w²_{%s} if n ≤ i ≤ n + k₂ − 1, else 0".formatted(flips ? "i − n + 1" : "n − i + k₂");
  }

  private List<String> checkLines() {
    List<String> lines = new ArrayList<>();
    checks()
        .forEach(
            (name, holds) -> lines.add("%s %s".formatted(holds ? "equal    " : "DIFFERENT", name)));
    if (hasKink()) {
      lines.add(
          "a¹ is 0 somewhere: a kink, where relu′ = 0 and difference quotients need not agree");
    }
    return lines;
  }

  /// Whether an entry of `a¹` is 0.
  public boolean hasKink() {
    Point at = point();
    return Values.exact(layer(at.x(), at.w1())).stream().anyMatch(it -> it.signum() == 0);
  }

  /// Each gradient by several ways, and whether they are equal in exact fractions. Quotients in `x`
  /// and `w¹` are left out at a kink.
  public Map<String, Boolean> checks() {
    Point at = point();
    Node a1 = layer(at.x(), at.w1());
    Node h1 = a1.relu();
    Node a2 = layer(h1, at.w2());
    Node delta = cotangent(a2);
    List<Fraction> given = Values.exact(delta);
    List<Fraction> found = Values.exact(Values.slope(a2.times(delta).sum(), h1));
    Map<String, Boolean> checks = new LinkedHashMap<>();
    checks.put("autodiff = Jᵀδ", found.equals(pulled(Values.exactJacobian(a2, h1), given)));
    Mode other = mode == Mode.VALID ? Mode.FULL : Mode.VALID;
    List<Fraction> identity =
        Signal1d.of(convention, other).apply(EXACT, given, Values.exact(at.w2()).reversed());
    checks.put(
        "autodiff = δ %s flip(w²)".formatted(mode == Mode.VALID ? "∗̃ (full)" : "∗ (valid)"),
        found.equals(identity));
    checks.put(
        "autodiff = exact difference quotients, in h¹",
        found.equals(quotients(h1, it -> layer(it, at.w2()), given)));
    Node loss = a2.times(delta).sum();
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

  private static String list(Node node) {
    return ConvolutionText.list(Values.exact(node));
  }
}
