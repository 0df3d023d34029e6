package gradus.algebra.decide;

import gradus.algebra.Counterexample;
import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Verdict;
import gradus.algebra.Verdict.Checked;
import gradus.algebra.Verdict.Proved;
import gradus.algebra.Verdict.ProvedFor;
import gradus.algebra.Verdict.Refuted;
import gradus.algebra.Verdict.Undecided;
import gradus.algebra.Work;
import gradus.algebra.checker.Checker;
import gradus.algebra.checker.RefusedException;
import gradus.algebra.curvature.Convexity;
import gradus.algebra.curvature.InequalityLaws;
import gradus.algebra.curvature.Semidefiniteness;
import gradus.algebra.curvature.Signs;
import gradus.algebra.linear.Elimination;
import gradus.algebra.prove.Instance;
import gradus.algebra.prove.Prover;
import gradus.algebra.refute.Agreement;
import gradus.algebra.refute.Effort;
import gradus.algebra.refute.Guard;
import gradus.algebra.refute.Refuter;
import gradus.algebra.signs.Known;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.tensor.GraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What can be said of a goal.
public final class Decision {

  private static final int LARGEST = 4;
  private static final int INSTANCES = 40;

  private Decision() {}

  /// Tries to refute, to prove, to prove for sizes, and to check, in this order, with about ten
  /// seconds' work.
  public static Verdict decide(Goal goal) {
    try {
      return decided(goal);
    } catch (GraphException noRule) {
      return new Undecided(String.valueOf(noRule.getMessage()));
    }
  }

  private static Verdict decided(Goal goal) {
    return switch (goal) {
      case Goal.Compare compare -> where(Conditions.taken(compare));
      case Goal.Not(Goal inner) -> contrary(inner, decide(inner));
      case Goal.Convex convex ->
          guarded(Replayed.of(goal, Convexity.decide(convex)), Convexity.midpoints(convex));
      case Goal.Limit limit -> new Limits(limit).verdict();
      case Goal.Semidefinite matrix ->
          guarded(
              Replayed.of(goal, Semidefiniteness.decide(matrix)), Semidefiniteness.form(matrix));
    };
  }

  /// Whether a point was found at which all that is given holds and both sides have a value.
  public static boolean isMet(Goal goal) {
    Goal.Compare meant =
        switch (goal) {
          case Goal.Compare compare -> compare;
          case Goal.Convex convex ->
              new Goal.Compare(goal.setting(), convex.function(), Relation.EQ, Formula.ZERO);
          case Goal.Semidefinite matrix -> Semidefiniteness.form(matrix);
          case Goal.Limit limit -> new Limits(limit).near();
          case Goal.Not(Goal inner) ->
              new Goal.Compare(inner.setting(), Formula.ZERO, Relation.EQ, Formula.ZERO);
        };
    Formula left = meant.left();
    Formula right = meant.right();
    Formula sides = left.minus(left).plus(right.minus(right));
    Goal.Compare never = new Goal.Compare(meant.setting(), sides, Relation.EQ, Formula.ONE);
    return Refuter.refute(never, Effort.standard().within(1_000_000)).isPresent();
  }

  /// The verdict, after what follows from it has been tried.
  private static Verdict guarded(Verdict verdict, Goal.Compare consequence) {
    if (verdict instanceof Proved) {
      Guard.proved(consequence);
    }
    return verdict;
  }

  /// The verdict; of an equation without a proof also where all its logarithms have values.
  private static Verdict where(Goal.Compare goal) {
    Verdict verdict = compare(goal);
    boolean open = !(verdict instanceof Proved || verdict instanceof Refuted);
    Known known = new Known(goal.setting()).where(goal.left()).where(goal.right());
    if (!open || goal.relation() != Relation.EQ || known.setting().equals(goal.setting())) {
      return verdict;
    }
    Goal.Compare there =
        new Goal.Compare(known.setting(), goal.left(), goal.relation(), goal.right());
    Optional<Proof> proof = Prover.prove(there, Work.of(4_000_000));
    if (proof.isPresent() && isAccepted(there, proof.get(), new ArrayList<>())) {
      Guard.proved(goal);
      return new Proved(proof.get());
    }
    return verdict;
  }

