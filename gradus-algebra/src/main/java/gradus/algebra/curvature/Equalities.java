package gradus.algebra.curvature;

import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Work;
import gradus.algebra.checker.Checker;
import gradus.algebra.checker.RefusedException;
import gradus.algebra.linear.Elimination;
import gradus.algebra.prove.Prover;
import gradus.algebra.refute.Differing;
import gradus.algebra.signs.Known;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Canonical forms and equations that a search for reasons asks for, each of them looked for once.
///
/// Changes with every question.
final class Equalities {

  /// What a canonical form and an equation may cost.
  private static final long SHORT = 1_000_000;

  private static final long EQUAL = 3_000_000;
  private static final long LITTLE = 200_000;

  private final Work work;
  private final Map<Place, Optional<Formula>> forms = new HashMap<>();
  private final Map<Equation, Optional<Proof>> proofs = new HashMap<>();

  Equalities(Work work) {
    this.work = work;
  }

  /// Where a term stands.
  private record Place(Known known, Formula term) {}

  /// Two terms at the same place.
  private record Equation(Known known, Formula left, Formula right) {}

  /// The canonical form of a term.
  Optional<Formula> normal(Known known, Formula term) {
    Place place = new Place(known, term);
    Optional<Formula> form = forms.get(place);
    if (form == null) {
      form = Prover.normal(known.setting(), Twins.in(term), work.part(SHORT)).map(Twins::in);
      forms.put(place, form);
    }
    return form;
  }

  /// That two terms are equal, by the checker.
  Optional<Proof> proof(Known known, Formula left, Formula right) {
    Equation equation = new Equation(known, left, right);
    Optional<Proof> proof = proofs.get(equation);
    if (proof == null) {
      Goal.Compare goal = new Goal.Compare(known.setting(), left, Relation.EQ, right);
      proof = Differing.isSeen(goal) ? Optional.empty() : found(goal);
      proofs.put(equation, proof);
    }
    return proof;
  }

  private Optional<Proof> found(Goal.Compare goal) {
    return Prover.kept(goal, work.part(LITTLE))
        .filter(it -> isAccepted(goal, it))
        .or(() -> Prover.prove(goal, work.part(EQUAL)).filter(it -> isAccepted(goal, it)));
  }

  private static boolean isAccepted(Goal.Compare goal, Proof proof) {
    try {
      Checker.verify(goal, proof, Elimination::contradiction);
      return true;
    } catch (RefusedException refused) {
      return false;
    }
  }
}
