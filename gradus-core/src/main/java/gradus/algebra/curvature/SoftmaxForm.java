package gradus.algebra.curvature;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Neg;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Recognises `pᵢ(δᵢⱼ − pⱼ)` with `pᵢ = e^xᵢ / Σₘ e^xₘ`.
final class SoftmaxForm {

  private SoftmaxForm() {}

  static Optional<CurvatureProof> proof(Goal.Semidefinite goal) {
    if (!(goal.entry() instanceof Mul(List<Formula> factors))) {
      return Optional.empty();
    }
    for (Formula factor : factors) {
      List<Formula> others = new ArrayList<>(factors);
      others.remove(factor);
      if (others.size() == 1
          && factor instanceof Add(List<Formula> terms)
          && isDeltaMinus(goal, terms, others.getFirst())
          && isSoftmax(goal, others.getFirst())) {
        return Optional.of(
            new CurvatureProof.SquareSum(others.getFirst(), goal.row(), Formula.ONE));
      }
    }
    return Optional.empty();
  }

  /// Whether terms are `δᵢⱼ − pⱼ`, in either order, for a weight `pᵢ`.
  private static boolean isDeltaMinus(Goal.Semidefinite goal, List<Formula> terms, Formula weight) {
    Formula other = replaced(weight, goal.row(), goal.column());
    boolean free = !Substitution.variables(weight).contains(goal.column().name());
    Condition same = Condition.compare(Relation.EQ, goal.row(), goal.column());
    Condition turned = Condition.compare(Relation.EQ, goal.column(), goal.row());
    boolean delta =
        terms.contains(new Formula.Iverson(same)) || terms.contains(new Formula.Iverson(turned));
    return free && delta && terms.size() == 2 && terms.contains(new Neg(other));
  }

  private static boolean isSoftmax(Goal.Semidefinite goal, Formula weight) {
    return weight
            instanceof
            Div(
                Call(String function, List<Formula> at),
                Fold(Combination combination, Var index, Formula from, Formula to, Formula body))
        && function.equals("exp")
        && combination == Combination.SUM
        && from.equals(Formula.ONE)
        && to.equals(goal.size())
        && body.equals(new Call("exp", List.of(replaced(at.getFirst(), goal.row(), index))))
        && !Substitution.variables(at.getFirst()).contains(index.name());
  }

  static Formula replaced(Formula term, Var from, Formula to) {
    Set<String> taken = new LinkedHashSet<>(Substitution.variables(to));
    return new Substitution(
            name -> name.equals(from.name()) ? to : Formula.var(name),
            UnaryOperator.identity(),
            taken)
        .in(term);
  }
}
