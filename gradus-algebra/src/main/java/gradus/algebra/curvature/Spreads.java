package gradus.algebra.curvature;

import gradus.algebra.CurvatureProof;
import gradus.algebra.CurvatureProof.Outer;
import gradus.algebra.CurvatureProof.Rewritten;
import gradus.algebra.Goal;
import gradus.algebra.Reason;
import gradus.algebra.Work;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Laws;
import gradus.algebra.signs.Ranges;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Iverson;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Neg;
import gradus.formula.Formula.Var;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks for a matrix as a sum over pairs of indices.
///
/// With `w ≥ 0` these are `½ Σₖₗ wₖₗ (eₖ ± eₗ)(eₖ ± eₗ)ᵀ` and a diagonal, where the entries beside
/// the diagonal have one sign and the diagonal outweighs them, such as `diag(p) − ppᵀ`; the spread
/// `½ Σₖₗ wₖwₗ (aₖ − aₗ)(aₖ − aₗ)ᵀ` of vectors whose weights add up to 1; and `½ Σₖₗ (uₖeₗ −
/// uₗeₖ)(uₖeₗ − uₗeₖ)ᵀ` and a diagonal, where the entries beside it are `−uₖuₗ`.
///
/// @param goal what is asked
/// @param search looks for reasons and canonical forms
/// @param known what holds of rows and columns
/// @param entry the canonical form of the entry
record Spreads(Goal.Semidefinite goal, Inequalities search, Known known, Formula entry) {

  private static final long WORK = 12_000_000;
  private static final Formula HALF = Ranges.number(Fraction.of(1, 2));

  static Optional<CurvatureProof> proof(Goal.Semidefinite goal) {
    Inequalities search = new Inequalities(Work.of(WORK));
    Known known = new Known(Laws.within(goal));
    return search
        .normal(known, Derivative.taken(goal.entry()))
        .flatMap(it -> new Spreads(goal, search, known, it).proof());
  }

  private Optional<CurvatureProof> proof() {
    return dominant().or(this::spread).or(this::crossed);
  }

  private Var first() {
    return Inequalities.fresh(known, entry, "k");
  }

  private Var second() {
    return Inequalities.fresh(known, new Add(List.of(entry, first())), "l");
  }

  private static Formula at(Formula term, Var name, Formula place) {
    return Known.replaced(term, name, place);
  }

  private Formula sum(Var index, Formula body) {
    return new Fold(Combination.SUM, index, Formula.ONE, goal.size(), body);
  }

  /// `½ Σₖₗ w · u(row) · u(column)`.
  private Formula pairs(List<Formula> weights, Formula here) {
    List<Formula> factors = new ArrayList<>(List.of(HALF));
    factors.addAll(weights);
    factors.add(here);
    factors.add(Substitution.exchanged(here, goal.row(), goal.column()));
    return sum(first(), sum(second(), new Mul(factors)));
  }

  private static Formula bracket(Relation relation, Formula left, Formula right) {
    return new Iverson(Condition.compare(relation, left, right));
  }

  /// The entry with a number in the place of whether the row is the column.
  private Formula decided(Formula term, Formula value) {
    if (term instanceof Iverson(Condition.Compare(Relation relation, Formula left, Formula right))
        && relation == Relation.EQ
        && isGap(left.minus(right))) {
      return value;
    }
    List<Formula> parts = Parts.of(term).stream().map(it -> decided(it, value)).toList();
    return parts.isEmpty() ? term : Parts.replaced(term, parts);
  }

  private boolean isGap(Formula term) {
    Optional<Formula> zero = Optional.of(Formula.ZERO);
    return search.normal(known, at(term, goal.column(), goal.row())).equals(zero)
        && !search.normal(known, term).equals(zero);
  }

  private Optional<Formula> beside() {
    return search.normal(known, decided(entry, Formula.ZERO));
  }

  private Optional<Formula> diagonal() {
    return search.normal(known, at(decided(entry, Formula.ONE), goal.column(), goal.row()));
  }

  /// Entries of one sign beside a diagonal that outweighs them.
  private Optional<CurvatureProof> dominant() {
    return beside().flatMap(it -> diagonal().flatMap(diagonal -> dominant(it, diagonal)));
  }

  private Optional<CurvatureProof> dominant(Formula beside, Formula diagonal) {
    Ranges ranges = new Ranges(known);
    boolean minus = ranges.of(beside.negated()).isNotNegative();
    if (!minus && !ranges.of(beside).isNotNegative()) {
      return Optional.empty();
    }
    Formula size = minus ? beside.negated() : beside;
    Var k = first();
    Var l = second();
    List<Formula> weights = new ArrayList<>();
    weights.add(at(at(size, goal.row(), k), goal.column(), l));
    if (!minus) {
      weights.add(Formula.ONE.minus(bracket(Relation.EQ, k, l)));
    }
    Formula other = bracket(Relation.EQ, l, goal.row());
    Formula here = bracket(Relation.EQ, k, goal.row()).plus(minus ? other.negated() : other);
    Formula rest =
        diagonal
            .plus(at(size, goal.column(), goal.row()))
            .minus(sum(l, at(size, goal.column(), l)));
    return proof(pairs(weights, here), rest);
  }

