package gradus.explain.claim;

import gradus.algebra.Counterexample;
import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.LimitProof;
import gradus.algebra.Proof;
import gradus.algebra.Reason;
import gradus.algebra.Step;
import gradus.algebra.Verdict;
import gradus.algebra.decide.Decision;
import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;

/// What was found out about a claim: the verdicts on its parts, and the one that they make
/// together.
///
/// @param claim the claim
/// @param verdicts one for each part that was tried
/// @param millis how long it took
public record Answer(Claim claim, List<Verdict> verdicts, long millis) {

  public Answer {
    verdicts = List.copyOf(verdicts);
  }

  /// Decides a claim part by part, up to the first that fails.
  public static Answer to(Claim claim) {
    long start = System.nanoTime();
    List<Verdict> verdicts = new ArrayList<>();
    for (Claim.Part part : claim.parts()) {
      for (Goal goal : part.cases()) {
        Verdict verdict = decided(part, goal);
        verdicts.add(verdict);
        if (verdict instanceof Verdict.Refuted) {
          return new Answer(claim, verdicts, (System.nanoTime() - start) / 1_000_000);
        }
      }
    }
    return new Answer(claim, verdicts, (System.nanoTime() - start) / 1_000_000);
  }

  private static Verdict decided(Claim.Part part, Goal goal) {
    for (Goal way : part.contrary() ? List.<Goal>of() : part.ways()) {
      Verdict verdict = decided(way);
      if (verdict instanceof Verdict.Proved) {
        return verdict;
      }
    }
    return decided(goal);
  }

  private static Verdict decided(Goal goal) {
    try {
      return Decision.decide(goal);
    } catch (StackOverflowError deep) {
      return new Verdict.Undecided("its terms are nested too deeply");
    }
  }

