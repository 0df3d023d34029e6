package gradus.jacobian;

import gradus.reference.Numbers;
import java.util.List;

/// What is known of the derivatives of softmax at probabilities `p` (spec 2.4).
public final class SoftmaxJacobian {

  private SoftmaxJacobian() {}

  /// `J = Diag(p) − p pᵀ`, with the diagonal as `pᵢ Σ_{k≠i} pₖ`: exact where `pᵢ` rounds to 1.
  public static <T> DiagonalMinusRankOne<T> of(Numbers<T> numbers, List<T> p) {
    Vectors<T> vectors = new Vectors<>(numbers);
    List<T> diagonal = vectors.times(p, vectors.sumsOfOthers(p));
    return new DiagonalMinusRankOne<>(numbers, diagonal, p, p);
  }

  /// The Jacobian of log-softmax, `I − 1 pᵀ`.
  public static <T> DiagonalMinusRankOne<T> ofLog(Numbers<T> numbers, List<T> p) {
    Vectors<T> vectors = new Vectors<>(numbers);
    List<T> ones = vectors.all(p.size(), vectors.one());
    return new DiagonalMinusRankOne<>(numbers, vectors.sumsOfOthers(p), ones, p);
  }

  /// The second derivative `∂²Sᵢ/∂aⱼ∂aₖ = pᵢ ((δᵢⱼ − pⱼ)(δᵢₖ − pₖ) − pⱼ (δⱼₖ − pₖ))`.
  public static <T> T second(Numbers<T> numbers, List<T> p, int i, int j, int k) {
    T atJ = off(numbers, p, i, j);
    T inner = numbers.times(p.get(j), off(numbers, p, j, k));
    T outer = numbers.times(atJ, off(numbers, p, i, k));
    return numbers.times(p.get(i), numbers.minus(outer, inner));
  }

  /// `δᵢⱼ − pⱼ`.
  private static <T> T off(Numbers<T> numbers, List<T> p, int i, int j) {
    Vectors<T> vectors = new Vectors<>(numbers);
    return i == j ? vectors.sumsOfOthers(p).get(j) : vectors.negated(p.get(j));
  }

  /// The Moore–Penrose inverse `J⁺ = P Diag(1/p) P` with `P = I − 1 1ᵀ / K`; all `p` above 0.
  public static <T> Jacobian<T> pseudoInverse(Numbers<T> numbers, List<T> p) {
    Vectors<T> vectors = new Vectors<>(numbers);
    Jacobian<T> centring = centring(numbers, p.size());
    List<T> inverses = vectors.tabulate(p.size(), i -> numbers.over(vectors.one(), p.get(i)));
    return new Composition<>(List.of(centring, new Diagonal<>(numbers, inverses), centring));
  }

  /// `I − 1 1ᵀ / n`: takes the mean away.
  public static <T> DiagonalMinusRankOne<T> centring(Numbers<T> numbers, int n) {
    Vectors<T> vectors = new Vectors<>(numbers);
    List<T> ones = vectors.all(n, vectors.one());
    T share = numbers.over(vectors.one(), numbers.of((long) n));
    return DiagonalMinusRankOne.of(numbers, ones, vectors.all(n, share), ones);
  }

  /// A bound of the largest eigenvalue, `2 maxᵢ pᵢ (1 − pᵢ)`, which is at most ½.
  public static <T> T largestEigenvalueBound(Numbers<T> numbers, List<T> p) {
    Vectors<T> vectors = new Vectors<>(numbers);
    T largest = of(numbers, p).diagonal().stream().reduce(vectors.zero(), vectors::larger);
    return numbers.plus(largest, largest);
  }

  /// Whether eigenvalues interlace the probabilities, both in ascending order: `λ₁ ≤ p₁ ≤ λ₂ ≤ p₂ ≤
  /// …`, to a tolerance.
  public static boolean interlaces(List<Double> eigenvalues, List<Double> p, double tolerance) {
    List<Double> lambda = eigenvalues.stream().sorted().toList();
    List<Double> sorted = p.stream().sorted().toList();
    boolean holds = lambda.size() == sorted.size();
    for (int i = 0; holds && i < lambda.size(); i++) {
      double least = i == 0 ? 0 : sorted.get(i - 1);
      holds = lambda.get(i) >= least - tolerance && lambda.get(i) <= sorted.get(i) + tolerance;
    }
    return holds;
  }
}