  /// The pairs and what is left on the diagonal, if that is 0 or more.
  private Optional<CurvatureProof> proof(Formula pairs, Formula diagonal) {
    Optional<Formula> rest =
        search.normal(known, diagonal).flatMap(it -> search.normal(known, settled(it)));
    if (rest.isEmpty()) {
      return Optional.empty();
    }
    if (rest.get().equals(Formula.ZERO)) {
      return rewritten(pairs, List.of());
    }
    Formula delta = bracket(Relation.EQ, goal.row(), goal.column());
    return search
        .shown(known, rest.get(), false, 0)
        .flatMap(it -> rewritten(pairs.plus(new Mul(List.of(delta, it.term()))), List.of(it)));
  }

  /// A term with what is given in the place of sums of which it is given.
  private Formula settled(Formula term) {
    for (Condition condition : known.setting().given()) {
      if (term instanceof Fold fold
          && condition instanceof Condition.Compare(Relation relation, Formula left, Formula right)
          && relation == Relation.EQ
          && left instanceof Fold sum
          && Wholes.isLike(fold, sum)
          && at(sum.body(), sum.index(), fold.index()).equals(fold.body())) {
        return right;
      }
    }
    List<Formula> parts = Parts.of(term).stream().map(this::settled).toList();
    return parts.isEmpty() ? term : Parts.replaced(term, parts);
  }

  private Optional<CurvatureProof> rewritten(Formula other, List<Reason> signs) {
    return search
        .isEqual(known, Derivative.taken(goal.entry()), other)
        .<CurvatureProof>map(it -> new Rewritten(other, it, new Outer(signs)))
        .filter(it -> Laws.prove(goal, it));
  }

  /// A sum over an index of weights times the product of what stands at the row and at the column.
  private Optional<CurvatureProof> spread() {
    List<Formula> terms = entry instanceof Add(List<Formula> all) ? all : List.of(entry);
    for (Formula term : terms) {
      List<Formula> outside = new ArrayList<>(factors(term));
      for (Formula factor : List.copyOf(outside)) {
        if (factor instanceof Fold fold && fold.combination() == Combination.SUM) {
          outside.remove(factor);
          Optional<CurvatureProof> found = spread(fold, outside);
          if (found.isPresent()) {
            return found;
          }
          outside.add(factor);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<CurvatureProof> spread(Fold fold, List<Formula> outside) {
    List<Formula> weights = new ArrayList<>(outside);
    for (Formula factor : factors(fold.body())) {
      List<Formula> rest = new ArrayList<>(factors(fold.body()));
      rest.remove(factor);
      boolean here = Substitution.variables(factor).contains(goal.row().name());
      if (here && rest.remove(Substitution.exchanged(factor, goal.row(), goal.column()))) {
        weights.addAll(rest);
        Formula weight = weights.stream().reduce(Formula.ONE, Formula::times);
        Formula k = at(weight, fold.index(), first());
        Formula l = at(weight, fold.index(), second());
        Formula apart = at(factor, fold.index(), first()).minus(at(factor, fold.index(), second()));
        Formula product =
            new Mul(
                List.of(
                    HALF, k, l, apart, Substitution.exchanged(apart, goal.row(), goal.column())));
        Formula inner = new Fold(Combination.SUM, second(), fold.from(), fold.to(), product);
        return rewritten(
            new Fold(Combination.SUM, first(), fold.from(), fold.to(), inner), List.of());
      }
    }
    return Optional.empty();
  }

  /// Entries `−c uₖuₗ` beside the diagonal.
  private Optional<CurvatureProof> crossed() {
    return beside().flatMap(it -> diagonal().flatMap(diagonal -> crossed(it, diagonal)));
  }

  private Optional<CurvatureProof> crossed(Formula beside, Formula diagonal) {
    if (!(beside instanceof Neg(Formula product))) {
      return Optional.empty();
    }
    List<Formula> fixed = new ArrayList<>();
    List<Formula> here = new ArrayList<>();
    for (Formula factor : factors(product)) {
      if (Substitution.variables(factor).contains(goal.row().name())) {
        here.add(factor);
      } else if (!Substitution.variables(factor).contains(goal.column().name())) {
        fixed.add(factor);
      }
    }
    Formula u = here.stream().reduce(Formula.ONE, Formula::times);
    Formula k = at(u, goal.row(), first());
    Formula l = at(u, goal.row(), second());
    Formula apart =
        k.times(bracket(Relation.EQ, second(), goal.row()))
            .minus(l.times(bracket(Relation.EQ, first(), goal.row())));
    Formula times = fixed.stream().reduce(Formula.ONE, Formula::times);
    Formula two = Formula.number(2);
    Formula rest = diagonal.plus(times.times(u.power(two).minus(sum(first(), k.power(two)))));
    return here.isEmpty() ? Optional.empty() : proof(pairs(fixed, apart), rest);
  }

  private static List<Formula> factors(Formula term) {
    return switch (term) {
      case Neg(Formula inner) -> factors(inner);
      case Mul(List<Formula> all) -> all.stream().flatMap(it -> factors(it).stream()).toList();
      case Formula.Div(Formula above, Formula below) when !(below instanceof Formula.Num) -> {
        List<Formula> all = new ArrayList<>(factors(above));
        all.add(Formula.ONE.over(below));
        yield all;
      }
      default -> List.of(term);
    };
  }
}
