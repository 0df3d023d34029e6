package gradus.explain.loss;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.Verdict;
import gradus.algebra.decide.Decision;
import gradus.explain.notation.FormulaText;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A derivative as a person would write it: numbers and signs first, what cancels gone, `σ` where
/// it hides in exponentials, cases with their factors in them.
///
/// It is shown only where the prover says that it is the derivative.
final class ShortSlope {

  private ShortSlope() {}

  /// The same function, shorter; as it was where nothing shorter is proved to be the same.
  static Formula of(Formula taken) {
    Formula candidate = shorter(taken);
    boolean gains =
        FormulaText.of(candidate).length() <= FormulaText.of(taken).length()
            && !candidate.equals(taken);
    return gains && isProved(taken, candidate) ? candidate : taken;
  }

  private static boolean isProved(Formula left, Formula right) {
    Setting anywhere = new Setting(Map.of(), Map.of(), List.of());
    return Decision.decide(new Goal.Compare(anywhere, left, Relation.EQ, right))
        instanceof Verdict.Proved;
  }

  private static Formula shorter(Formula term) {
    return switch (term) {
      case Formula.Num _, Formula.Named _, Formula.Var _, Formula.Iverson _ -> term;
      case Formula.Entry _, Formula.Fold _ -> term;
      case Formula.Add(var terms) -> sum(all(terms));
      case Formula.Neg(Formula inner) -> product(shorter(inner).negated());
      case Formula.Mul(var factors) -> product(new Formula.Mul(all(factors)));
      case Formula.Div(Formula above, Formula below) ->
          product(shorter(above).over(shorter(below)));
      case Formula.Power(Formula base, Formula exponent) ->
          product(shorter(base).power(shorter(exponent)));
      case Formula.Call(String function, var arguments) ->
          new Formula.Call(function, all(arguments));
      case Formula.Choose(var condition, Formula then, Formula otherwise) ->
          new Formula.Choose(condition, shorter(then), shorter(otherwise));
    };
  }

  private static List<Formula> all(List<Formula> terms) {
    return terms.stream().map(ShortSlope::shorter).toList();
  }

  private static Formula product(Formula term) {
    Factors factors = Factors.of(term);
    Formula whole = factors.formula();
    if (whole instanceof Formula.Neg(Formula.Add(var terms))) {
      return sum(terms.stream().map(it -> Factors.of(it.negated()).formula()).toList());
    }
    return factors
        .choice()
        .<Formula>map(choice -> within(choice, factors.without(choice)))
        .orElse(whole);
  }

  /// The factor in each case.
  private static Formula within(Formula.Choose choice, Formula factor) {
    Formula rest =
        choice.otherwise() instanceof Formula.Choose more
            ? within(more, factor)
            : product(factor.times(choice.otherwise()));
    return new Formula.Choose(choice.condition(), product(factor.times(choice.then())), rest);
  }

  private static Formula sum(List<Formula> terms) {
    List<Formula> flat = new ArrayList<>();
    for (Formula term : terms) {
      flat.addAll(term instanceof Formula.Add(var inner) ? inner : List.of(term));
    }
    flat.removeIf(Formula.ZERO::equals);
    List<Formula> ways = new ArrayList<>(List.of(joined(flat)));
    multiplied(flat).ifPresent(ways::add);
    multiplied(flat.stream().map(ShortSlope::mirrored).toList()).ifPresent(ways::add);
    return Collections.min(ways, Comparator.comparingInt(it -> FormulaText.of(it).length()));
  }

  /// A product with `1 − σ(x)` in the place of `σ(−x)`.
  private static Formula mirrored(Formula term) {
    return switch (term) {
      case Formula.Call(String function, var arguments)
          when function.equals("sigmoid") && arguments.getFirst() instanceof Formula.Neg(var x) ->
          Formula.ONE.minus(Formula.call("sigmoid", x));
      case Formula.Neg(Formula inner) -> mirrored(inner).negated();
      case Formula.Mul(var factors) ->
          new Formula.Mul(factors.stream().map(ShortSlope::mirrored).toList());
      default -> term;
    };
  }

  private static Formula joined(List<Formula> terms) {
    return switch (terms.size()) {
      case 0 -> Formula.ZERO;
      case 1 -> terms.getFirst();
      default -> new Formula.Add(terms);
    };
  }

  /// The sum with its brackets multiplied out, what is positive first.
  private static Optional<Formula> multiplied(List<Formula> terms) {
    Map<Map<Formula, Integer>, BigInteger> sum = new LinkedHashMap<>();
    for (Formula term : terms) {
      Optional<Map<Map<Formula, Integer>, BigInteger>> expanded = Factors.of(term).expanded();
      if (expanded.isEmpty()) {
        return Optional.empty();
      }
      expanded.get().forEach((monomial, number) -> sum.merge(monomial, number, BigInteger::add));
    }
    List<Formula> positive = new ArrayList<>();
    List<Formula> negative = new ArrayList<>();
    sum.forEach(
        (monomial, number) -> {
          if (number.signum() != 0) {
            (number.signum() > 0 ? positive : negative).add(Factors.monomial(monomial, number));
          }
        });
    positive.addAll(negative);
    return Optional.of(joined(positive));
  }
}
