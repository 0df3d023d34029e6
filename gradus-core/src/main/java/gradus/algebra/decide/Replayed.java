package gradus.algebra.decide;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Setting;
import gradus.algebra.Verdict;
import gradus.algebra.Verdict.Proved;
import gradus.algebra.Verdict.Undecided;
import gradus.algebra.checker.Checker;
import gradus.algebra.checker.RefusedException;
import gradus.algebra.prove.Prover;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Laws;
import gradus.algebra.signs.Ranges;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Iverson;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Proofs of signs and curvature, replayed before they count.
final class Replayed {

  private Replayed() {}

  /// The verdict, or that its proof was refused.
  static Verdict of(Goal goal, Verdict verdict) {
    return verdict instanceof Proved(Proof proof) && !holds(goal, proof)
        ? new Undecided("a proof was found, but the checker does not accept it")
        : verdict;
  }

  private static boolean holds(Goal goal, Proof proof) {
    return switch (proof) {
      case CurvatureProof.SquareSum(Formula weight, Var index, Formula times) ->
          goal instanceof Goal.Semidefinite matrix && isSquareSum(matrix, weight, index, times);
      case CurvatureProof other -> Laws.prove(goal, other);
      case Proof.Chain _, Proof.Cases _, Proof.Witness _ -> false;
    };
  }

  /// `entry = c wᵢ(δᵢⱼ − wⱼ)`, `c ≥ 0`, `Σ w ≤ 1` and `w ≥ 0`, equations by their checker.
  private static boolean isSquareSum(
      Goal.Semidefinite goal, Formula weight, Var index, Formula times) {
    Setting setting = Laws.within(goal);
    Formula here = at(weight, index, goal.row(), goal);
    Formula there = at(weight, index, goal.column(), goal);
    Formula delta = new Iverson(Condition.compare(Relation.EQ, goal.row(), goal.column()));
    Formula form = times.times(here.times(delta.minus(there)));
    Formula total = new Fold(Combination.SUM, goal.row(), Formula.ONE, goal.size(), here);
    Set<String> fixed = new LinkedHashSet<>(Substitution.variables(times));
    return !fixed.removeAll(Set.of(goal.row().name(), goal.column().name()))
        && !Substitution.variables(here).contains(goal.column().name())
        && Ranges.in(goal.setting()).of(times).isNotNegative()
        && (isPositive(setting, here) || Ranges.in(setting).of(here).isNotNegative())
        && isEqual(setting, goal.entry(), form)
        && (new Known(goal.setting()).entails(Formula.ONE.minus(total), false)
            || isEqual(setting, total, Formula.ONE));
  }

  private static boolean isPositive(Setting setting, Formula term) {
    try {
      return Checker.isPositive(setting, term);
    } catch (RefusedException | ArithmeticException noValue) {
      return false;
    }
  }

  private static boolean isEqual(Setting setting, Formula left, Formula right) {
    Goal.Compare goal = new Goal.Compare(setting, left, Relation.EQ, right);
    Optional<Proof> proof = Prover.prove(goal);
    return proof.isPresent() && isAccepted(goal, proof.get());
  }

  /// Whether the checker accepts the proof of an equation.
  static boolean isAccepted(Goal.Compare goal, Proof proof) {
    try {
      Checker.verify(goal, proof);
      return true;
    } catch (RefusedException refused) {
      return false;
    }
  }

  private static Formula at(Formula weight, Var index, Var place, Goal.Semidefinite goal) {
    Set<String> taken = new LinkedHashSet<>(Set.of(goal.row().name(), goal.column().name()));
    taken.addAll(goal.setting().variables().keySet());
    return new Substitution(
            name -> name.equals(index.name()) ? place : Formula.var(name),
            UnaryOperator.identity(),
            taken)
        .in(weight);
  }
}
