package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at the squares of both sides where a root is taken.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Radicals(Inequalities search, Known known, int depth) {

  /// What is added less what is taken away, by the squares of both.
  Optional<Reason> shown(Formula term, boolean strict) {
    List<Formula> more = new ArrayList<>();
    List<Formula> less = new ArrayList<>();
    Wholes.signed(term, true, more, less);
    if (!hasRoot(term)) {
      return Optional.empty();
    }
    Optional<Reason> squared =
        more.isEmpty() || less.isEmpty()
            ? Optional.empty()
            : squared(term, Inequalities.sum(more), Inequalities.sum(less), strict);
    return squared.or(() -> alone(term, strict));
  }

  /// The only summand with roots against the rest: `|x| |y| + Σ x y` by `Σ x² Σ y² − (−Σ x y)²`.
  private Optional<Reason> alone(Formula term, boolean strict) {
    List<Formula> rest = new ArrayList<>(Apart.flat(term));
    List<Formula> roots = rest.stream().filter(Radicals::hasRoot).toList();
    rest.removeAll(roots);
    return roots.size() != 1 || rest.isEmpty() || roots.getFirst() instanceof Formula.Neg
        ? Optional.empty()
        : squared(term, roots.getFirst(), Inequalities.sum(rest).negated(), strict);
  }

  private Optional<Reason> squared(Formula term, Formula u, Formula v, boolean strict) {
    Formula squares = u.power(Formula.number(2)).minus(v.power(Formula.number(2)));
    return search
        .shown(known, u, false, depth + 2)
        .flatMap(
            sign ->
                rooted(u, v, squares, strict)
                    .or(() -> multiplied(squares, strict, depth + 2))
                    .map(it -> new Reason.Squared(u.minus(v), strict, sign, it)))
        .flatMap(
            it ->
                it.term().equals(term) ? Optional.of(it) : search.by(known, term, Formula.ONE, it));
  }

  /// What stands under roots, in the place of their squares.
  private Optional<Reason> rooted(Formula u, Formula v, Formula squares, boolean strict) {
    Formula plain = square(u).minus(square(v));
    return hasRoot(plain)
        ? Optional.empty()
        : search
            .shown(known, plain, strict, depth + 2)
            .flatMap(it -> search.by(known, squares, Formula.ONE, it));
  }

  private static Formula square(Formula term) {
    return switch (term) {
      case Call(String function, List<Formula> under) when function.equals("sqrt") ->
          under.getFirst();
      case Formula.Num(BigInteger above, BigInteger below) ->
          new Formula.Num(above.pow(2), below.pow(2));
      case Formula.Mul(List<Formula> factors) ->
          new Formula.Mul(factors.stream().map(Radicals::square).toList());
      case Formula.Div(Formula above, Formula below) -> square(above).over(square(below));
      default -> term.power(Formula.number(2));
    };
  }

  /// Squares of roots, multiplied out.
  private Optional<Reason> multiplied(Formula squares, boolean strict, int deeper) {
    return search
        .normal(known, squares)
        .flatMap(
            normal ->
                search
                    .shown(known, normal, strict, deeper)
                    .flatMap(it -> search.by(known, squares, Formula.ONE, it)));
  }

  static boolean hasRoot(Formula term) {
    boolean root =
        switch (term) {
          case Call(String function, List<Formula> _) -> function.equals("sqrt");
          case Formula.Power(Formula _, Formula.Num n) -> n.denominator().equals(BigInteger.TWO);
          default -> false;
        };
    return root || Known.evaluated(term).stream().anyMatch(Radicals::hasRoot);
  }
}
