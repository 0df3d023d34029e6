package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Neg;
import gradus.formula.Formula.Power;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at a difference of two products of exponentials by the difference of their exponents: `e^m
/// e^y − e^x` is 0 or more where `m + y − x` is. At the top other factors, and a side, that are
/// positive count by their logarithms: `V − e^x` is where `log V − x` is.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Exponents(Inequalities search, Known known, int depth) {

  Optional<Reason> shown(Formula term, boolean strict) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Wholes.signed(term, true, above, below);
    if (!isCompared(above, below)) {
      return Optional.empty();
    }
    Optional<Formula> u = exponent(Inequalities.sum(above));
    Optional<Formula> v = exponent(Inequalities.sum(below));
    return u.isEmpty() || v.isEmpty()
        ? Optional.empty()
        : apart(u.get().minus(v.get()), strict)
            .<Reason>map(
                it ->
                    new Reason.Growing(
                        new Add(List.of(exp(u.get()), new Neg(exp(v.get())))), strict, it))
            .flatMap(
                it ->
                    it.term().equals(term)
                        ? Optional.of(it)
                        : search.by(known, term, Formula.ONE, it));
  }

  /// Two exponentials; at the top one of them may be a sum that is positive, as in Jensen's
  /// inequality. Of a function, as in `log(1 + e^x) ≤ e^x`, a logarithm more says less.
  private boolean isCompared(List<Formula> above, List<Formula> below) {
    boolean more = above.size() == 1 && hasExponential(above.getFirst());
    boolean less = below.size() == 1 && hasExponential(below.getFirst());
    return (more && less) || (depth == 0 && ((more && isSum(below)) || (less && isSum(above))));
  }

  private static boolean isSum(List<Formula> side) {
    return !side.isEmpty() && side.stream().noneMatch(Call.class::isInstance);
  }

  private static Formula exp(Formula of) {
    return Formula.call("exp", of);
  }

  /// A difference of exponents, without what all its summands are divided by.
  private Optional<Reason> apart(Formula term, boolean strict) {
    List<Formula> numerators = new ArrayList<>();
    Optional<Formula> divisor = Optional.empty();
    for (Formula each : Apart.flat(term)) {
      Formula inner = each instanceof Neg(Formula negated) ? negated : each;
      if (!(inner instanceof Div(Formula over, Formula by))
          || !by.equals(divisor.orElse(by))
          || !new Ranges(known).of(by).isPositive()) {
        return search.shown(known, term, strict, depth + 1);
      }
      divisor = Optional.of(by);
      numerators.add(each instanceof Neg ? over.negated() : over);
    }
    Formula by = divisor.orElse(Formula.ONE);
    return search
        .shown(known, Inequalities.sum(numerators), strict, depth + 1)
        .flatMap(it -> search.by(known, term, by, it));
  }

  private static boolean hasExponential(Formula term) {
    return switch (term) {
      case Call(String function, List<Formula> _) -> function.equals("exp");
      case Mul(List<Formula> factors) -> factors.stream().anyMatch(Exponents::hasExponential);
      case Div(Formula over, Formula _) -> hasExponential(over);
      default -> false;
    };
  }

  /// Of which a term is the exponential.
  Optional<Formula> exponent(Formula term) {
    return switch (term) {
      case Call(String function, List<Formula> of) when function.equals("exp") ->
          Optional.of(of.getFirst());
      case Mul(List<Formula> factors) -> {
        Optional<Formula> sum = Optional.of(Formula.ZERO);
        for (Formula factor : factors) {
          sum = sum.flatMap(it -> exponent(factor).map(it::plus));
        }
        yield sum;
      }
      case Div(Formula over, Formula by) ->
          exponent(over).flatMap(it -> exponent(by).map(it::minus));
      case Power(Formula base, Formula power) when depth == 0 -> exponent(base).map(power::times);
      default ->
          depth == 0 && new Ranges(known).of(term).isPositive()
              ? Optional.of(Formula.call("log", term))
              : Optional.empty();
    };
  }
}
