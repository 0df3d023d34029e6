package gradus.algebra.prove;

import gradus.formula.Formula;
import gradus.formula.Substitution;
import java.util.Optional;
import java.util.Set;

/// What polynomials are made of: a variable, an entry, a call, a sum, a bracket, or a polynomial
/// below a line or under a root.
///
/// @param key a text that tells atoms apart, whatever their bound variables are called
/// @param term the atom as a term
/// @param kind what it is
/// @param inner the exponent of an exponential, or the polynomial that is the base of a power
/// @param variables the names of its free variables
record Atom(String key, Formula term, Kind kind, Optional<Polynomial> inner, Set<String> variables)
    implements Comparable<Atom> {

  /// What an atom is.
  enum Kind {
    /// A term that is not looked into.
    PLAIN,
    /// `exp` of a monomial; its exponent may be any fraction.
    EXP,
    /// A polynomial; its exponent is negative or a proper fraction.
    BASE
  }

  static Atom plain(Formula term) {
    return new Atom(
        Keys.of(term), term, Kind.PLAIN, Optional.empty(), Substitution.variables(term));
  }

  static Atom exp(Polynomial monomial) {
    Formula term = Formula.call("exp", monomial.formula());
    return new Atom(
        Keys.of(term), term, Kind.EXP, Optional.of(monomial), Substitution.variables(term));
  }

  static Atom base(Polynomial polynomial) {
    Formula term = polynomial.formula();
    return new Atom(
        Keys.of(term), term, Kind.BASE, Optional.of(polynomial), Substitution.variables(term));
  }

  boolean isBracket() {
    return term instanceof Formula.Iverson;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Atom that && key.equals(that.key));
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public int compareTo(Atom other) {
    return this == other ? 0 : key.compareTo(other.key);
  }
}
