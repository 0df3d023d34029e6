package gradus.algebra.curvature;

import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.checker.Checker;
import gradus.algebra.checker.RefusedException;
import gradus.algebra.prove.Prover;
import gradus.algebra.signs.Certificates;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.tensor.GraphException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Inequalities by a few laws, one after another: the signs of parts, Sturm chains, what is given,
/// a canonical form, logarithms taken away, cases, and the sign of a derivative.
///
/// What is shown of equations and of quotients on the way is replayed by `gradus.algebra.checker`.
final class Inequalities {

  private static final int DEEPEST = 4;

  private final long deadline;

  Inequalities(Duration time) {
    this.deadline = System.nanoTime() + time.toNanos();
  }

  /// The laws by which a term is 0 or more (more than 0 if strict); empty if they do not reach.
  Optional<List<String>> shown(Setting setting, Formula term, boolean strict) {
    try {
      return shown(setting, Derivative.taken(term), strict, 0);
    } catch (GraphException | ArithmeticException noRule) {
      return Optional.empty();
    }
  }

  private Optional<List<String>> shown(Setting setting, Formula term, boolean strict, int depth) {
    if (depth > DEEPEST || System.nanoTime() - deadline > 0) {
      return Optional.empty();
    }
    Setting within = Domains.within(setting, term);
    Spread spread = new Spreads(within).of(term);
    if (strict ? spread.isPositive() : spread.isNotNegative()) {
      return Optional.of(List.of("the signs of its parts"));
    }
    return sturm(within, term, strict)
        .or(() -> given(within, term, strict))
        .or(() -> canonical(within, term, strict))
        .or(() -> squares(within, term, strict))
        .or(() -> exponentials(within, term, strict, depth))
        .or(() -> cases(within, term, strict, depth))
        .or(() -> slopes(within, term, strict, depth));
  }

  private static Optional<List<String>> sturm(Setting setting, Formula term, boolean strict) {
    Relation relation = strict ? Relation.GT : Relation.GE;
    Goal.Compare goal = new Goal.Compare(setting, term, relation, Formula.ZERO);
    return Signs.prove(goal)
        .filter(
            it ->
                it instanceof gradus.algebra.CurvatureProof.Corners corners
                    && Certificates.prove(goal, corners))
        .map(_ -> List.of("no change of sign (Sturm)"));
  }

  /// Whether two terms are equal, by the checker.
  private boolean isEqual(Setting setting, Formula left, Formula right) {
    long rest = Math.min(deadline - System.nanoTime(), 1_000_000_000L);
    Goal.Compare goal = new Goal.Compare(setting, left, Relation.EQ, right);
    Optional<Proof> proof =
        rest < 0 ? Optional.empty() : Prover.prove(goal, Duration.ofNanos(rest));
    try {
      proof.ifPresent(it -> Checker.verify(goal, it));
      return proof.isPresent();
    } catch (RefusedException refused) {
      return false;
    }
  }

  /// Whether a term is 0.
  static boolean isZero(Setting setting, Formula term) {
    return new Inequalities(Duration.ofSeconds(1)).isEqual(setting, term, Formula.ZERO);
  }

  private Optional<List<String>> given(Setting setting, Formula term, boolean strict) {
    for (Condition condition : setting.given()) {
      if (condition instanceof Condition.Compare(Relation relation, Formula left, Formula right)) {
        boolean up = relation == Relation.GE || relation == Relation.GT;
        boolean down = relation == Relation.LE || relation == Relation.LT;
        boolean enough = !strict || relation == Relation.GT || relation == Relation.LT;
        if (enough
            && (up || down)
            && isEqual(setting, term, up ? left.minus(right) : right.minus(left))) {
          return Optional.of(List.of("given"));
        }
      }
    }
    return Optional.empty();
  }

  /// The signs of the parts of the canonical form.
  private Optional<List<String>> canonical(Setting setting, Formula term, boolean strict) {
    Optional<Formula> normal = Prover.normal(setting, term, Duration.ofSeconds(1));
    if (normal.isEmpty()) {
      return Optional.empty();
    }
    Spread spread = new Spreads(setting).of(normal.get());
    boolean holds = strict ? spread.isPositive() : spread.isNotNegative();
    return holds && isEqual(setting, term, normal.get())
        ? Optional.of(List.of("the canonical form", "the signs of its parts"))
        : Optional.empty();
  }

  /// A quadratic form as a sum of squares.
  private Optional<List<String>> squares(Setting setting, Formula term, boolean strict) {
    return strict
        ? Optional.empty()
        : Squares.of(term)
            .filter(sum -> new Spreads(setting).of(sum).isNotNegative())
            .filter(sum -> isEqual(setting, term, sum))
            .map(_ -> List.of("a sum of squares"));
  }

  /// `log A − log B + R ≥ 0` where `A e^R − B ≥ 0`, since both are positive.
  private Optional<List<String>> exponentials(
      Setting setting, Formula term, boolean strict, int depth) {
    return Domains.withoutLogarithms(term)
        .flatMap(it -> shown(setting, it, strict, depth + 1))
        .map(laws -> with("exponentials of both sides", laws));
  }

  private static List<String> with(String first, List<String> rest) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }

  /// Two cases of a condition in a term.
  private Optional<List<String>> cases(Setting setting, Formula term, boolean strict, int depth) {
    Optional<Branches.Fork> fork = Branches.of(term);
    if (fork.isEmpty()) {
      return Optional.empty();
    }
    List<String> laws = new ArrayList<>(List.of("two cases"));
    for (Branches.Branch branch : fork.get().branches()) {
      List<Condition> longer = new ArrayList<>(setting.given());
      longer.add(branch.when());
      Setting there = new Setting(setting.variables(), setting.tensors(), longer);
      Optional<List<String>> each = shown(there, branch.term(), strict, depth);
      if (each.isEmpty()) {
        return Optional.empty();
      }
      laws.addAll(each.get());
    }
    return Optional.of(laws);
  }

  /// It is 0 or more at one point, falls before and grows after.
  private Optional<List<String>> slopes(Setting setting, Formula term, boolean strict, int depth) {
    return depth < 2
        ? new Valleys(this::deeper, this::isEqual).shown(setting, term, strict)
        : Optional.empty();
  }

  private Optional<List<String>> deeper(Setting setting, Formula term, boolean strict) {
    return shown(setting, term, strict, 2);
  }
}
