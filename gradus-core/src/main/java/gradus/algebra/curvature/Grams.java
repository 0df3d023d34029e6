package gradus.algebra.curvature;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Iverson;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Matrices that are positive semidefinite by what they are made of: diagonals without negative
/// entries, outer products `uuᵀ`, sums and Gram matrices of them, and small ones by their minors.
///
/// @param goal what is asked
record Grams(Goal.Semidefinite goal) {

  private static final int LARGEST = 3;

  /// The laws, if they reach.
  Optional<List<String>> laws() {
    if (isSemidefinite(goal.entry(), new Spreads(goal.setting()))) {
      return Optional.of(List.of("a sum of outer products and diagonals that are not negative"));
    }
    return minors() ? Optional.of(List.of("all principal minors are 0 or more")) : Optional.empty();
  }

  private boolean isSemidefinite(Formula entry, Spreads spreads) {
    return switch (entry) {
      case Formula.Add(List<Formula> terms) ->
          terms.stream().allMatch(it -> isSemidefinite(it, spreads));
      case Mul(List<Formula> factors) -> isProduct(flat(factors), spreads);
      case Formula.Power(Formula base, Formula exponent) ->
          exponent.equals(Formula.number(2)) && isProduct(List.of(base, base), spreads);
      case Formula.Div(Formula above, Formula below) ->
          isFixed(below)
              && spreads.of(Formula.ONE.over(below)).isNotNegative()
              && isSemidefinite(above, spreads);
      case Fold(Combination how, Var index, Formula from, Formula to, Formula body) ->
          how == Combination.SUM
              && isFixed(from)
              && isFixed(to)
              && !index.equals(goal.row())
              && !index.equals(goal.column())
              && isSemidefinite(body, spreads.within(index, from, to));
      case Iverson _ -> isDelta(entry);
      case Formula.Num _,
          Formula.Named _,
          Var _,
          Formula.Entry _,
          Formula.Neg _,
          Formula.Call _,
          Formula.Choose _ ->
          isFixed(entry) && spreads.of(entry).isNotNegative();
    };
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
  private boolean isProduct(List<Formula> factors, Spreads spreads) {
    List<Formula> fixed = factors.stream().filter(this::isFixed).toList();
    List<Formula> rest = new ArrayList<>(factors.stream().filter(it -> !isFixed(it)).toList());
    if (!spreads.of(new Mul(fixed)).isNotNegative()) {
      return false;
    }
    if (rest.removeIf(this::isDelta)) {
      return rest.isEmpty() || spreads.of(new Mul(rest)).isNotNegative();
    }
    if (rest.size() == 1) {
      return isSemidefinite(rest.getFirst(), spreads);
    }
    while (!rest.isEmpty()) {
      Formula first = rest.removeFirst();
      boolean one = !mentions(first, goal.row().name()) || !mentions(first, goal.column().name());
      if (!one || !rest.remove(SoftmaxForm.swapped(first, goal.row(), goal.column()))) {
        return false;
      }
    }
    return true;
  }

  private boolean isDelta(Formula term) {
    return term instanceof Iverson(Condition.Compare(Relation relation, Formula i, Formula j))
        && relation == Relation.EQ
        && ((i.equals(goal.row()) && j.equals(goal.column()))
            || (j.equals(goal.row()) && i.equals(goal.column())));
  }

  private boolean isFixed(Formula term) {
    return !mentions(term, goal.row().name()) && !mentions(term, goal.column().name());
  }

  private static boolean mentions(Formula term, String name) {
    return Substitution.variables(term).contains(name);
  }

  /// Whether all principal minors of a small matrix are 0 or more.
  private boolean minors() {
    if (!(goal.size() instanceof Formula.Num n) || n.numerator().intValue() > LARGEST) {
      return false;
    }
    int size = n.numerator().intValue();
    Setting setting = goal.setting();
    Inequalities signs = new Inequalities(Duration.ofSeconds(3));
    for (int chosen = 1; chosen < 1 << size; chosen++) {
      List<Integer> places = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        if ((chosen >> i & 1) != 0) {
          places.add(i + 1);
        }
      }
      if (signs.shown(setting, determinant(places, places), false).isEmpty()) {
        return false;
      }
    }
    return isSymmetric(size);
  }

  private boolean isSymmetric(int size) {
    for (int i = 1; i <= size; i++) {
      for (int j = 1; j < i; j++) {
        if (!entry(i, j).equals(entry(j, i))
            && !Inequalities.isZero(goal.setting(), entry(i, j).minus(entry(j, i)))) {
          return false;
        }
      }
    }
    return true;
  }

  private Formula determinant(List<Integer> rows, List<Integer> columns) {
    Formula sum = rows.isEmpty() ? Formula.ONE : Formula.ZERO;
    for (int j = 0; j < columns.size() && !rows.isEmpty(); j++) {
      List<Integer> rest = new ArrayList<>(columns.subList(0, j));
      rest.addAll(columns.subList(j + 1, columns.size()));
      Formula part =
          entry(rows.getFirst(), columns.get(j))
              .times(determinant(rows.subList(1, rows.size()), rest));
      sum = j % 2 == 0 ? sum.plus(part) : sum.minus(part);
    }
    return sum;
  }

  private Formula entry(int row, int column) {
    Formula at = SoftmaxForm.replaced(goal.entry(), goal.row(), Formula.number(row));
    return Decided.of(SoftmaxForm.replaced(at, goal.column(), Formula.number(column)));
  }
}
