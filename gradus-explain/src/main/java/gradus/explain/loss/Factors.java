package gradus.explain.loss;

import gradus.formula.Formula;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A product taken apart: one fraction with its sign, and what stands above and below the line,
/// each once with its exponent. It changes while it is built.
final class Factors {

  private BigInteger numerator = BigInteger.ONE;
  private BigInteger denominator = BigInteger.ONE;
  private final Map<Formula, Integer> above = new LinkedHashMap<>();
  private final Map<Formula, Integer> below = new LinkedHashMap<>();

  /// The factors of a term whose parts are short already.
  static Factors of(Formula term) {
    Factors factors = new Factors();
    factors.put(term, 1);
    factors.cancelled();
    factors.sigmoids();
    return factors;
  }

  private void put(Formula term, int exponent) {
    switch (term) {
      case Formula.Num(BigInteger up, BigInteger down) when up.signum() != 0 || exponent > 0 -> {
        BigInteger left = up.pow(Math.abs(exponent));
        BigInteger right = down.pow(Math.abs(exponent));
        numerator = numerator.multiply(exponent > 0 ? left : right);
        denominator = denominator.multiply(exponent > 0 ? right : left);
      }
      case Formula.Neg(Formula inner) -> {
        numerator = exponent % 2 == 0 ? numerator : numerator.negate();
        put(inner, exponent);
      }
      case Formula.Mul(var factors) -> factors.forEach(factor -> put(factor, exponent));
      case Formula.Div(Formula up, Formula down) -> {
        put(up, exponent);
        put(down, -exponent);
      }
      case Formula.Power(Formula base, Formula.Num(BigInteger n, BigInteger one))
          when one.equals(BigInteger.ONE) && n.signum() > 0 && n.bitLength() < 8 ->
          put(base, exponent * n.intValueExact());
      default -> (exponent > 0 ? above : below).merge(term, Math.abs(exponent), Integer::sum);
    }
  }

  /// What is positive everywhere may leave both sides of the line; what may be 0 may not.
  private void cancelled() {
    for (Formula base : List.copyOf(above.keySet())) {
      if (isPositive(base)) {
        int common = Math.min(above.getOrDefault(base, 0), below.getOrDefault(base, 0));
        less(above, base, common);
        less(below, base, common);
      }
    }
    BigInteger common = numerator.gcd(denominator);
    if (common.signum() != 0) {
      numerator = numerator.divide(common);
      denominator = denominator.divide(common);
    }
    if (denominator.signum() < 0) {
      numerator = numerator.negate();
      denominator = denominator.negate();
    }
  }

  private static void less(Map<Formula, Integer> side, Formula base, int by) {
    side.computeIfPresent(base, (_, exponent) -> exponent == by ? null : exponent - by);
  }

  private static boolean isPositive(Formula term) {
    return switch (term) {
      case Formula.Call(String function, _) ->
          List.of("exp", "sigmoid", "softplus").contains(function);
      case Formula.Num number -> number.numerator().signum() > 0;
      case Formula.Add(var terms) ->
          terms.stream().allMatch(Factors::isPositive) || isRestOfSigmoid(terms);
      case Formula.Mul(var factors) -> factors.stream().allMatch(Factors::isPositive);
      case Formula.Div(Formula up, Formula down) -> isPositive(up) && isPositive(down);
      default -> false;
    };
  }

  /// `1 − σ`.
  private static boolean isRestOfSigmoid(List<Formula> terms) {
    return terms.size() == 2
        && terms.getFirst().equals(Formula.ONE)
        && terms.getLast() instanceof Formula.Neg(Formula.Call(String function, _))
        && function.equals("sigmoid");
  }

