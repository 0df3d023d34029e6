package gradus.algebra.prove;

import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A polynomial of degree 2 as `vᵀMv`, where `v` holds its atoms and 1.
///
/// @param atoms what is squared and multiplied; the last is 1
/// @param matrix a symmetric matrix
public record Quadratic(List<Formula> atoms, List<List<Fraction>> matrix) {

  private static final int MOST = 8;

  /// A term in this form, if it is one.
  public static Optional<Quadratic> of(Formula term) {
    try {
      return of(Ring.PLAIN.of(term));
    } catch (BeyondReach _) {
      return Optional.empty();
    }
  }

  private static Optional<Quadratic> of(Polynomial polynomial) {
    TreeMap<Atom, Integer> places = new TreeMap<>();
    for (Monomial monomial : polynomial.terms().keySet()) {
      Fraction degree = Fraction.ZERO;
      for (Map.Entry<Atom, Fraction> power : monomial.powers().entrySet()) {
        boolean plain = power.getValue().equals(power.getValue().floor());
        if (!plain || power.getValue().signum() < 0 || power.getKey().isBracket()) {
          return Optional.empty();
        }
        degree = degree.plus(power.getValue());
        places.put(power.getKey(), 0);
      }
      if (degree.compareTo(Fraction.of(2)) > 0) {
        return Optional.empty();
      }
    }
    return places.isEmpty() || places.size() > MOST
        ? Optional.empty()
        : Optional.of(filled(polynomial, new ArrayList<>(places.keySet())));
  }

  private static Quadratic filled(Polynomial polynomial, List<Atom> atoms) {
    int n = atoms.size() + 1;
    List<List<Fraction>> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      rows.add(new ArrayList<>(java.util.Collections.nCopies(n, Fraction.ZERO)));
    }
    Fraction half = Fraction.of(1, 2);
    polynomial
        .terms()
        .forEach(
            (monomial, factor) -> {
              List<Integer> used = new ArrayList<>();
              monomial
                  .powers()
                  .forEach(
                      (atom, power) -> {
                        for (int i = 0; i < power.numerator().intValue(); i++) {
                          used.add(atoms.indexOf(atom));
                        }
                      });
              while (used.size() < 2) {
                used.add(n - 1);
              }
              int i = used.getFirst();
              int j = used.getLast();
              Fraction part = i == j ? factor : factor.times(half);
              rows.get(i).set(j, part);
              rows.get(j).set(i, part);
            });
    List<Formula> terms = new ArrayList<>();
    atoms.forEach(atom -> terms.add(atom.term()));
    terms.add(Formula.ONE);
    return new Quadratic(terms, rows);
  }
}
