package gradus.algebra.limits;

import gradus.algebra.calculus.Definitions;
import gradus.algebra.limits.Monomials.Monomial;
import gradus.algebra.limits.Tends.Infinite;
import gradus.algebra.limits.Tends.Value;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Num;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Terms as sums of products in which each sum is divided by its largest summand: `e^a/(1 + e^a)`
/// as `1/(1 + e^{−a})` for large `a`, `log(1 + e^a)` as `a + log(1 + e^{−a})`.
///
/// @param tending tells which summand is the largest
record Scaled(Tending tending) {

  private static final Set<String> DEFINED =
      Set.of("sigmoid", "tanh", "softplus", "sqrt", "log1p", "expm1", "relu", "abs", "max", "min");

  /// The term so written.
  static Formula of(Approach approach, Formula term) {
    return new Scaled(Tending.of(approach)).sum(term).term();
  }

  /// The term as the part of a summand that leaves all bounds, times what remains after a division
  /// by it; the term itself if that has bounds for no summand.
  static Formula product(Approach approach, Formula term) {
    Scaled scaled = new Scaled(Tending.of(approach));
    Monomials sum = scaled.sum(term);
    for (Monomial each : sum.factors().keySet()) {
      Map<Formula, Fraction> powers = new LinkedHashMap<>(each.powers());
      powers.keySet().retainAll(Set.of(approach.by()));
      Monomial far = new Monomial(powers, each.exponent());
      Monomials rest =
          sum.times(new Monomials(Map.of(far.power(Fraction.ONE.negated()), Fraction.ONE)));
      if (rest.summands().stream().allMatch(scaled::isBounded)) {
        return new Monomials(Map.of(far, Fraction.ONE)).times(atom(rest.term())).term();
      }
    }
    return term;
  }

  private Monomials sum(Formula term) {
    if (!tending.approach().moves(term) && !(term instanceof Num)) {
      return constant(term);
    }
    return switch (term) {
      case Num number -> Monomials.of(fraction(number));
      case Formula.Add(List<Formula> terms) -> {
        Monomials sum = Monomials.ZERO;
        for (Formula each : terms) {
          sum = sum.plus(sum(each));
        }
        yield sum;
      }
      case Formula.Neg(Formula inner) -> sum(inner).times(Fraction.ONE.negated());
      case Formula.Mul(List<Formula> factors) -> {
        Monomials product = Monomials.of(Fraction.ONE);
        for (Formula each : factors) {
          product = times(product, sum(each));
        }
        yield product;
      }
      case Formula.Div(Formula above, Formula below) ->
          times(sum(above), power(sum(below), Fraction.ONE.negated()));
      case Formula.Power(Formula base, Num exponent) -> power(sum(base), fraction(exponent));
      case Formula.Power(Formula base, Formula exponent) ->
          exponential(sum(exponent.times(Formula.call("log", base))));
      case Call(String function, List<Formula> arguments) -> call(term, function, arguments);
      case Formula.Choose(var condition, Formula then, Formula otherwise) ->
          tending.holds(condition).map(it -> sum(it ? then : otherwise)).orElse(atom(term));
      case Formula.Iverson(var condition) ->
          tending
              .holds(condition)
              .map(it -> it ? Monomials.of(Fraction.ONE) : Monomials.ZERO)
              .orElse(atom(term));
      case Formula.Var _, Formula.Named _, Formula.Entry _, Formula.Fold _ -> atom(term);
    };
  }

  private static Monomials atom(Formula term) {
    return Monomials.of(term, Fraction.ONE);
  }

  /// What does not vary stays as it is written, but for sums and products.
  private Monomials constant(Formula term) {
    return switch (term) {
      case Formula.Neg(Formula inner) -> sum(inner).times(Fraction.ONE.negated());
      case Formula.Add(List<Formula> terms) ->
          terms.stream().map(this::sum).reduce(Monomials.ZERO, Monomials::plus);
      case Formula.Mul(List<Formula> factors) ->
          factors.stream().map(this::sum).reduce(Monomials.of(Fraction.ONE), Scaled::times);
      default -> atom(term);
    };
  }

