package gradus.algebra.signs;

import gradus.algebra.Goal;
import gradus.algebra.Reason;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Iverson;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;

/// Matrices that are positive semidefinite by what they are made of: diagonals without negative
/// entries, outer products `uuᵀ`, their sums and positive multiples, and products entry by entry.
///
/// @param goal what is asked
/// @param signs why factors and diagonals whose ranges do not tell are 0 or more
record Outers(Goal.Semidefinite goal, List<Reason> signs) {

  boolean isSemidefinite() {
    return isSemidefinite(goal.entry(), new Known(Laws.within(goal)));
  }

  private boolean isSemidefinite(Formula entry, Known known) {
    return switch (entry) {
      case Formula.Add(List<Formula> terms) ->
          terms.stream().allMatch(it -> isSemidefinite(it, known));
      case Mul(List<Formula> factors) -> isProduct(flat(factors), known);
      case Formula.Power(Formula base, Formula exponent) ->
          exponent.equals(Formula.number(2)) && isProduct(List.of(base, base), known);
      case Formula.Div(Formula above, Formula below) ->
          isFixed(below)
              && isNotNegative(Formula.ONE.over(below), known)
              && isSemidefinite(above, known);
      case Fold sum ->
          sum.combination() == Combination.SUM
              && isFixed(sum.from())
              && isFixed(sum.to())
              && !sum.index().equals(goal.row())
              && !sum.index().equals(goal.column())
              && isSemidefinite(sum.body(), known.inside(sum));
      case Iverson _ -> isDelta(entry);
      default -> isFixed(entry) && isNotNegative(entry, known);
    };
  }

  private boolean isNotNegative(Formula term, Known known) {
    return new Ranges(known).of(term).isNotNegative()
        || (term instanceof Mul(List<Formula> factors)
            && factors.stream().allMatch(it -> isNotNegative(it, known)))
        || signs.stream()
            .anyMatch(it -> it.term().equals(term) && Reasons.hold(known.setting(), it));
  }

  private static List<Formula> flat(List<Formula> factors) {
    List<Formula> flat = new ArrayList<>();
    for (Formula factor : factors) {
      if (factor instanceof Mul(List<Formula> inner)) {
        flat.addAll(flat(inner));
      } else {
        flat.add(factor);
      }
    }
    return flat;
  }

  /// A constant that is not negative, times `u(row) u(column)`, or times `δ d(row)`.
  private boolean isProduct(List<Formula> factors, Known known) {
    List<Formula> fixed = factors.stream().filter(this::isFixed).toList();
    List<Formula> rest = new ArrayList<>(factors.stream().filter(it -> !isFixed(it)).toList());
    if (!isNotNegative(new Mul(fixed), known)) {
      return false;
    }
    if (rest.removeIf(this::isDelta)) {
      return rest.isEmpty() || isNotNegative(new Mul(rest), known);
    }
    if (rest.size() == 1) {
      return isSemidefinite(rest.getFirst(), known);
    }
    while (!rest.isEmpty()) {
      Formula first = rest.removeFirst();
      boolean one = !mentions(first, goal.row()) || !mentions(first, goal.column());
      if (!one || !rest.remove(Substitution.exchanged(first, goal.row(), goal.column()))) {
        return false;
      }
    }
    return true;
  }

  private boolean isDelta(Formula term) {
    return term instanceof Iverson(Condition.Compare(Relation relation, Formula i, Formula j))
        && relation == Relation.EQ
        && isGap(i.minus(j));
  }

  /// Whether a term is a multiple of `row − column`, other than 0.
  private boolean isGap(Formula term) {
    List<Fraction> alone =
        RationalTerm.line(Known.replaced(term, goal.column(), Formula.ZERO), goal.row());
    List<Fraction> equal =
        RationalTerm.line(Known.replaced(term, goal.column(), goal.row()), goal.row());
    return alone.size() == 2
        && alone.getFirst().signum() == 0
        && alone.getLast().signum() != 0
        && equal.equals(List.of(Fraction.ZERO, Fraction.ZERO));
  }

  private boolean isFixed(Formula term) {
    return !mentions(term, goal.row()) && !mentions(term, goal.column());
  }

  private static boolean mentions(Formula term, Var name) {
    return Substitution.variables(term).contains(name.name());
  }
}
