package gradus.explain.claim;

import gradus.algebra.Goal;
import gradus.algebra.LimitProof;
import gradus.algebra.Proof;
import gradus.algebra.Step;
import gradus.algebra.calculus.Derivative;
import gradus.formula.Formula;
import java.util.List;

/// The lines of proofs of limits.
///
/// @param by the variable that goes
/// @param steps where the lines are written
record Approaching(Formula.Var by, List<Step> steps) {

  /// The lines of a comparison of a limit.
  void collect(LimitProof.Compared proof) {
    for (LimitProof.Sided each : proof.sides()) {
      boolean above = each.side() == Goal.Limit.Side.ABOVE;
      if (proof.sides().size() > 1) {
        steps.add(Answer.fact(above ? "from above" : "from below", each.function()));
      }
      of(each.function(), each.why());
    }
    steps.add(Answer.fact("the limit", proof.limit()));
    for (Proof compared : proof.compared()) {
      Answer.collect(compared, steps);
    }
  }

  private void of(Formula function, LimitProof proof) {
    switch (proof) {
      case LimitProof.Laws(List<LimitProof.Part> parts) -> {
        for (LimitProof.Part part : parts) {
          steps.add(Answer.fact("a part, by itself", part.part()));
          of(part.part(), part.why());
        }
        steps.add(Answer.fact("by the limits of the parts", function));
      }
      case LimitProof.Equal(Formula form, var _, Proof equal, LimitProof why) -> {
        Answer.collect(equal, steps);
        steps.add(new Step("near the place", function, form, List.of()));
        of(form, why);
      }
      case LimitProof.Slopes slopes when function instanceof Formula.Div(var above, var below) -> {
        steps.add(Answer.fact("by l'Hôpital's rule", function));
        of(above, slopes.above());
        of(below, slopes.below());
        Derivative derivative = new Derivative(by);
        Formula slope = derivative.of(below);
        steps.add(Answer.fact("whose lower part has the slope", slope));
        of(slope, slopes.slope());
        Formula quotient = derivative.of(above).over(slope);
        steps.add(Answer.fact("and the slopes the quotient", quotient));
        of(quotient, slopes.quotient());
      }
      case LimitProof.Slopes _ -> steps.add(Answer.fact("by l'Hôpital's rule", function));
      case LimitProof.Inverse(LimitProof why) -> {
        steps.add(Answer.fact("with the inverse of a variable that leaves all bounds", function));
        of(function, why);
      }
      case LimitProof.Compared compared -> collect(compared);
      case LimitProof.Cases cases -> Answer.collect(cases, steps);
    }
  }
}