  private static Fraction fraction(Num number) {
    return new Fraction(number.numerator(), number.denominator());
  }

  private static Monomials times(Monomials first, Monomials second) {
    return first.factors().size() * second.factors().size() <= Monomials.MOST
        ? first.times(second)
        : atom(first.term()).times(atom(second.term()));
  }

  private Monomials call(Formula term, String function, List<Formula> arguments) {
    if (function.equals("exp")) {
      return exponential(sum(arguments.getFirst()));
    }
    if (function.equals("log")) {
      return logarithm(sum(arguments.getFirst()));
    }
    return DEFINED.contains(function)
        ? Definitions.of(term).map(this::sum).orElse(atom(term))
        : atom(term);
  }

  /// What leaves all bounds stays in the exponent, the rest is a factor.
  private Monomials exponential(Monomials exponent) {
    Monomials far = Monomials.ZERO;
    Monomials near = Monomials.ZERO;
    for (Monomials each : exponent.summands()) {
      boolean infinite = tending.of(each.term()).filter(Value.class::isInstance).isEmpty();
      far = infinite ? far.plus(each) : far;
      near = infinite ? near : near.plus(each);
    }
    Monomials first = Monomials.exponential(far);
    return near.factors().isEmpty() ? first : first.times(atom(Formula.call("exp", near.term())));
  }

  private Monomials logarithm(Monomials of) {
    Monomials parts = split(of);
    Monomial largest = parts.monomial();
    Formula by = tending.approach().by();
    Fraction power = largest.powers().getOrDefault(by, Fraction.ZERO);
    if (largest.exponent().factors().isEmpty() && power.signum() == 0) {
      return atom(Formula.call("log", of.term()));
    }
    Map<Formula, Fraction> rest = new LinkedHashMap<>(largest.powers());
    rest.remove(by);
    Monomials inner = new Monomials(Map.of(new Monomial(rest, Monomials.ZERO), parts.factor()));
    Monomials logarithms =
        power.signum() == 0 ? Monomials.ZERO : atom(Formula.call("log", by)).times(power);
    Monomials last =
        inner.equals(Monomials.of(Fraction.ONE))
            ? Monomials.ZERO
            : atom(Formula.call("log", inner.term()));
    return largest.exponent().plus(logarithms).plus(last);
  }

  /// One product: the largest summand times what remains of the sum after a division by it.
  private Monomials split(Monomials sum) {
    if (sum.isOne()) {
      return sum;
    }
    for (Monomials each : sum.summands()) {
      Monomials largest = new Monomials(Map.of(each.monomial(), Fraction.ONE));
      Monomials inverse =
          new Monomials(Map.of(each.monomial().power(Fraction.ONE.negated()), Fraction.ONE));
      Monomials rest = sum.times(inverse);
      if (rest.summands().stream().allMatch(this::isBounded)) {
        return largest.times(atom(rest.term()));
      }
    }
    return atom(sum.term());
  }

  private boolean isBounded(Monomials summand) {
    return tending.of(summand.term()).filter(it -> !(it instanceof Infinite)).isPresent();
  }

  private Monomials power(Monomials base, Fraction exponent) {
    boolean whole = exponent.denominator().equals(BigInteger.ONE);
    if (whole && exponent.signum() > 0 && exponent.compareTo(Fraction.of(4)) <= 0) {
      Monomials power = base;
      for (int i = exponent.numerator().intValue(); i > 1; i--) {
        power = times(power, base);
      }
      return power;
    }
    if (base.factors().isEmpty()) {
      return atom(Formula.ZERO.power(new Num(exponent.numerator(), exponent.denominator())));
    }
    Monomials one = split(base);
    Monomials number =
        whole
            ? Monomials.of(one.factor().power(exponent))
            : one.factor().equals(Fraction.ONE)
                ? Monomials.of(Fraction.ONE)
                : Monomials.of(
                    new Num(one.factor().numerator(), one.factor().denominator()), exponent);
    return number.times(new Monomials(Map.of(one.monomial().power(exponent), Fraction.ONE)));
  }
}
