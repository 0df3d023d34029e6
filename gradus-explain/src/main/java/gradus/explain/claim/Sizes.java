package gradus.explain.claim;

import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Lengths as sums of symbols: added, compared and written in one way.
final class Sizes {

  private Sizes() {}

  /// A length in its plain form, if it is a sum of symbols; else as it is.
  static Formula tidy(Formula size) {
    Map<String, BigInteger> terms = new TreeMap<>();
    return collect(size, BigInteger.ONE, terms) ? written(terms) : size;
  }

  /// The longer of 0 and a length.
  static Formula clamped(Formula size) {
    Formula tidy = tidy(size);
    return tidy instanceof Formula.Num n
        ? n.numerator().signum() < 0 ? Formula.ZERO : n
        : Formula.call("max", Formula.ZERO, tidy);
  }

  /// The quotient, rounded down.
  static Formula quotient(Formula above, Formula below) {
    Formula tidy = tidy(above);
    if (below.equals(Formula.ONE)) {
      return tidy;
    }
    return tidy instanceof Formula.Num n
            && below instanceof Formula.Num by
            && by.numerator().signum() > 0
        ? Formula.number(
            Math.floorDiv(n.numerator().longValueExact(), by.numerator().longValueExact()))
        : Formula.call("floordiv", tidy, below);
  }

  /// What a sum may run to in place of `max(0, n)`: the same indices from 1 on.
  static Formula bound(Formula size) {
    return size instanceof Formula.Call(String name, var arguments)
            && name.equals("max")
            && arguments.getFirst().equals(Formula.ZERO)
        ? arguments.getLast()
        : size;
  }

  private static boolean collect(Formula term, BigInteger factor, Map<String, BigInteger> terms) {
    return switch (term) {
      case Formula.Num(BigInteger above, BigInteger below) -> {
        terms.merge("", factor.multiply(above), BigInteger::add);
        yield below.equals(BigInteger.ONE);
      }
      case Formula.Var(String name) -> {
        terms.merge(name, factor, BigInteger::add);
        yield true;
      }
      case Formula.Add(var parts) -> parts.stream().allMatch(part -> collect(part, factor, terms));
      case Formula.Neg(Formula inner) -> collect(inner, factor.negate(), terms);
      case Formula.Mul(var factors) -> product(factors, factor, terms);
      default -> false;
    };
  }

  private static boolean product(
      List<Formula> factors, BigInteger factor, Map<String, BigInteger> terms) {
    List<Formula> symbols = factors.stream().filter(it -> !(it instanceof Formula.Num)).toList();
    if (symbols.size() > 1) {
      return false;
    }
    Formula number =
        factors.stream()
            .filter(it -> it instanceof Formula.Num)
            .reduce(Formula.ONE, (product, next) -> product.times(next));
    return number instanceof Formula.Num n
        && n.denominator().equals(BigInteger.ONE)
        && collect(
            symbols.isEmpty() ? Formula.ONE : symbols.getFirst(),
            factor.multiply(n.numerator()),
            terms);
  }

  private static Formula written(Map<String, BigInteger> terms) {
    Formula sum = Formula.ZERO;
    for (var entry : terms.entrySet()) {
      Formula number = new Formula.Num(entry.getValue(), BigInteger.ONE);
      if (entry.getKey().isEmpty() || entry.getValue().signum() == 0) {
        continue;
      }
      Formula symbol = Formula.var(entry.getKey());
      boolean minus = number.equals(Formula.number(-1));
      sum = sum.plus(minus ? symbol.negated() : number.times(symbol));
    }
    return sum.plus(new Formula.Num(terms.getOrDefault("", BigInteger.ZERO), BigInteger.ONE));
  }

  /// Whether two lengths are the same sum.
  static boolean same(Formula a, Formula b) {
    return tidy(bound(a)).equals(tidy(bound(b)));
  }

  static gradus.formula.Condition atLeast(Formula size, long least) {
    return gradus.formula.Condition.compare(Relation.GE, size, Formula.number(least));
  }
}
