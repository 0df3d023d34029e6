package gradus.algebra.signs;

import gradus.algebra.CurvatureProof.Pivots;
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

  /// Whether a matrix is symmetric and elimination meets no negative pivot, and beside a pivot that
  /// is 0 nothing else.
  public static boolean holds(Pivots proof) {
    List<List<Fraction>> rest = proof.matrix();
    for (int i = 0; i < rest.size(); i++) {
      for (int j = 0; j < rest.size(); j++) {
        if (!rest.get(i).get(j).equals(rest.get(j).get(i))) {
          return false;
        }
      }
    }
    while (!rest.isEmpty()) {
      List<Fraction> top = rest.getFirst();
      int sign = top.getFirst().signum();
      if (sign < 0 || (sign == 0 && top.stream().anyMatch(it -> it.signum() != 0))) {
        return false;
      }
      rest = below(rest, top);
    }
    return true;
  }

  /// The rows below the first one, without what the first one makes of them.
  private static List<List<Fraction>> below(List<List<Fraction>> rows, List<Fraction> top) {
    List<List<Fraction>> rest = new ArrayList<>();
    for (List<Fraction> old : rows.subList(1, rows.size())) {
      boolean zero = old.getFirst().signum() == 0;
      Fraction factor = zero ? Fraction.ZERO : old.getFirst().over(top.getFirst()).negated();
      List<Fraction> row = new ArrayList<>();
      for (int j = 1; j < top.size(); j++) {
        row.add(old.get(j).plus(factor.times(top.get(j))));
      }
      rest.add(row);
    }
    return rest;
  }
}
