package gradus.algebra.prove;

import gradus.reference.Fraction;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// A product of powers of atoms.
///
/// @param powers the exponent of each atom, never 0
record Monomial(SortedMap<Atom, Fraction> powers) implements Comparable<Monomial> {

  static final Monomial ONE = new Monomial(new TreeMap<>());

  Monomial {
    powers = Collections.unmodifiableSortedMap(powers);
  }

  static Monomial of(Atom atom, Fraction exponent) {
    TreeMap<Atom, Fraction> powers = new TreeMap<>();
    powers.put(atom, exponent);
    return new Monomial(powers);
  }

  Fraction exponent(Atom atom) {
    return powers.getOrDefault(atom, Fraction.ZERO);
  }

  boolean isOne() {
    return powers.isEmpty();
  }

  Monomial times(Monomial other) {
    TreeMap<Atom, Fraction> product = new TreeMap<>(powers);
    other.powers.forEach(
        (atom, exponent) -> {
          Fraction sum = product.getOrDefault(atom, Fraction.ZERO).plus(exponent);
          if (sum.signum() == 0) {
            product.remove(atom);
          } else {
            product.put(atom, sum);
          }
        });
    return new Monomial(product);
  }

  Monomial power(Fraction exponent) {
    TreeMap<Atom, Fraction> raised = new TreeMap<>();
    powers.forEach((atom, old) -> raised.put(atom, old.times(exponent)));
    return new Monomial(raised);
  }

  Monomial only(Predicate<Atom> which) {
    TreeMap<Atom, Fraction> some = new TreeMap<>(powers);
    some.keySet().removeIf(which.negate());
    return new Monomial(some);
  }

  Monomial without(Atom atom) {
    return only(other -> !other.equals(atom));
  }

  /// The lexicographic order, which products keep.
  @Override
  public int compareTo(Monomial other) {
    SortedSet<Atom> atoms = new TreeSet<>(powers.keySet());
    atoms.addAll(other.powers.keySet());
    for (Atom atom : atoms) {
      int order = exponent(atom).compareTo(other.exponent(atom));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