  /// `e^u / (1 + e^u)` is `σ(u)`.
  private void sigmoids() {
    for (Formula base : List.copyOf(above.keySet())) {
      if (base instanceof Formula.Call(String function, var arguments) && function.equals("exp")) {
        for (Formula sum :
            List.of(Formula.ONE.plus(base), new Formula.Add(List.of(base, Formula.ONE)))) {
          int common = Math.min(above.getOrDefault(base, 0), below.getOrDefault(sum, 0));
          if (common > 0) {
            less(above, base, common);
            less(below, sum, common);
            above.merge(Formula.call("sigmoid", arguments.getFirst()), common, Integer::sum);
          }
        }
      }
    }
  }

  boolean isZero() {
    return numerator.signum() == 0;
  }

  /// The one factor that is a choice, if there is one.
  Optional<Formula.Choose> choice() {
    List<Formula.Choose> found =
        above.keySet().stream()
            .filter(Formula.Choose.class::isInstance)
            .map(Formula.Choose.class::cast)
            .toList();
    return found.size() == 1 && above.getOrDefault(found.getFirst(), 0) == 1
        ? Optional.of(found.getFirst())
        : Optional.empty();
  }

  /// The product without one of its factors.
  Formula without(Formula factor) {
    Factors rest = new Factors();
    rest.numerator = numerator;
    rest.denominator = denominator;
    rest.above.putAll(above);
    rest.below.putAll(below);
    rest.above.remove(factor);
    return rest.formula();
  }

  /// The product, its sign and its number first.
  Formula formula() {
    if (isZero()) {
      return Formula.ZERO;
    }
    Formula up = product(numerator.abs(), above);
    Formula down = product(denominator, below);
    Formula size = down.equals(Formula.ONE) ? up : up.over(down);
    return numerator.signum() < 0 ? size.negated() : size;
  }

  private static Formula product(BigInteger number, Map<Formula, Integer> side) {
    List<Formula> factors = new ArrayList<>();
    if (!number.equals(BigInteger.ONE) || side.isEmpty()) {
      factors.add(new Formula.Num(number, BigInteger.ONE));
    }
    side.forEach(
        (base, exponent) ->
            factors.add(exponent == 1 ? base : base.power(Formula.number(exponent))));
    return factors.size() == 1 ? factors.getFirst() : new Formula.Mul(factors);
  }

  /// The product as a sum of products of sums multiplied out: monomials with their coefficients;
  /// empty where something stands below the line, or a sum has a high power.
  Optional<Map<Map<Formula, Integer>, BigInteger>> expanded() {
    if (!below.isEmpty()
        || !denominator.equals(BigInteger.ONE)
        || above.values().stream().anyMatch(exponent -> exponent > 3)) {
      return Optional.empty();
    }
    Map<Map<Formula, Integer>, BigInteger> sum = new LinkedHashMap<>(Map.of(Map.of(), numerator));
    for (Map.Entry<Formula, Integer> factor : above.entrySet()) {
      for (int i = 0; i < factor.getValue(); i++) {
        List<Formula> terms =
            factor.getKey() instanceof Formula.Add(var several)
                ? several
                : List.of(factor.getKey());
        Map<Map<Formula, Integer>, BigInteger> next = new LinkedHashMap<>();
        for (Formula term : terms) {
          Factors one = of(term);
          if (!one.below.isEmpty() || !one.denominator.equals(BigInteger.ONE)) {
            return Optional.empty();
          }
          sum.forEach(
              (monomial, coefficient) -> {
                Map<Formula, Integer> longer = new LinkedHashMap<>(monomial);
                one.above.forEach((base, exponent) -> longer.merge(base, exponent, Integer::sum));
                next.merge(longer, coefficient.multiply(one.numerator), BigInteger::add);
              });
        }
        sum = next;
      }
    }
    return Optional.of(sum);
  }

  /// A monomial with its coefficient.
  static Formula monomial(Map<Formula, Integer> powers, BigInteger coefficient) {
    Formula size = product(coefficient.abs(), powers);
    return coefficient.signum() < 0 ? size.negated() : size;
  }
}
