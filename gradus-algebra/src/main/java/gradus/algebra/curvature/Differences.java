package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.formula.Formula;
import gradus.formula.Formula.Mul;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at a difference of two squares as a product: `u² − v² = (u − |v|)(u + |v|)`.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Differences(Inequalities search, Known known, int depth) {

  private static final Formula TWO = Formula.number(2);

  Optional<Reason> shown(Formula term, boolean strict) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Wholes.signed(term, true, above, below);
    if (above.size() != 1 || below.size() != 1) {
      return Optional.empty();
    }
    Optional<Formula> u = base(above.getFirst());
    Optional<Formula> v = base(below.getFirst());
    return u.isEmpty() || v.isEmpty()
        ? Optional.empty()
        : product(term, size(u.get()), size(v.get()), strict);
  }

  /// Of which a term is the square, or the square divided by that of a number.
  private static Optional<Formula> base(Formula term) {
    return switch (term) {
      case Formula.Power(Formula base, Formula two) when two.equals(TWO) -> Optional.of(base);
      case Formula.Div(Formula above, Formula.Num below) ->
          root(below).flatMap(by -> base(above).map(it -> it.over(by)));
      case Mul(List<Formula> factors)
          when factors.size() == 2 && factors.getFirst() instanceof Formula.Num number ->
          root(number).flatMap(by -> base(factors.getLast()).map(by::times));
      case Mul(List<Formula> factors)
          when factors.size() == 2 && factors.getLast() instanceof Formula.Num ->
          base(new Mul(factors.reversed()));
      default -> Optional.empty();
    };
  }

  private static Optional<Formula> root(Formula.Num number) {
    BigInteger above = number.numerator().max(BigInteger.ZERO).sqrt();
    BigInteger below = number.denominator().sqrt();
    return above.pow(2).equals(number.numerator()) && below.pow(2).equals(number.denominator())
        ? Optional.of(new Formula.Num(above, below))
        : Optional.empty();
  }

  /// Of a multiple as `base` gives it: of its only other factor.
  private Formula size(Formula term) {
    return switch (term) {
      case Formula.Div(Formula above, Formula.Num below) -> size(above).over(below);
      case Mul(List<Formula> factors) when factors.getFirst() instanceof Formula.Num number ->
          number.times(size(factors.getLast()));
      default -> new Ranges(known).of(term).isNotNegative() ? term : Formula.call("abs", term);
    };
  }

  private Optional<Reason> product(Formula term, Formula u, Formula v, boolean strict) {
    Formula apart = u.minus(v);
    Formula sum = u.plus(v);
    return search
        .shown(known, apart, strict, depth + 1)
        .flatMap(
            first ->
                search
                    .shown(known, sum, strict, depth + 1)
                    .<Reason>map(
                        second ->
                            new Reason.Each(
                                new Mul(List.of(apart, sum)), strict, List.of(first, second))))
        .flatMap(it -> search.by(known, term, Formula.ONE, it));
  }
}
