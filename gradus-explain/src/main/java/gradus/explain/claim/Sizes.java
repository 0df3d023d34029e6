package gradus.explain.claim;

import gradus.algebra.Setting;
import gradus.explain.notation.FormulaText;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/// Lengths as sums of symbols: added, compared and written in one way.
final class Sizes {

  private Sizes() {}

  /// A length in its plain form, if it is a sum of symbols; else as it is.
  static Formula tidy(Formula size) {
    Map<String, BigInteger> terms = new TreeMap<>();
    return collect(size, BigInteger.ONE, terms) ? written(terms) : size;
  }

  /// The number, if it is whole and moderate.
  static OptionalInt whole(Formula term) {
    return term instanceof Formula.Num(BigInteger above, BigInteger below)
            && below.equals(BigInteger.ONE)
            && above.bitLength() < 31
        ? OptionalInt.of(above.intValue())
        : OptionalInt.empty();
  }

  /// Whether a term has more parts than a limit; a part counts as often as it stands there.
  static boolean isLarger(Formula term, int limit) {
    Deque<Formula> open = new ArrayDeque<>(List.of(term));
    int seen = 0;
    while (!open.isEmpty() && seen <= limit) {
      seen++;
      open.addAll(parts(open.removeLast()));
    }
    return seen > limit;
  }

  private static List<Formula> parts(Formula term) {
    return switch (term) {
      case Formula.Num _, Formula.Named _, Formula.Var _, Formula.Iverson _ -> List.of();
      case Formula.Entry(String _, List<Formula> index) -> index;
      case Formula.Add(List<Formula> terms) -> terms;
      case Formula.Neg(Formula inner) -> List.of(inner);
      case Formula.Mul(List<Formula> factors) -> factors;
      case Formula.Div(Formula above, Formula below) -> List.of(above, below);
      case Formula.Power(Formula base, Formula exponent) -> List.of(base, exponent);
      case Formula.Call(String _, List<Formula> arguments) -> arguments;
      case Formula.Fold fold -> List.of(fold.from(), fold.to(), fold.body());
      case Formula.Choose choose -> List.of(choose.then(), choose.otherwise());
    };
  }

  /// Whether a sum of lengths, each 1 or more, depends on them and is never above 0.
  static boolean isNeverPositive(Formula size) {
    Map<String, BigInteger> terms = new TreeMap<>();
    if (!collect(size, BigInteger.ONE, terms)) {
      return false;
    }
    BigInteger most = terms.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger constant = terms.getOrDefault("", BigInteger.ZERO);
    terms.remove("");
    return most.signum() <= 0
        && terms.values().stream().allMatch(it -> it.signum() <= 0)
        && terms.values().stream().anyMatch(it -> it.signum() < 0)
        && constant.bitLength() < 31;
  }

  /// Refuses numbers that are not whole where something is counted.
  static Formula counted(Formula number, Term at, String what) {
    if (number instanceof Formula.Num(BigInteger _, BigInteger below)
        && !below.equals(BigInteger.ONE)) {
      throw new ClaimException(
          at.at(), "a whole number as " + what, FormulaText.of(number), "Use floor(…) to round.");
    }
    return number;
  }

  /// Whether a term is certainly an integer, by its form.
  static boolean isWhole(Formula term, Map<String, Setting.Kind> kinds) {
    return switch (term) {
      case Formula.Num(BigInteger _, BigInteger below) -> below.equals(BigInteger.ONE);
      case Formula.Var(String name) -> kinds.get(name) != Setting.Kind.REAL;
      case Formula.Neg(Formula inner) -> isWhole(inner, kinds);
      case Formula.Add(List<Formula> terms) -> terms.stream().allMatch(it -> isWhole(it, kinds));
      case Formula.Mul(List<Formula> factors) ->
          factors.stream().allMatch(it -> isWhole(it, kinds));
      case Formula.Call(String function, List<Formula> arguments) ->
          Set.of("floor", "ceil", "floordiv").contains(function)
              || (Set.of("max", "min", "mod").contains(function)
                  && arguments.stream().allMatch(it -> isWhole(it, kinds)));
      case Formula.Named _,
          Formula.Entry _,
          Formula.Div _,
          Formula.Power _,
          Formula.Fold _,
          Formula.Iverson _,
          Formula.Choose _ ->
          false;
    };
  }

  /// The longer of 0 and a length.
  static Formula clamped(Formula size) {
    Formula tidy = tidy(size);
    return tidy instanceof Formula.Num n
        ? n.numerator().signum() < 0 ? Formula.ZERO : n
        : Formula.call("max", Formula.ZERO, tidy);
  }

  /// A length that is 0 where its end is known to stand before its start.
  static Formula ended(Formula size) {
    Formula tidy = tidy(size);
    return tidy instanceof Formula.Num ? clamped(tidy) : tidy;
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