  private static Verdict compare(Goal.Compare goal) {
    Effort effort = Effort.standard().within(1_000_000);
    Optional<Counterexample> failure = Refuter.refute(goal, effort);
    if (failure.isPresent()) {
      return new Refuted(failure.get());
    }
    List<String> doubts = new ArrayList<>();
    if (goal.relation() == Relation.EQ) {
      Proof rounded = Prover.atOnce(goal);
      if (Prover.isRounded(goal) && isAccepted(goal, rounded, new ArrayList<>())) {
        Guard.proved(goal);
        return new Proved(rounded);
      }
      Optional<Proof> slopes = Prover.keeping(goal, Work.of(1_000_000));
      if (slopes.isPresent() && isAccepted(goal, slopes.get(), new ArrayList<>())) {
        Guard.proved(goal);
        return new Proved(slopes.get());
      }
      Optional<Proof> proof = Prover.prove(goal, Work.of(4_000_000));
      if (proof.isPresent() && isAccepted(goal, proof.get(), doubts)) {
        Guard.proved(goal);
        return new Proved(proof.get());
      }
      Optional<Proof> both = InequalityLaws.equation(goal);
      if (both.isPresent() && Replayed.of(goal, new Proved(both.get())) instanceof Proved proved) {
        Guard.proved(goal);
        return proved;
      }
      Optional<Verdict> some = forSizes(goal, Work.of(3_000_000), doubts);
      if (some.isPresent()) {
        return some.get();
      }
    }
    Optional<CurvatureProof> sign = Signs.prove(goal);
    if (sign.isPresent() && Replayed.of(goal, new Proved(sign.get())) instanceof Proved proved) {
      Guard.proved(goal);
      return proved;
    }
    Optional<Proof> laws = InequalityLaws.proof(goal);
    if (laws.isPresent() && Replayed.of(goal, new Proved(laws.get())) instanceof Proved proved) {
      Guard.proved(goal);
      return proved;
    }
    Optional<Checked> agreement = Agreement.of(goal);
    if (agreement.isPresent()) {
      return agreement.get();
    }
    return new Undecided(
        doubts.isEmpty() ? "no proof and no counterexample was found" : doubts.getFirst());
  }

  private static boolean isAccepted(Goal.Compare goal, Proof proof, List<String> doubts) {
    try {
      Checker.verify(goal, proof, Elimination::contradiction);
      return true;
    } catch (RefusedException e) {
      doubts.add("the prover offered a proof that the checker refused: " + e.getMessage());
      return false;
    }
  }

  private static Optional<Verdict> forSizes(Goal.Compare goal, Work work, List<String> doubts) {
    List<Map<String, Long>> sizes = new ArrayList<>();
    List<Proof> proofs = new ArrayList<>();
    if (Instance.sizes(goal).isEmpty()) {
      return Optional.empty();
    }
    List<Map<String, Long>> open = new ArrayList<>();
    for (Map<String, Long> each : Instance.upTo(goal, LARGEST)) {
      Optional<Proof> proof =
          work.isSpent() || sizes.size() >= INSTANCES
              ? Optional.empty()
              : Prover.proveFor(goal, each, work);
      if (proof.isPresent() && isAccepted(Instance.of(goal, each), proof.get(), doubts)) {
        Guard.proved(Instance.of(goal, each));
        sizes.add(each);
        proofs.add(proof.get());
      } else {
        open.add(each);
      }
    }
    return sizes.isEmpty() ? Optional.empty() : Optional.of(new ProvedFor(sizes, proofs, open));
  }

  /// A point at which a goal holds, with the values there; without a point if none is found.
  private static Counterexample example(Goal goal) {
    if (goal instanceof Goal.Convex convex) {
      return example(Convexity.midpoints(convex));
    }
    if (goal instanceof Goal.Semidefinite matrix) {
      return example(Semidefiniteness.form(matrix));
    }
    if (goal instanceof Goal.Compare(var setting, Formula left, Relation relation, Formula right)) {
      Optional<Counterexample> point =
          Refuter.refute(
              new Goal.Compare(setting, left, relation.contrary(), right),
              Effort.standard().within(1_000_000));
      if (point.isPresent()) {
        return point.get();
      }
    }
    return new Counterexample(
        new TreeMap<>(),
        new TreeMap<>(),
        "what is said to fail somewhere",
        "proved to hold everywhere");
  }

  /// That a goal fails is proved by a point at which it does, and refuted by a proof of the goal.
  private static Verdict contrary(Goal goal, Verdict verdict) {
    return switch (verdict) {
      case Proved _ -> new Refuted(example(goal));
      case Refuted(Counterexample counterexample) -> new Proved(new Proof.Witness(counterexample));
      case ProvedFor _, Checked _, Undecided _ ->
          new Undecided("nothing is known of the claim that is said to fail");
    };
  }
}
