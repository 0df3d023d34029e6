package gradus.algebra.curvature;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.signs.Known;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Fold;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.List;

/// Weights p for which a matrix may be `diag(p) − ppᵀ`.
public final class Weights {

  private Weights() {}

  /// Proposals: whether one is right is for a replay to say.
  public static List<CurvatureProof> proposals(Goal.Semidefinite goal) {
    List<Formula> found = new ArrayList<>();
    collect(goal, gradus.algebra.calculus.Derivative.taken(goal.entry()), found);
    return found.stream()
        .distinct()
        .limit(3)
        .<CurvatureProof>map(it -> new CurvatureProof.SquareSum(it, goal.row()))
        .toList();
  }

  private static void collect(Goal.Semidefinite goal, Formula term, List<Formula> found) {
    boolean about =
        Substitution.variables(term).contains(goal.row().name())
            && !Substitution.variables(term).contains(goal.column().name());
    if (about && (term instanceof Div || term instanceof Entry)) {
      found.add(term);
      return;
    }
    if (term instanceof Fold sum
        && sum.combination() == Combination.SUM
        && sum.body() instanceof Call(String exp, List<Formula> _)
        && exp.equals("exp")) {
      found.add(SoftmaxForm.replaced(sum.body(), sum.index(), goal.row()).over(sum));
    }
    Known.evaluated(term).forEach(part -> collect(goal, part, found));
  }
}
