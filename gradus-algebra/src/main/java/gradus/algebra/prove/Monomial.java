package gradus.algebra.prove;

import gradus.reference.Fraction;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A product of powers of atoms.
///
/// No record: it is looked for so often that it keeps its hash code, and its powers in a row.
final class Monomial implements Comparable<Monomial> {

  static final Monomial ONE = new Monomial(new TreeMap<>());

  private final SortedMap<Atom, Fraction> powers;
  private final Atom[] atoms;
  private final Fraction[] exponents;
  private final int hash;

  /// The exponent of each atom, never 0; the map must not be changed any more.
  Monomial(SortedMap<Atom, Fraction> powers) {
    this.powers = Collections.unmodifiableSortedMap(powers);
    this.atoms = powers.keySet().toArray(Atom[]::new);
    this.exponents = powers.values().toArray(Fraction[]::new);
    this.hash = 31 * Arrays.hashCode(atoms) + Arrays.hashCode(exponents);
  }

  /// The exponent of each atom, never 0.
  SortedMap<Atom, Fraction> powers() {
    return powers;
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
    int i = 0;
    int j = 0;
    while (this != other && (i < atoms.length || j < other.atoms.length)) {
      // an atom that stands on one side only has the exponent 0 on the other
      int first =
          i == atoms.length ? 1 : j == other.atoms.length ? -1 : atoms[i].compareTo(other.atoms[j]);
      int power =
          first < 0
              ? exponents[i].signum()
              : first > 0
                  ? -other.exponents[j].signum()
                  : exponents[i].compareTo(other.exponents[j]);
      if (power != 0) {
        return power;
      }
      i += first <= 0 ? 1 : 0;
      j += first >= 0 ? 1 : 0;
    }
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Monomial that
            && hash == that.hash
            && Arrays.equals(atoms, that.atoms)
            && Arrays.equals(exponents, that.exponents));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return powers.toString();
  }
}
