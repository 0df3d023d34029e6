package gradus.algebra.decide;

import gradus.algebra.Counterexample;
import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Setting;
import gradus.algebra.Verdict;
import gradus.algebra.Verdict.Checked;
import gradus.algebra.Verdict.Proved;
import gradus.algebra.Verdict.ProvedFor;
import gradus.algebra.Verdict.Refuted;
import gradus.algebra.Verdict.Undecided;
import gradus.algebra.checker.Checker;
import gradus.algebra.checker.CurvatureChecker;
import gradus.algebra.checker.RefusedException;
import gradus.algebra.curvature.Convexity;
import gradus.algebra.curvature.Semidefiniteness;
import gradus.algebra.curvature.Signs;
import gradus.algebra.prove.Instance;
import gradus.algebra.prove.Prover;
import gradus.algebra.refute.Agreement;
import gradus.algebra.refute.Effort;
import gradus.algebra.refute.Refuter;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// What can be said of a goal.
public final class Decision {

  private static final int LARGEST = 4;
  private static final int INSTANCES = 40;

  private Decision() {}

  /// Tries to refute, to prove, to prove for sizes, and to check, in this order, for at most about
  /// ten seconds.
  public static Verdict decide(Goal goal) {
    return switch (goal) {
      case Goal.Compare compare -> compare(compare);
      case Goal.Not(Goal inner) -> contrary(decide(inner));
<<<<<<< HEAD
      case Goal.Convex convex -> curvature(Convexity.decide(convex), convex);
      case Goal.Semidefinite semidefinite ->
          curvature(Semidefiniteness.decide(semidefinite), semidefinite);
=======
      case Goal.Convex convex -> Replayed.of(goal, Convexity.decide(convex));
      case Goal.Semidefinite matrix -> Replayed.of(goal, Semidefiniteness.decide(matrix));
>>>>>>> lang
    };
  }

  private static Verdict compare(Goal.Compare goal) {
    Effort effort = Effort.standard().within(Duration.ofSeconds(1));
    Optional<Counterexample> failure = Refuter.refute(goal, effort);
    if (failure.isPresent()) {
      return new Refuted(failure.get());
    }
    List<String> doubts = new ArrayList<>();
    if (goal.relation() == Relation.EQ) {
      Optional<Proof> proof = Prover.prove(goal, Duration.ofSeconds(4));
      if (proof.isPresent() && isAccepted(goal, proof.get(), doubts)) {
        return new Proved(proof.get());
      }
      Optional<Verdict> some = forSizes(goal, System.nanoTime() + 3_000_000_000L, doubts);
      if (some.isPresent()) {
        return some.get();
      }
    } else {
      Optional<CurvatureProof> sign = Signs.prove(goal);
      if (sign.isPresent() && holds(sign.get(), goal)) {
        return new Proved(sign.get());
      }
    }
    Optional<CurvatureProof> sign = Signs.prove(goal);
    if (sign.isPresent() && Replayed.of(goal, new Proved(sign.get())) instanceof Proved proved) {
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
      Checker.verify(goal, proof);
      return true;
    } catch (RefusedException e) {
      doubts.add("the prover offered a proof that the checker refused: " + e.getMessage());
      return false;
    }
  }

  private static Optional<Verdict> forSizes(Goal.Compare goal, long deadline, List<String> doubts) {
    List<Map<String, Long>> sizes = new ArrayList<>();
    List<Proof> proofs = new ArrayList<>();
    if (Instance.sizes(goal).isEmpty()) {
      return Optional.empty();
    }
    for (Map<String, Long> each : Instance.upTo(goal, LARGEST)) {
      long left = deadline - System.nanoTime();
      if (left < 0 || sizes.size() >= INSTANCES) {
        break;
      }
      Optional<Proof> proof = Prover.proveFor(goal, each, Duration.ofNanos(left));
      if (proof.isPresent() && isAccepted(Instance.of(goal, each), proof.get(), doubts)) {
        sizes.add(each);
        proofs.add(proof.get());
      }
    }
    return sizes.isEmpty() ? Optional.empty() : Optional.of(new ProvedFor(sizes, proofs));
  }

  /// A verdict whose certificate the checker has tried.
  private static Verdict curvature(Verdict verdict, Goal goal) {
    return verdict instanceof Proved(Proof proof)
            && proof instanceof CurvatureProof certificate
            && !holds(certificate, goal)
        ? new Undecided("a certificate was offered that the checker refused")
        : verdict;
  }

  private static boolean holds(CurvatureProof certificate, Goal goal) {
    return switch (certificate) {
      case CurvatureProof.Sturm sturm -> CurvatureChecker.holds(sturm);
      case CurvatureProof.Corners corners -> CurvatureChecker.holds(corners);
      case CurvatureProof.Minors minors -> CurvatureChecker.holds(minors);
      case CurvatureProof.SquareSum(Formula weight, Var index) ->
          goal instanceof Goal.Semidefinite semidefinite
              && isSquareSum(semidefinite, weight, index);
    };
  }

  /// Whether the entries are `wᵢ(δᵢⱼ − wⱼ)` and `Σ w = 1`, both by proofs that the checker replays;
  /// `w ≥ 0` is seen by the deciding procedure, which takes quotients of exponentials only.
  private static boolean isSquareSum(Goal.Semidefinite goal, Formula weight, Var index) {
    Map<String, Setting.Kind> variables = new HashMap<>(goal.setting().variables());
    List<Condition> given = new ArrayList<>(goal.setting().given());
    for (Var each : List.of(goal.row(), goal.column())) {
      variables.put(each.name(), Setting.Kind.INTEGER);
      given.add(Condition.compare(Relation.LE, Formula.ONE, each));
      given.add(Condition.compare(Relation.LE, each, goal.size()));
    }
    Setting inside = new Setting(variables, goal.setting().tensors(), given);
    Formula ofRow = at(weight, index, goal.row());
    Formula delta = new Formula.Iverson(Condition.compare(Relation.EQ, goal.row(), goal.column()));
    Formula form = ofRow.times(delta.minus(at(weight, index, goal.column())));
    Formula whole =
        new Formula.Fold(
            Formula.Combination.SUM,
            goal.row(),
            Formula.ONE,
            goal.size(),
            at(weight, index, goal.row()));
    return isProved(new Goal.Compare(inside, goal.entry(), Relation.EQ, form))
        && isProved(new Goal.Compare(goal.setting(), whole, Relation.EQ, Formula.ONE));
  }

  private static boolean isProved(Goal.Compare goal) {
    Optional<Proof> proof = Prover.prove(goal, Duration.ofSeconds(2));
    return proof.isPresent() && isAccepted(goal, proof.get(), new ArrayList<>());
  }

  private static Formula at(Formula weight, Var index, Var place) {
    return new Substitution(
            name -> name.equals(index.name()) ? place : Formula.var(name),
            UnaryOperator.identity(),
            new HashSet<>(List.of(place.name(), index.name())))
        .in(weight);
  }

  /// That a goal fails is proved by a point at which it does, and refuted by a proof of the goal.
  private static Verdict contrary(Verdict verdict) {
    return switch (verdict) {
      case Proved _ ->
          new Refuted(
              new Counterexample(
                  new TreeMap<>(), new TreeMap<>(), "what is said to fail", "proved to hold"));
      case Refuted(Counterexample counterexample) -> new Proved(new Proof.Witness(counterexample));
      case ProvedFor _, Checked _, Undecided _ ->
          new Undecided("nothing is known of the claim that is said to fail");
    };
  }
}
