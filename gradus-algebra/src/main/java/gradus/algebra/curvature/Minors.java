package gradus.algebra.curvature;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Reason;
import gradus.algebra.Work;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.prove.Prover;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Laws;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Parts;
import gradus.tensor.GraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks for proofs that a matrix is positive semidefinite by what it is made of, or by the signs
/// of its principal minors.
final class Minors {

  private Minors() {}

  static Optional<CurvatureProof> proof(Goal.Semidefinite goal) {
    CurvatureProof outer = new CurvatureProof.Outer(List.of());
    try {
      return Laws.prove(goal, outer)
          ? Optional.of(outer)
          : rewritten(goal, outer).or(() -> Spreads.proof(goal)).or(() -> minors(goal));
    } catch (GraphException | ArithmeticException noRule) {
      return Optional.empty();
    }
  }

  /// By the canonical form of the entries.
  private static Optional<CurvatureProof> rewritten(Goal.Semidefinite goal, CurvatureProof outer) {
    Inequalities search = new Inequalities(Work.of(3_000_000));
    Known known = new Known(Laws.within(goal));
    Formula entry = Derivative.taken(goal.entry());
    return search
        .normal(known, entry)
        .map(Minors::powers)
        .flatMap(
            it ->
                search
                    .isEqual(known, entry, it)
                    .<CurvatureProof>map(proof -> new CurvatureProof.Rewritten(it, proof, outer)))
        .filter(it -> Laws.prove(goal, it));
  }

  /// A term with a product in the place of the exponential of a sum: `e^u(row) e^u(column)`.
  private static Formula powers(Formula term) {
    if (term instanceof Formula.Call(String function, List<Formula> of)
        && function.equals("exp")
        && of.getFirst() instanceof Formula.Add(List<Formula> terms)) {
      return new Formula.Mul(terms.stream().map(it -> Formula.call("exp", it)).toList());
    }
    List<Formula> parts = Parts.of(term).stream().map(Minors::powers).toList();
    return parts.isEmpty() ? term : Parts.replaced(term, parts);
  }

  private static Optional<CurvatureProof> minors(Goal.Semidefinite goal) {
    Inequalities search = new Inequalities(Work.of(3_000_000));
    List<Reason> reasons = new ArrayList<>();
    for (List<Integer> places : Laws.choices(goal)) {
      Formula minor = Laws.minor(goal, places, places);
      Optional<Reason> reason = search.shown(goal.setting(), minor, false);
      if (reason.isEmpty()) {
        return Optional.empty();
      }
      reasons.add(reason.get());
    }
    return reasons.isEmpty()
        ? Optional.empty()
        : symmetric(goal).map(proofs -> new CurvatureProof.Principal(reasons, proofs));
  }

  private static Optional<List<Proof>> symmetric(Goal.Semidefinite goal) {
    List<Proof> proofs = new ArrayList<>();
    for (int row = 1; row <= Laws.choices(goal).getLast().size(); row++) {
      for (int column = 1; column < row; column++) {
        Goal.Compare same =
            new Goal.Compare(
                goal.setting(),
                Laws.entry(goal, row, column),
                Relation.EQ,
                Laws.entry(goal, column, row));
        Optional<Proof> proof = Prover.prove(same, Work.of(1_000_000));
        if (proof.isEmpty()) {
          return Optional.empty();
        }
        proofs.add(proof.get());
      }
    }
    return Optional.of(proofs);
  }
}
