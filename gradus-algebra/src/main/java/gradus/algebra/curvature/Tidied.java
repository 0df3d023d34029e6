package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.formula.Formula;
import gradus.formula.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Terms without summands and factors that a number makes idle, as values in the place of names
/// leave them: `0 · u`, `1 · u`, `u + 0`; and without squares of roots.
final class Tidied {

  private Tidied() {}

  /// A reason for a term by one for it without idle summands and factors.
  static Optional<Reason> shown(
      Inequalities search, Known known, Formula term, boolean strict, int depth) {
    return isIdle(term)
        ? search
            .shown(known, of(term), strict, depth + 1)
            .flatMap(it -> search.by(known, term, Formula.ONE, it))
        : Optional.empty();
  }

  /// `−u·v` as `u·(−v)`, where `u` is 0 or more.
  static Optional<Reason> turned(
      Inequalities search, Known known, Formula term, boolean strict, int depth) {
    if (!(term instanceof Formula.Neg(Formula.Mul(List<Formula> factors)))) {
      return Optional.empty();
    }
    for (int i = 0; i < factors.size(); i++) {
      List<Formula> others = new ArrayList<>(factors);
      Formula turned = others.remove(i).negated();
      if (others.stream().allMatch(it -> new Ranges(known).of(it).isNotNegative())) {
        others.add(turned);
        return search
            .shown(known, new Formula.Mul(others), strict, depth + 1)
            .flatMap(it -> search.by(known, term, Formula.ONE, it));
      }
    }
    return Optional.empty();
  }

  /// Whether some product has a factor 0 or 1, some sum a summand 0, or some root is squared.
  static boolean isIdle(Formula term) {
    boolean here =
        switch (term) {
          case Formula.Add(List<Formula> terms) -> terms.contains(Formula.ZERO);
          case Formula.Mul(List<Formula> factors) ->
              factors.contains(Formula.ZERO) || factors.contains(Formula.ONE);
          case Formula.Power power -> isSquareOfRoot(power);
          default -> false;
        };
    return here || Known.evaluated(term).stream().anyMatch(Tidied::isIdle);
  }

  static Formula of(Formula term) {
    return switch (term) {
      case Formula.Add(List<Formula> terms) ->
          terms.stream().map(Tidied::of).reduce(Formula.ZERO, Formula::plus);
      case Formula.Mul(List<Formula> factors) ->
          factors.stream().map(Tidied::of).reduce(Formula.ONE, Tidied::product);
      case Formula.Neg(Formula inner) -> negated(of(inner));
      case Formula.Div(Formula above, Formula below) -> of(above).over(of(below));
      case Formula.Num _,
          Formula.Named _,
          Formula.Var _,
          Formula.Entry _,
          Formula.Fold _,
          Formula.Iverson _,
          Formula.Choose _ ->
          term;
      case Formula.Power power when isSquareOfRoot(power) -> of(Parts.of(power.base()).getFirst());
      case Formula.Power _, Formula.Call _ ->
          Parts.replaced(term, Parts.of(term).stream().map(Tidied::of).toList());
    };
  }

  private static boolean isSquareOfRoot(Formula.Power power) {
    return power.exponent().equals(Formula.number(2))
        && power.base() instanceof Formula.Call call
        && call.function().equals("sqrt");
  }

  private static Formula product(Formula u, Formula v) {
    return u.equals(Formula.ZERO) || v.equals(Formula.ZERO) ? Formula.ZERO : u.times(v);
  }

  private static Formula negated(Formula term) {
    return term instanceof Formula.Neg(Formula inner) ? inner : term.negated();
  }
}
