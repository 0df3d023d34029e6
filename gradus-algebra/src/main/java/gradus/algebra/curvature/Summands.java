package gradus.algebra.curvature;

import gradus.algebra.CurvatureProof;
import gradus.algebra.CurvatureProof.Along;
import gradus.algebra.CurvatureProof.Summed;
import gradus.algebra.Goal;
import gradus.algebra.Verdict;
import gradus.algebra.signs.Curves;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Laws;
import gradus.formula.Formula;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Var;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks for convexity summand by summand, and of the outer function where all is a function of one
/// affine term.
final class Summands {

  private Summands() {}

  static Optional<CurvatureProof> proof(Goal.Convex goal) {
    return summed(goal).or(() -> along(goal)).filter(it -> Laws.prove(goal, it));
  }

  private static Optional<CurvatureProof> summed(Goal.Convex goal) {
    List<CurvatureProof> each = new ArrayList<>();
    for (Goal.Convex summand : Curves.summands(goal)) {
      Optional<CurvatureProof> proof = convex(summand);
      if (proof.isEmpty()) {
        return proof;
      }
      each.add(proof.get());
    }
    return each.isEmpty() ? Optional.empty() : Optional.of(new Summed(each));
  }

  private static Optional<CurvatureProof> convex(Goal.Convex goal) {
    return Convexity.decide(goal) instanceof Verdict.Proved(CurvatureProof proof)
        ? Optional.of(proof)
        : Optional.empty();
  }

  private static Optional<CurvatureProof> along(Goal.Convex goal) {
    Set<Formula> parts = new LinkedHashSet<>();
    affine(goal.function(), goal.by(), parts);
    if (parts.size() != 1 || parts.contains(goal.by())) {
      return Optional.empty();
    }
    Formula at = parts.iterator().next();
    Known known = new Known(goal.setting());
    Var name = Inequalities.fresh(known, goal.function(), "s");
    Formula function = replaced(goal.function(), at, name);
    Known there = known.ranged(name, at);
    return convex(new Goal.Convex(there.setting(), function, name))
        .map(it -> new Along(function, name, at, it));
  }

  /// The largest affine parts that hold a variable.
  private static void affine(Formula term, Var by, Set<Formula> found) {
    if (!Substitution.variables(term).contains(by.name())) {
      return;
    }
    if (Affine.in(term, by.name())) {
      found.add(term);
    } else if (term instanceof Fold) {
      found.add(by);
    } else {
      Parts.of(term).forEach(it -> affine(it, by, found));
    }
  }

  private static Formula replaced(Formula term, Formula part, Var name) {
    if (term.equals(part)) {
      return name;
    }
    List<Formula> parts = Parts.of(term).stream().map(it -> replaced(it, part, name)).toList();
    return parts.isEmpty() ? term : Parts.replaced(term, parts);
  }
}
