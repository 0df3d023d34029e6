package gradus.algebra.checker;

import gradus.algebra.Terms;
import gradus.algebra.Work;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A polynomial: the coefficient of each product of powers of atoms. None is 0, and no exponent is.
///
/// @param terms the coefficients
public record Sum(Map<Map<Sum.Atom, Fraction>, Fraction> terms) {

  static final Sum ZERO = new Sum(Map.of());
  static final Sum ONE = of(Fraction.ONE);

  /// What is taken as a whole. The heads of bound variables are numbers; that of a polynomial below
  /// a line or a root is {@link #BASE}.
  ///
  /// @param head what it is
  /// @param parts what it is made of
  public record Atom(Object head, List<Sum> parts) {

    static final Object BASE = Sum.class;

    boolean isBracket() {
      return head == Relation.GE;
    }

    Sum sum() {
      return head.equals(BASE) ? parts.getFirst() : power(Fraction.ONE);
    }

    Sum power(Fraction exponent) {
      return of(Map.of(this, exponent), Fraction.ONE);
    }

    boolean mentions(Atom other) {
      return equals(other) || parts.stream().anyMatch(part -> part.mentions(other));
    }

    Atom renamed(Atom old, Atom now) {
      return equals(old)
          ? now
          : new Atom(head, parts.stream().map(s -> s.renamed(old, now)).toList());
    }

    /// How many folds are nested in it; the index of a fold is named by the folds in its body.
    int height() {
      int inner = parts.stream().mapToInt(Sum::height).max().orElse(0);
      return head instanceof Combination || head.equals(Fold.class) ? inner + 1 : inner;
    }
  }

  /// A number.
  public static Sum of(Fraction number) {
    return of(Map.of(), number);
  }

  /// One term.
  public static Sum of(Map<Atom, Fraction> powers, Fraction factor) {
    return new Sum(Terms.of(factor.signum() == 0 ? Map.of() : Map.of(powers, factor)));
  }

  Stream<Atom> atoms() {
    return terms.keySet().stream().flatMap(powers -> powers.keySet().stream()).distinct();
  }

  boolean mentions(Atom atom) {
    return atoms().anyMatch(each -> each.mentions(atom));
  }

  int height() {
    return atoms().mapToInt(Atom::height).max().orElse(0);
  }

  Sum renamed(Atom old, Atom now) {
    Map<Map<Atom, Fraction>, Fraction> renamed = new LinkedHashMap<>();
    terms.forEach(
        (powers, factor) -> {
          Map<Atom, Fraction> product = new LinkedHashMap<>();
          powers.forEach((atom, exponent) -> product.put(atom.renamed(old, now), exponent));
          renamed.put(product, factor);
        });
    return new Sum(Terms.of(renamed));
  }

  private static <K> void add(Map<K, Fraction> to, K key, Fraction value) {
    to.merge(key, value, Fraction::plus);
    to.remove(key, Fraction.ZERO);
  }

  /// The sum of two.
  public Sum plus(Sum other) {
    Map<Map<Atom, Fraction>, Fraction> sum = new LinkedHashMap<>(terms);
    other.terms.forEach((powers, factor) -> add(sum, powers, factor));
    return new Sum(Terms.of(sum));
  }

  Sum minus(Sum other) {
    return plus(other.scale(Fraction.of(-1)));
  }

  /// The multiple of this.
  public Sum scale(Fraction factor) {
    return times(of(factor));
  }

  /// The product of two.
  public Sum times(Sum other) {
    if ((long) terms.size() * other.terms.size() > 50_000) {
      throw new RefusedException("expected polynomials of moderate size, found large ones");
    }
    Work.done(1 + terms.size() * other.terms.size());
    Map<Map<Atom, Fraction>, Fraction> product = new LinkedHashMap<>();
    terms.forEach(
        (left, a) ->
            other.terms.forEach(
                (right, b) -> {
                  Map<Atom, Fraction> powers = new LinkedHashMap<>(left);
                  right.forEach((atom, exponent) -> add(powers, atom, exponent));
                  settled(powers, a.times(b)).terms.forEach((key, c) -> add(product, key, c));
                }));
    return new Sum(Terms.of(product));
  }

  /// Whole powers of polynomials are multiplied out; a bracket is 0 or 1.
  private static Sum settled(Map<Atom, Fraction> powers, Fraction factor) {
    for (Map.Entry<Atom, Fraction> power : powers.entrySet()) {
      Atom atom = power.getKey();
      boolean once = atom.isBracket() && power.getValue().compareTo(Fraction.ONE) > 0;
      if (once || (atom.head.equals(Atom.BASE) && power.getValue().floor().signum() > 0)) {
        Map<Atom, Fraction> rest = new LinkedHashMap<>(powers);
        add(rest, atom, Fraction.of(-1));
        Sum product = settled(rest, factor);
        return once ? product : product.times(atom.sum());
      }
    }
    return of(powers, factor);
  }

  boolean isZero() {
    return terms.isEmpty();
  }

  boolean isNumber() {
    return terms.size() == (terms.containsKey(Map.of()) ? 1 : 0);
  }

  Fraction coefficient(Map<Atom, Fraction> powers) {
    return terms.getOrDefault(powers, Fraction.ZERO);
  }

  Fraction constant() {
    return coefficient(Map.of());
  }

  /// The positive number after division by which the coefficients are whole and share no factor.
  Fraction content() {
    BigInteger above = BigInteger.ZERO;
    BigInteger below = BigInteger.ONE;
    for (Fraction factor : terms.values()) {
      above = above.gcd(factor.numerator());
      below = below.multiply(factor.denominator()).divide(below.gcd(factor.denominator()));
    }
    return new Fraction(above, below);
  }

  /// The least exponent of each atom, where it is not 0.
  Map<Atom, Fraction> shared() {
    Map<Atom, Fraction> least = new LinkedHashMap<>();
    for (Atom atom : atoms().toList()) {
      for (Map<Atom, Fraction> powers : terms.keySet()) {
        Fraction exponent = powers.getOrDefault(atom, Fraction.ZERO);
        least.merge(atom, exponent, (a, b) -> a.compareTo(b) < 0 ? a : b);
      }
    }
    least.values().removeIf(exponent -> exponent.signum() == 0);
    return least;
  }

  /// Without denominators that are polynomials: 0 wherever this is, as far as those are not.
  Sum cleared() {
    Map<Atom, Fraction> below = shared();
    below.keySet().removeIf(atom -> !atom.head.equals(Atom.BASE));
    below.values().removeIf(least -> least.signum() > 0);
    below.replaceAll((_, least) -> least.floor().negated());
    return times(of(below, Fraction.ONE));
  }
}
