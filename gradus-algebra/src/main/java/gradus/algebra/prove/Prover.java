package gradus.algebra.prove;

import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Setting;
import gradus.algebra.Step;
import gradus.algebra.Work;
import gradus.algebra.checker.Premises;
import gradus.algebra.checker.RefusedException;
import gradus.algebra.linear.Elimination;
import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks for proofs of equations.
///
/// A proof that is found is a proposal: only `gradus.algebra.checker` says whether it is one.
public final class Prover {

  private static final int DEEPEST = 7;
  private static final long MODERATE = 10_000_000;

  private final Goal.Compare goal;
  private final Work work;
  private final boolean peels;
  private final boolean keeps;

  private Prover(Goal.Compare goal, Work work, boolean peels, boolean keeps) {
    this.goal = goal;
    this.peels = peels;
    this.keeps = keeps;
    this.work = work;
  }

  /// A proof for all values and sizes, if one is found with moderate work.
  public static Optional<Proof> prove(Goal.Compare goal) {
    return prove(goal, Work.of(MODERATE));
  }

  /// A proof for all values and sizes, if one is found with the work that may be done.
  public static Optional<Proof> prove(Goal.Compare goal, Work work) {
    if (goal.relation() != Condition.Relation.EQ) {
      return Optional.empty();
    }
    try {
      Optional<Proof> plain = new Prover(goal, work, false, false).inCase(List.of());
      return plain.isPresent() ? plain : new Prover(goal, work, true, false).inCase(List.of());
    } catch (BeyondReach _) {
      return Optional.empty();
    }
  }

  /// A proof that knows of smooth functions in sums their slopes alone: a network's gradient needs
  /// no more, and definitions of functions within functions grow large.
  public static Optional<Proof> keeping(Goal.Compare goal, Work work) {
    return holdsKept(difference(goal), false) ? asTheyStand(goal, work) : Optional.empty();
  }

  /// The same outside of sums too, where such functions stand.
  public static Optional<Proof> kept(Goal.Compare goal, Work work) {
    return holdsKept(difference(goal), true) ? asTheyStand(goal, work) : Optional.empty();
  }

  private static Optional<Proof> asTheyStand(Goal.Compare goal, Work work) {
    try {
      return new Prover(goal, work, false, true).inCase(List.of());
    } catch (BeyondReach _) {
      return Optional.empty();
    }
  }

  private static boolean holdsKept(Formula term, boolean summed) {
    boolean here = term instanceof Formula.Call call && Trace.KEPT.contains(call.function());
    boolean sum = summed || term instanceof Formula.Fold;
    return (here && (sum || holdsSum(term)))
        || Parts.of(term).stream().anyMatch(it -> holdsKept(it, sum));
  }

  private static boolean holdsSum(Formula term) {
    return term instanceof Formula.Fold || Parts.of(term).stream().anyMatch(Prover::holdsSum);
  }

  /// A proof at some sizes, for all values: of the goal with numbers for its sizes.
  public static Optional<Proof> proveFor(Goal.Compare goal, Map<String, Long> sizes, Work work) {
    return prove(Instance.of(goal, sizes), work);
  }

  /// The canonical form of a term, if it is found with the work that may be done.
  public static Optional<Formula> normal(Setting setting, Formula term, Work work) {
    try {
      Context context = Context.of(setting, List.of(), work);
      Trace trace = Trace.within(work);
      Formula prepared = new Preparation(trace).of(term);
      return Optional.of(new Simplifier(trace, Map.of(), false).normal(prepared, context));
    } catch (BeyondReach _) {
      return Optional.empty();
    }
  }

  /// The difference of the sides, which a proof brings to 0.
  public static Formula difference(Goal.Compare goal) {
    return new Formula.Add(List.of(goal.left(), new Formula.Neg(goal.right())));
  }

  private Optional<Proof> inCase(List<Condition> cases) {
    Context context = Context.of(goal.setting(), cases, work);
    Trace trace = new Trace(new ArrayList<>(), work, keeps);
    if (context.isImpossible()) {
      return Optional.of(new Proof.Chain(List.of()));
    }
    List<Condition> given = new ArrayList<>(cases);
    given.addAll(goal.setting().given());
    Map<String, Formula> replacements = Givens.of(given, context);
    Formula start = trace.step("names", difference(goal), apart(context));
    Formula prepared = new Preparation(trace).of(start);
    Simplifier simplifier = new Simplifier(trace, replacements, peels);
    Formula last = simplifier.again(simplifier.normal(prepared, context), context);
    Optional<List<Step>> end =
        last.equals(Formula.ZERO) ? Optional.of(List.of()) : end(last, cases, context);
    if (end.isPresent()) {
      trace.steps().addAll(end.get());
      return Optional.of(new Proof.Chain(Occurrences.of(difference(goal), trace.steps(), context)));
    }
    return cases.size() < DEEPEST
        ? Splits.of(last, context)
            .or(() -> Enumeration.of(last, context))
            .flatMap(sides -> split(sides, cases))
        : Optional.empty();
  }

  /// The lines that bring a term in canonical form to 0, if it is.
  private Optional<List<Step>> end(Formula term, List<Condition> cases, Context context) {
    return gathered(term, context)
        .or(
            () ->
                !cases.isEmpty() && isZero(term, cases)
                    ? Optional.of(List.of(new Step("algebra", term, Formula.ZERO, List.of())))
                    : Optional.empty());
  }

  private static Optional<List<Step>> gathered(Formula term, Context context) {
    try {
      return Gathering.lines(term, context);
    } catch (BeyondReach tooLarge) {
      // one sum of all is larger than its parts: there may be another way
      return Optional.empty();
    }
  }

  /// Whether a term is 0 in a case, or the case cannot occur, by the checker, which looks at
  /// products of what is given.
  private boolean isZero(Formula term, List<Condition> cases) {
    List<Condition> all = new ArrayList<>(goal.setting().given());
    all.addAll(cases);
    Setting there = new Setting(goal.setting().variables(), goal.setting().tensors(), all);
    try {
      Premises given = Premises.of(there, Elimination::contradiction);
      return given.entails(term, false) && given.entails(term.negated(), false);
    } catch (RefusedException | ArithmeticException noValue) {
      return false;
    }
  }

  /// A proof in one line, which may be none.
  public static Proof atOnce(Goal.Compare goal) {
    return new Proof.Chain(List.of(new Step("algebra", difference(goal), Formula.ZERO, List.of())));
  }

  /// Whether a side is rounded.
  public static boolean isRounded(Goal.Compare goal) {
    return isRounded(difference(goal));
  }

  private static boolean isRounded(Formula term) {
    return (term instanceof Formula.Call(String function, List<Formula> _)
            && function.startsWith("floor"))
        || Parts.of(term).stream().anyMatch(Prover::isRounded);
  }

  /// The difference with bound variables that have names of their own.
  private Formula apart(Context context) {
    return Multi.replaced(difference(goal), Map.of(), context.ring().integers());
  }

  private Optional<Proof> split(List<Condition> sides, List<Condition> cases) {
    List<Proof.Case> proofs = new ArrayList<>();
    for (Condition side : sides) {
      List<Condition> longer = new ArrayList<>(cases);
      longer.add(side);
      Optional<Proof> proof = inCase(longer);
      if (proof.isEmpty()) {
        return Optional.empty();
      }
      proofs.add(new Proof.Case(side, proof.get()));
    }
    return Optional.of(new Proof.Cases(proofs));
  }
}
