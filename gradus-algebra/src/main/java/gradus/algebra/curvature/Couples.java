package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Reasons;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks for reasons by two of several shares that add up to 1: they are at most all of them.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Couples(Inequalities search, Known known, int depth) {

  /// By two shares; without a search for what follows of their sum, unless deeper.
  Optional<Reason> shown(Formula term, boolean strict, Fold share, boolean deeper) {
    List<Var> places =
        Substitution.variables(term).stream()
            .filter(known.setting()::isInteger)
            .sorted()
            .map(Formula::var)
            .filter(it -> known.holds(share, it))
            .limit(3)
            .toList();
    for (Var i : places) {
      for (Var j : places) {
        if (known.entails(j.minus(i), true) || known.isApart(i.minus(j))) {
          Optional<Reason> found = of(term, strict, share, i, j, deeper);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Reason> of(
      Formula term, boolean strict, Fold share, Var i, Var j, boolean deeper) {
    Formula one = Known.replaced(share.body(), share.index(), i);
    Formula other = Known.replaced(share.body(), share.index(), j);
    Formula gap = Formula.ONE.minus(one).minus(other);
    Formula total = share.body() instanceof Div(Formula _, Formula by) ? by : Formula.ONE;
    Formula part = share.body() instanceof Div(Formula upper, Formula _) ? upper : share.body();
    Formula left =
        new Formula.Choose(
            Condition.compare(Relation.EQ, share.index(), i),
            Formula.ZERO,
            new Formula.Choose(
                Condition.compare(Relation.EQ, share.index(), j), Formula.ZERO, part));
    Fold rest = new Fold(Combination.SUM, share.index(), share.from(), share.to(), left);
    return search
        .by(known, gap, total, new Reason.Parts(rest, false))
        .filter(it -> Reasons.hold(known.setting(), it))
        .flatMap(
            fact ->
                product(known.with(gap, false), term, strict, one, other)
                    .or(
                        () ->
                            deeper
                                ? search.shown(known.with(gap, false), term, strict, depth + 1)
                                : Optional.empty())
                    .<Reason>map(it -> new Reason.Lemma(term, strict, fact, it)));
  }

  /// The number of a term that is a number less something.
  static Optional<Formula> bound(Formula term) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Wholes.signed(term, true, above, below);
    List<Formula> less = below.stream().filter(Couples::isNumber).toList();
    boolean rest = below.size() == less.size() + 1 && above.stream().allMatch(Couples::isNumber);
    return rest
        ? Optional.of(Inequalities.sum(above).minus(Inequalities.sum(less)))
        : Optional.empty();
  }

  private static boolean isNumber(Formula term) {
    return term instanceof Formula.Num || term instanceof Div(Formula.Num _, Formula.Num _);
  }

  /// `c − uv ≥ 0` where `c ≥ 1/4`, as `c − 1/4 + ((u − v)² + (1 − u − v)(1 + u + v))/4`.
  private Optional<Reason> product(
      Known there, Formula term, boolean strict, Formula u, Formula v) {
    Optional<Formula> bound = bound(term);
    if (bound.isEmpty()) {
      return Optional.empty();
    }
    Formula four = Formula.number(4);
    Formula more = new Formula.Add(List.of(four.times(bound.get()), Formula.number(-1)));
    Formula square = u.minus(v).power(Formula.number(2));
    Formula gap = Formula.ONE.minus(u).minus(v);
    Formula sum = Formula.ONE.plus(u).plus(v);
    Formula product = new Mul(List.of(gap, sum));
    Formula whole = new Formula.Add(List.of(more, square, product));
    List<Reason> factors = List.of(new Reason.Linear(gap, false), new Reason.Parts(sum, false));
    Reason each =
        new Reason.Each(
            whole,
            strict,
            List.of(
                new Reason.Linear(more, strict),
                new Reason.Parts(square, false),
                new Reason.Each(product, false, factors)));
    return Reasons.hold(there.setting(), each)
        ? search.by(there, term, four, each)
        : Optional.empty();
  }
}
