package gradus.algebra.checker;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Num;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A polynomial: the coefficient of each product of powers of terms.
///
/// @param terms no coefficient and no exponent is 0
record Sum(Map<Map<Formula, Num>, Num> terms) {

  static Sum of(Num value) {
    return of(Map.of(), value);
  }

  static Sum of(Formula atom) {
    return of(Map.of(atom, (Num) Formula.ONE), (Num) Formula.ONE);
  }

  static Sum of(Map<Formula, Num> powers, Num factor) {
    return new Sum(factor.equals(Formula.ZERO) ? Map.of() : Map.of(powers, factor));
  }

  static int sign(Num n) {
    return n.numerator().signum();
  }

  static Num minus(Num n) {
    return (Num) n.negated();
  }

  static Num inverse(Num n) {
    return new Num(n.denominator(), n.numerator());
  }

  static boolean isWhole(Num n) {
    return n.denominator().equals(BigInteger.ONE);
  }

  static <K> void add(Map<K, Num> to, K key, Num value) {
    Num sum = (Num) to.getOrDefault(key, (Num) Formula.ZERO).plus(value);
    if (sign(sum) == 0) {
      to.remove(key);
    } else {
      to.put(key, sum);
    }
  }

  Sum plus(Sum other) {
    Map<Map<Formula, Num>, Num> sum = new HashMap<>(terms);
    other.terms.forEach((powers, factor) -> add(sum, powers, factor));
    return new Sum(sum);
  }

  Sum minus(Sum other) {
    return plus(other.times(Sum.of((Num) Formula.number(-1))));
  }

  /// The product, without regard to what atoms mean.
  Sum times(Sum other) {
    Map<Map<Formula, Num>, Num> product = new HashMap<>();
    if ((long) terms.size() * other.terms.size() > 50_000) {
      throw new RefusedException(
          "checker: expected polynomials of moderate size, found large ones.");
    }
    terms.forEach(
        (left, a) ->
            other.terms.forEach(
                (right, b) -> {
                  Map<Formula, Num> powers = new HashMap<>(left);
                  right.forEach((atom, exponent) -> add(powers, atom, exponent));
                  add(product, powers, (Num) a.times(b));
                }));
    return new Sum(product);
  }

  boolean isZero() {
    return terms.isEmpty();
  }

  Num coefficient(Map<Formula, Num> powers) {
    return terms.getOrDefault(powers, (Num) Formula.ZERO);
  }

  boolean isNumber() {
    return terms.isEmpty() || terms.keySet().equals(Set.of(Map.of()));
  }

  Num constant() {
    return terms.getOrDefault(Map.of(), (Num) Formula.ZERO);
  }

  /// This as a term, the same one for equal polynomials.
  Formula formula() {
    List<Formula> parts = new ArrayList<>();
    terms.forEach(
        (powers, factor) -> {
          List<Formula> factors = new ArrayList<>(List.of(factor));
          powers.entrySet().stream()
              .sorted(Comparator.comparing(each -> each.getKey().toString()))
              .forEach(each -> factors.add(new Formula.Power(each.getKey(), each.getValue())));
          parts.add(new Formula.Mul(factors));
        });
    parts.sort(Comparator.comparing(Formula::toString));
    return new Formula.Add(parts);
  }

  /// The powers that come first in the order of {@link #formula}.
  Map<Formula, Num> leading() {
    return terms.keySet().stream()
        .min(Comparator.comparing(powers -> of(powers, (Num) Formula.ONE).formula().toString()))
        .orElseThrow();
  }

  static Formula bracket(Relation relation, Sum difference) {
    return new Formula.Iverson(Condition.compare(relation, difference.formula(), Formula.ZERO));
  }

  /// The least exponent of each atom.
  static Map<Formula, Num> shared(Sum sum) {
    Map<Formula, Num> least = new HashMap<>();
    Num none = (Num) Formula.ZERO;
    sum.terms().keySet().forEach(each -> each.keySet().forEach(atom -> least.put(atom, none)));
    least.replaceAll(
        (atom, _) ->
            sum.terms().keySet().stream()
                .map(powers -> powers.getOrDefault(atom, none))
                .reduce((a, b) -> sign((Num) a.minus(b)) < 0 ? a : b)
                .orElse(none));
    least.values().removeIf(exponent -> sign(exponent) == 0);
    return least;
  }

  static Num floor(Num n) {
    BigInteger[] parts = n.numerator().divideAndRemainder(n.denominator());
    BigInteger whole = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    return new Num(whole, BigInteger.ONE);
  }

  static boolean isExp(Formula atom) {
    return atom instanceof Call(String function, List<Formula> _) && function.equals("exp");
  }
}
