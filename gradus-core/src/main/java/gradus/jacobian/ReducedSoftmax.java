package gradus.jacobian;

import gradus.reference.DoubleNumbers;
import gradus.reference.Numbers;
import java.util.ArrayList;
import java.util.List;

/// Softmax with one logit held at 0: K − 1 logits for K probabilities (spec 2.3).
///
/// @param classes how many probabilities, K
/// @param reference which class has the logit 0, from 0
public record ReducedSoftmax(int classes, int reference) {

  public ReducedSoftmax {
    if (reference < 0 || reference >= classes) {
      throw new IllegalArgumentException(
          "ReducedSoftmax(classes=%d, reference=%d): expected a reference from 0 to %d, found %d. Count classes from 0."
              .formatted(classes, reference, classes - 1, reference));
    }
  }

  /// The reduced logits of full ones: each less the reference's, the reference left out.
  public List<Double> reduce(List<Double> logits) {
    List<Double> reduced = new ArrayList<>();
    for (double logit : without(logits)) {
      reduced.add(logit - logits.get(reference));
    }
    return reduced;
  }

  /// The probabilities of all classes, for K − 1 logits.
  public List<Double> probabilities(List<Double> logits) {
    List<Double> all = new ArrayList<>(logits);
    all.add(reference, 0.0);
    double largest = all.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    List<Double> e = all.stream().map(logit -> StrictMath.exp(logit - largest)).toList();
    double total = new Vectors<>(new DoubleNumbers()).sum(e);
    return e.stream().map(x -> x / total).toList();
  }

  /// `∂p/∂u`, K × (K − 1): the full Jacobian without the reference's column; full column rank.
  public <T> Jacobian<T> jacobian(Numbers<T> numbers, List<T> p) {
    return SoftmaxJacobian.of(numbers, p).after(Selection.of(numbers, kept(), classes - 1));
  }

  /// For each class its place among the reduced logits, −1 for the reference.
  private List<Integer> kept() {
    List<Integer> kept = new ArrayList<>();
    for (int k = 0; k < classes; k++) {
      kept.add(k == reference ? -1 : k < reference ? k : k - 1);
    }
    return kept;
  }

  /// The Fisher matrix of the reduced logits, `Diag(p′) − p′ p′ᵀ` with `p′` all but the reference.
  public <T> DiagonalMinusRankOne<T> fisher(Numbers<T> numbers, List<T> p) {
    Vectors<T> vectors = new Vectors<>(numbers);
    List<T> rest = without(p);
    List<T> diagonal = vectors.times(rest, without(vectors.sumsOfOthers(p)));
    return new DiagonalMinusRankOne<>(numbers, diagonal, rest, rest);
  }

  /// The inverse of the Fisher matrix, `Diag(1/p′) + 1 1ᵀ / p_ref`; all `p` above 0.
  public <T> DiagonalMinusRankOne<T> fisherInverse(Numbers<T> numbers, List<T> p) {
    Vectors<T> vectors = new Vectors<>(numbers);
    T share = numbers.over(vectors.one(), p.get(reference));
    List<T> inverses = without(p).stream().map(x -> numbers.over(vectors.one(), x)).toList();
    return DiagonalMinusRankOne.of(
        numbers,
        inverses,
        vectors.all(classes - 1, vectors.negated(share)),
        vectors.all(classes - 1, vectors.one()));
  }

  /// The determinant of the Fisher matrix: the product of all K probabilities.
  ///
  /// With K = 1 there is no logit, and the determinant of the empty matrix is 1.
  public <T> T fisherDeterminant(Numbers<T> numbers, List<T> p) {
    return p.stream().reduce(numbers.of(1L), numbers::times);
  }

  private <E> List<E> without(List<E> all) {
    List<E> rest = new ArrayList<>(all);
    rest.remove(reference);
    return rest;
  }
}
