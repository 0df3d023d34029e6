package gradus.algebra.limits;

import gradus.formula.Formula;
import gradus.formula.Formula.Num;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Terms that are polynomials in the variable: their coefficients, the constant one first.
///
/// @param approach where the variable goes
/// @param constants signs of what does not vary
record Coefficients(Approach approach, Constants constants) {

  private static final int HIGHEST = 12;

  /// The coefficients of a polynomial; the last one is known not to be 0, if there is one.
  Optional<List<Formula>> of(Formula term) {
    return all(term).flatMap(this::trimmed);
  }

  private Optional<List<Formula>> trimmed(List<Formula> coefficients) {
    List<Formula> rest = new ArrayList<>(coefficients);
    while (!rest.isEmpty()) {
      var sign = constants.sign(rest.getLast());
      if (sign.isEmpty()) {
        return Optional.empty();
      }
      if (sign.getAsInt() != 0) {
        return Optional.of(rest);
      }
      rest.removeLast();
    }
    return Optional.of(rest);
  }

  private Optional<List<Formula>> all(Formula term) {
    if (!approach.moves(term)) {
      return Optional.of(List.of(term));
    }
    return switch (term) {
      case Formula.Var _ -> Optional.of(List.of(Formula.ZERO, Formula.ONE));
      case Formula.Add(List<Formula> terms) -> joined(terms, List.of(), Coefficients::sum);
      case Formula.Neg(Formula inner) ->
          all(inner).map(it -> it.stream().map(Formula::negated).toList());
      case Formula.Mul(List<Formula> factors) ->
          joined(factors, List.of(Formula.ONE), Coefficients::product);
      case Formula.Div(Formula above, Formula below) when !approach.moves(below) ->
          all(above).map(it -> it.stream().map(each -> each.over(below)).toList());
      case Formula.Power(Formula base, Num exponent) -> power(base, exponent);
      default -> Optional.empty();
    };
  }

  private Optional<List<Formula>> power(Formula base, Num exponent) {
    int times = natural(exponent);
    return times < 0
        ? Optional.empty()
        : joined(Collections.nCopies(times, base), List.of(Formula.ONE), Coefficients::product);
  }

  /// A natural number that is not large, or −1.
  static int natural(Num number) {
    boolean small =
        number.denominator().bitLength() == 1
            && number.numerator().signum() >= 0
            && number.numerator().bitLength() < 5;
    return small && number.numerator().intValue() <= HIGHEST ? number.numerator().intValue() : -1;
  }

  private interface Joining {
    List<Formula> of(List<Formula> first, List<Formula> second);
  }

  private Optional<List<Formula>> joined(
      List<Formula> terms, List<Formula> start, Joining joining) {
    List<Formula> all = start;
    for (Formula each : terms) {
      Optional<List<Formula>> next = all(each);
      if (next.isEmpty() || all.size() + next.get().size() > 2 * HIGHEST) {
        return Optional.empty();
      }
      all = joining.of(all, next.get());
    }
    return Optional.of(all);
  }

  private static List<Formula> sum(List<Formula> first, List<Formula> second) {
    List<Formula> sum = new ArrayList<>();
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      sum.add(Constants.tidy(at(first, i).plus(at(second, i))));
    }
    return sum;
  }

  private static List<Formula> product(List<Formula> first, List<Formula> second) {
    List<Formula> product = new ArrayList<>();
    for (int i = 0; i < first.size() + second.size() - 1; i++) {
      Formula sum = Formula.ZERO;
      for (int j = 0; j <= i; j++) {
        sum = sum.plus(at(first, j).times(at(second, i - j)));
      }
      product.add(Constants.tidy(sum));
    }
    return product;
  }

  private static Formula at(List<Formula> coefficients, int i) {
    return i < coefficients.size() ? coefficients.get(i) : Formula.ZERO;
  }
}
