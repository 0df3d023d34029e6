package gradus.algebra.signs;

import gradus.algebra.CurvatureProof.Corners;
import gradus.algebra.CurvatureProof.Minors;
import gradus.algebra.CurvatureProof.Sturm;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;

/// Checks proofs about signs without what found them.
///
/// That a term is the quotient stated is checked by exact values at more numbers than its degree
/// allows to agree by chance; that the quotient is nowhere negative, by a Sturm chain of its own.
public final class CurvatureChecker {

  private CurvatureChecker() {}

  /// Whether the term of a proof is the quotient stated, and that nowhere negative in the range.
  public static boolean holds(Sturm proof) {
    List<Fraction> above = proof.numerator();
    List<Fraction> below = proof.denominator();
    boolean range = proof.unit().signum() == 0 || proof.low().signum() >= 0;
    return range
        && !below.isEmpty()
        && RationalTerm.equal(proof)
        && SturmChain.of(below).roots(proof.low(), proof.high()) == 0
        && (above.isEmpty()
            || SturmChain.of(SturmChain.product(above, below))
                .isNowhereNegative(proof.low(), proof.high()));
  }

  /// Whether the numerator of a proof has no root in its range, ends included; `e^x = 0` is none.
  static boolean isNowhereZero(Sturm proof) {
    List<Fraction> above = proof.numerator();
    if (above.stream().allMatch(it -> it.signum() == 0)) {
      return false;
    }
    boolean open = proof.unit().signum() != 0 && proof.low().signum() == 0;
    return SturmChain.of(above).roots(proof.low(), proof.high()) == 0
        && (open || isNoRoot(above, proof.low()))
        && isNoRoot(above, proof.high());
  }

  private static boolean isNoRoot(List<Fraction> polynomial, Fraction end) {
    return !end.isFinite() || SturmChain.value(polynomial, end).signum() != 0;
  }

  /// Whether there are corners and a proof holds at each, all of one term along one variable.
  public static boolean holds(Corners proof) {
    return !proof.corners().isEmpty()
        && proof.corners().stream().map(Sturm::term).distinct().count() == 1
        && proof.corners().stream().map(Sturm::by).distinct().count() == 1
        && proof.corners().stream().allMatch(CurvatureChecker::holds);
  }

  /// Whether a matrix is symmetric and all its principal minors are 0 or more.
  public static boolean holds(Minors proof) {
    List<List<Fraction>> matrix = proof.matrix();
    int n = matrix.size();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (!matrix.get(i).get(j).equals(matrix.get(j).get(i))) {
          return false;
        }
      }
    }
    for (int chosen = 1; chosen < 1 << n; chosen++) {
      if (determinant(minor(matrix, chosen)).signum() < 0) {
        return false;
      }
    }
    return true;
  }

  private static List<List<Fraction>> minor(List<List<Fraction>> matrix, int chosen) {
    List<List<Fraction>> minor = new ArrayList<>();
    for (int i = 0; i < matrix.size(); i++) {
      List<Fraction> row = new ArrayList<>();
      for (int j = 0; j < matrix.size(); j++) {
        if ((chosen >> i & chosen >> j & 1) != 0) {
          row.add(matrix.get(i).get(j));
        }
      }
      if (!row.isEmpty()) {
        minor.add(row);
      }
    }
    return minor;
  }

  /// By elimination, with rows exchanged where a pivot is 0.
  private static Fraction determinant(List<List<Fraction>> rows) {
    Fraction determinant = Fraction.ONE;
    List<List<Fraction>> rest = rows;
    while (!rest.isEmpty()) {
      int pivot = 0;
      while (pivot < rest.size() && rest.get(pivot).getFirst().signum() == 0) {
        pivot++;
      }
      if (pivot == rest.size()) {
        return Fraction.ZERO;
      }
      List<Fraction> top = rest.get(pivot);
      Fraction first = pivot % 2 == 0 ? top.getFirst() : top.getFirst().negated();
      determinant = determinant.times(first);
      rest = below(rest, pivot);
    }
    return determinant;
  }

  private static List<List<Fraction>> below(List<List<Fraction>> rows, int pivot) {
    List<Fraction> top = rows.get(pivot);
    List<List<Fraction>> rest = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (i != pivot) {
        Fraction factor = rows.get(i).getFirst().over(top.getFirst()).negated();
        List<Fraction> row = new ArrayList<>();
        for (int j = 1; j < top.size(); j++) {
          row.add(rows.get(i).get(j).plus(factor.times(top.get(j))));
        }
        rest.add(row);
      }
    }
    return rest;
  }
}