  /// The weakest of the verdicts: one refuted part refutes the claim.
  public Verdict verdict() {
    Verdict weakest = verdicts.getFirst();
    for (Verdict verdict : verdicts) {
      if (rank(verdict) > rank(weakest)) {
        weakest = verdict;
      }
    }
    return weakest;
  }

  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Proved _ -> 0;
      case Verdict.ProvedFor _ -> 1;
      case Verdict.Checked _ -> 2;
      case Verdict.Undecided _ -> 3;
      case Verdict.Refuted _ -> 4;
    };
  }

  /// Whether no values could be found of which the claim would say something.
  public boolean isVacuous() {
    return exitCode() != 1
        && claim.parts().stream().anyMatch(it -> !it.contrary() && !isMet(it.goal()));
  }

  private static boolean isMet(Goal goal) {
    try {
      return Decision.isMet(goal);
    } catch (StackOverflowError deep) {
      return true;
    }
  }

  /// The verdict in one word.
  public String word() {
    return switch (verdict()) {
      case Verdict.Proved _ -> "PROVED";
      case Verdict.ProvedFor _ -> "PROVED_FOR";
      case Verdict.Refuted _ -> "REFUTED";
      case Verdict.Checked _ -> "CHECKED";
      case Verdict.Undecided _ -> "UNDECIDED";
    };
  }

  /// 0 proved, 1 refuted, 3 checked or undecided.
  public int exitCode() {
    return switch (verdict()) {
      case Verdict.Proved _, Verdict.ProvedFor _ -> 0;
      case Verdict.Refuted _ -> 1;
      case Verdict.Checked _, Verdict.Undecided _ -> 3;
    };
  }

  /// All lines of all proofs.
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      switch (verdict) {
        case Verdict.Proved(Proof proof) -> collect(proof, steps);
        case Verdict.ProvedFor(var _, List<Proof> proofs, var _) ->
            proofs.forEach(proof -> collect(proof, steps));
        case Verdict.Refuted _, Verdict.Checked _, Verdict.Undecided _ -> {}
      }
    }
    return steps;
  }

  static void collect(Proof proof, List<Step> steps) {
    switch (proof) {
      case Proof.Chain(List<Step> lines) -> steps.addAll(lines);
      case Proof.Cases(List<Proof.Case> cases) ->
          cases.forEach(
              it -> {
                steps.add(fact("case", new Formula.Iverson(it.when())));
                collect(it.proof(), steps);
              });
      case Proof.Witness(Counterexample point) ->
          steps.add(
              fact("it fails where %s, %s".formatted(point.left(), point.right()), Formula.ONE));
      case LimitProof.Compared compared -> new Approaching(compared.by(), steps).collect(compared);
      case LimitProof.Cases(Formula pivot, List<LimitProof> each) -> {
        steps.add(fact("where this is more than 0, is 0, and is less than 0", pivot));
        each.forEach(it -> collect(it, steps));
      }
      case LimitProof _ -> steps.add(fact("a limit", Formula.ONE));
      case CurvatureProof.Corners(List<CurvatureProof.Sturm> corners) ->
          corners.forEach(it -> collect(it, steps));
      case CurvatureProof.Sturm sturm -> steps.add(fact("no change of sign (Sturm)", sturm.term()));
      case CurvatureProof.Pivots(List<List<Fraction>> rows) ->
          steps.add(
              fact("elimination meets no negative pivot; rows", Formula.number(0L + rows.size())));
      case CurvatureProof.Signed(Reason why) -> collect(why, steps);
      case CurvatureProof.Both(Reason more, Reason less) -> {
        steps.add(fact("the left side is not the smaller one", more.term()));
        collect(more, steps);
        steps.add(fact("the right side is not the smaller one", less.term()));
        collect(less, steps);
      }
      case CurvatureProof.Composed _ -> steps.add(fact("convex by composition", Formula.ONE));
      case CurvatureProof.Summed(List<CurvatureProof> each) -> {
        steps.add(fact("convex summand by summand", Formula.ONE));
        each.forEach(it -> collect(it, steps));
      }
      case CurvatureProof.Along(Formula function, Formula.Var _, Formula at, var other) -> {
        steps.add(fact("a convex function of an affine term", at));
        steps.add(fact("that function", function));
        collect(other, steps);
      }
      case CurvatureProof.Curved(Reason why) -> {
        steps.add(fact("the second derivative is 0 or more", why.term()));
        collect(why, steps);
      }
      case CurvatureProof.Supported(Formula slope, Formula.Var _, Reason why) -> {
        steps.add(fact("above a line through each point, of slope", slope));
        collect(why, steps);
      }
      case CurvatureProof.Joined joined -> {
        steps.add(fact("convex above and below a point, where both meet", joined.part()));
        collect(joined.above(), steps);
        collect(joined.below(), steps);
        collect(joined.meeting(), steps);
        steps.add(fact("the slope does not fall there", joined.slopes().term()));
        collect(joined.slopes(), steps);
      }
      case CurvatureProof.Outer(List<Reason> signs) -> {
        steps.add(fact("a sum of outer products and diagonals that are not negative", Formula.ONE));
        signs.forEach(it -> collect(it, steps));
      }
      case CurvatureProof.Principal(List<Reason> minors, List<Proof> symmetric) -> {
        symmetric.forEach(it -> collect(it, steps));
        for (Reason minor : minors) {
          steps.add(fact("a principal minor is 0 or more", minor.term()));
          collect(minor, steps);
        }
      }
      case CurvatureProof.Rewritten(Formula entry, Proof equal, CurvatureProof other) -> {
        collect(equal, steps);
        steps.add(fact("the matrix with the entry", entry));
        collect(other, steps);
      }
    }
  }

  private static void collect(Reason why, List<Step> steps) {
    Condition.Relation sign = why.strict() ? Condition.Relation.GT : Condition.Relation.GE;
    steps.add(
        fact(why.law(), new Formula.Iverson(Condition.compare(sign, why.term(), Formula.ZERO))));
    if (why instanceof Reason.Scaled scaled) {
      collect(scaled.equal(), steps);
    }
    why.because().forEach(it -> collect(it, steps));
  }

  static Step fact(String rule, Formula about) {
    return new Step(rule, about, about, List.of());
  }
}
