package gradus.algebra.signs;

import gradus.algebra.Goal;
import gradus.algebra.Reason;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Var;
import java.util.List;

/// Quadratic forms `uᵀMu` and images `Mu`, of a matrix and a vector that is given by its entry at
/// the row of the matrix.
public final class Forms {

  private static final Formula TWO = Formula.number(2);

  private Forms() {}

  /// `uᵀMu`.
  public static Formula form(Goal.Semidefinite m, Formula u) {
    return sum(m, m.row(), sum(m, m.column(), new Mul(List.of(u, m.entry(), there(m, u)))));
  }

  /// `c² uᵀu − |Mu|²`.
  public static Formula gap(Goal.Semidefinite m, Formula u, Formula c) {
    Formula image = sum(m, m.column(), new Mul(List.of(m.entry(), there(m, u))));
    Formula whole = new Mul(List.of(c.power(TWO), sum(m, m.row(), u.power(TWO))));
    return whole.minus(sum(m, m.row(), image.power(TWO)));
  }

  /// `cI − M`, or `cI + M`.
  public static Goal.Semidefinite apart(Goal.Semidefinite m, Formula c, boolean less) {
    Condition same = Condition.compare(Relation.EQ, m.row(), m.column());
    Formula end = less ? m.entry().negated() : m.entry();
    Formula entry = new Mul(List.of(c, new Formula.Iverson(same))).plus(end);
    return new Goal.Semidefinite(m.setting(), m.size(), m.row(), m.column(), entry);
  }

  private static Formula sum(Goal.Semidefinite m, Var index, Formula body) {
    return new Fold(Combination.SUM, index, Formula.ONE, m.size(), body);
  }

  private static Formula there(Goal.Semidefinite m, Formula u) {
    return Known.replaced(u, m.row(), m.column());
  }

  static boolean holds(Known known, Reason.Form reason) {
    Goal.Semidefinite m = reason.matrix();
    return isOf(known, m, reason.at())
        && reason.term().equals(form(m, reason.at()))
        && Laws.prove(m, reason.why());
  }

  /// A symmetric matrix with eigenvalues between `−c` and `c` makes no vector longer than `c`
  /// times.
  static boolean holds(Known known, Reason.Image reason) {
    Goal.Semidefinite m = reason.matrix();
    Formula c = reason.bound();
    return isOf(known, m, reason.at())
        && known.isFresh(m.row(), c)
        && known.isFresh(m.column(), c)
        && reason.term().equals(gap(m, reason.at(), c))
        && Laws.prove(apart(m, c, true), reason.less())
        && Laws.prove(apart(m, c, false), reason.more());
  }

  /// Whether rows and columns have names of their own, and a vector is one at the row.
  private static boolean isOf(Known known, Goal.Semidefinite m, Formula u) {
    return m.setting().equals(known.setting())
        && !m.row().equals(m.column())
        && known.isFresh(m.row(), m.size())
        && known.isFresh(m.column(), m.size())
        && known.isFresh(m.column(), u);
  }
}
