package gradus.algebra.curvature;

import gradus.algebra.CurvatureProof;
import gradus.algebra.CurvatureProof.Joined;
import gradus.algebra.Goal;
import gradus.algebra.Reason;
import gradus.algebra.Verdict;
import gradus.algebra.Work;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.signs.Fork;
import gradus.algebra.signs.Joint;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Laws;
import gradus.formula.Formula;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Looks for a point at which a convex function of a variable is joined of two.
final class Joints {

  private Joints() {}

  static Optional<CurvatureProof> proof(Goal.Convex goal) {
    Set<Formula> parts = new LinkedHashSet<>();
    parts(Derivative.taken(goal.function()), parts);
    return parts.stream().flatMap(it -> proof(goal, it).stream()).findFirst();
  }

  private static void parts(Formula term, Set<Formula> found) {
    if (!Fork.of(term).isEmpty()) {
      found.add(term);
    }
    Known.evaluated(term).forEach(part -> parts(part, found));
  }

  private static Optional<CurvatureProof> proof(Goal.Convex goal, Formula part) {
    return Joint.of(goal, part)
        .flatMap(
            joint ->
                slopes(joint)
                    .flatMap(
                        bend ->
                            convex(joint.above())
                                .flatMap(
                                    above ->
                                        convex(joint.below())
                                            .flatMap(
                                                below -> joined(joint, part, above, below, bend)))))
        .filter(it -> Laws.prove(goal, it));
  }

  private static Optional<Reason> slopes(Joint joint) {
    return InequalityLaws.reason(joint.point().setting(), joint.bend(), false);
  }

  private static Optional<CurvatureProof> convex(Goal.Convex side) {
    return Convexity.decide(side) instanceof Verdict.Proved(CurvatureProof proof)
        ? Optional.of(proof)
        : Optional.empty();
  }

  private static Optional<CurvatureProof> joined(
      Joint joint, Formula part, CurvatureProof above, CurvatureProof below, Reason bend) {
    return new Inequalities(Work.of(InequalityLaws.WORK))
        .isEqual(
            joint.point(), joint.at(joint.above().function()), joint.at(joint.below().function()))
        .map(meeting -> new Joined(part, above, below, meeting, bend));
  }
}
