package gradus.algebra.prove;

import gradus.reference.Fraction;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
    Iterator<Map.Entry<Atom, Fraction>> ours = powers.entrySet().iterator();
    Iterator<Map.Entry<Atom, Fraction>> theirs = other.powers.entrySet().iterator();
    Optional<Map.Entry<Atom, Fraction>> one = next(ours);
    Optional<Map.Entry<Atom, Fraction>> two = next(theirs);
    while (this != other && (one.isPresent() || two.isPresent())) {
      // an atom that stands on one side only has the exponent 0 on the other
      int first =
          one.isEmpty() ? 1 : two.isEmpty() ? -1 : one.get().getKey().compareTo(two.get().getKey());
      int power =
          first < 0
              ? one.get().getValue().signum()
              : first > 0
                  ? -two.get().getValue().signum()
                  : one.get().getValue().compareTo(two.get().getValue());
      if (power != 0) {
        return power;
      }
      one = first <= 0 ? next(ours) : one;
      two = first >= 0 ? next(theirs) : two;
    }
    return 0;
  }

  private static Optional<Map.Entry<Atom, Fraction>> next(
      Iterator<Map.Entry<Atom, Fraction>> entries) {
    return entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
  }
}
