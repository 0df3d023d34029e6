package gradus.algebra.curvature;

import gradus.algebra.CurvatureProof.Corners;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Reason;
import gradus.algebra.Setting;
import gradus.algebra.Work;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.checker.RefusedException;
import gradus.algebra.signs.Certificates;
import gradus.algebra.signs.Definedness;
import gradus.algebra.signs.Fork;
import gradus.algebra.signs.Interval;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.algebra.signs.Reasons;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Neg;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import gradus.tensor.GraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks for reasons why terms are 0 or more: law after law, the cheap ones first.
///
/// A reason that is found is a proposal: `gradus.algebra.signs` says whether it is one.
final class Inequalities {

  private static final int DEEPEST = 6;

  /// What one term costs to look at.
  private static final long LOOK = 2_000;

  /// So deep that a reason of its own is looked for, and none below it.
  static final int LAST = DEEPEST;

  private final Work work;
  private final Equalities equalities;

  Inequalities(Work work) {
    this.work = work;
    this.equalities = new Equalities(work);
  }

  /// Why a term is 0 or more (more than 0 if strict); empty if the laws do not reach.
  Optional<Reason> shown(Setting setting, Formula term, boolean strict) {
    try {
      return shown(new Known(setting), Derivative.taken(term), strict, 0);
    } catch (GraphException | ArithmeticException | RefusedException noRule) {
      return Optional.empty();
    }
  }

  /// Work for a part of the search, at most so much of what is left.
  Work part(long units) {
    return work.part(units);
  }

  /// Counts what was done; says whether nothing more may be.
  boolean isSpent(long units) {
    work.spend(units);
    return work.isSpent();
  }

  /// The canonical form of a term.
  Optional<Formula> normal(Known known, Formula term) {
    return equalities.normal(known, term);
  }

  Optional<Reason> shown(Known outside, Formula term, boolean strict, int depth) {
    if (depth > DEEPEST || isSpent(LOOK)) {
      return Optional.empty();
    }
    Known known = outside.where(term);
    return (part(term).isPresent() ? split(known, term, strict, depth) : none())
        .or(() -> plain(known, term, strict))
        .or(() -> new Facts(known, term, strict).shown())
        .or(() -> Tidied.shown(this, known, term, strict, depth))
        .or(() -> new Alike(this, known, depth).shown(term, strict))
        .or(() -> depth < 2 ? new Deltas(this).shown(known, term, strict, depth) : none())
        .or(() -> depth < 2 ? new Pivots(this, known, depth).shown(term, strict) : none())
        .or(() -> new Shares(this, known, depth).coupled(term, strict))
        .or(() -> fewer(known, term, strict, depth))
        .or(() -> depth == 0 ? new Assumed(this, known).shown(term, strict) : none())
        .or(() -> new Growths(this, known, depth).shown(term, strict))
        .or(() -> new Exponents(this, known, depth).shown(term, strict))
        .or(() -> depth == 0 ? new Tangents(this, known, depth).shown(term, strict) : none())
        .or(() -> new Risings(this, known, depth).shown(term, strict))
        .or(() -> new Extremes(this, known, depth).shown(term, strict))
        .or(() -> new Triangles(this, known, depth).shown(term, strict))
        .or(() -> new Entries(this, known, depth).shown(term, strict))
        .or(() -> new Apart(this, known, depth).shown(term, strict))
        .or(() -> Tidied.turned(this, known, term, strict, depth))
        .or(() -> strict ? none() : new Turns(this, known, depth).shown(term))
        .or(() -> strict || depth > 2 ? none() : new Shares(this, known, depth).peaked(term))
        .or(() -> depth > 3 ? none() : new Quadratics(this, known).shown(term, strict))
        .or(() -> new Differences(this, known, depth).shown(term, strict))
        .or(() -> new Wholes(this, known, depth).shown(term, strict))
        .or(() -> raised(known, term, strict, depth))
        .or(() -> depth < 2 ? new Rates(this, known, depth).shown(term, strict) : none())
        .or(() -> new Wholes(this, known, depth).together(term, strict))
        .or(() -> new Shares(this, known, depth).shown(term, strict))
        .or(() -> new Radicals(this, known, depth).shown(term, strict))
        .or(() -> equal(known, term, strict))
        .or(() -> new Parameters(this, known, depth).shown(term, strict))
        .or(() -> depth < 3 ? Bisections.shown(this, known, term, strict) : none())
        .or(() -> new Cleared(this, known, depth).shown(term, strict))
        .or(() -> new Products(this, known, depth).shown(term, strict))
        .or(() -> depth < 4 ? new Valleys(this, known, depth).shown(term, strict) : none())
        .or(() -> general(known, term, strict, depth));
  }

  /// What is defined by cases: at once if its range is enough, else case by case.
  private Optional<Reason> split(Known known, Formula term, boolean strict, int depth) {
    Interval range = new Ranges(known).of(term);
    return (strict ? range.isPositive() : range.isNotNegative())
        ? Optional.of(new Reason.Parts(term, strict))
        : cases(known, term, strict, depth);
  }

  static Optional<Reason> none() {
    return Optional.empty();
  }

  /// The laws that rest on no others.
  static Optional<Reason> plain(Known known, Formula term, boolean strict) {
    Interval range = new Ranges(known).of(term);
    if (strict ? range.isPositive() : range.isNotNegative()) {
      return Optional.of(new Reason.Parts(term, strict));
    }
    if (known.entails(term, strict)) {
      return Optional.of(new Reason.Linear(term, strict));
    }
    Goal.Compare goal =
        new Goal.Compare(known.setting(), term, strict ? Relation.GT : Relation.GE, Formula.ZERO);
    return Signs.prove(goal)
        .filter(it -> it instanceof Corners corners && Certificates.prove(goal, corners))
        .map(it -> new Reason.Rational(term, strict, (Corners) it));
  }

  /// That two terms are equal, by the checker.
  Optional<Proof> isEqual(Known known, Formula left, Formula right) {
    return equalities.proof(known, left, right);
  }

  /// The reason for a term by one for another that equals its product with something positive.
  Optional<Reason> by(Known known, Formula term, Formula factor, Reason other) {
    boolean defined;
    try {
      defined =
          Definedness.isDefined(known.setting(), term, new Add(List.of(other.term(), factor)));
    } catch (RefusedException | ArithmeticException noValue) {
      return Optional.empty();
    }
    return !defined
        ? Optional.empty()
        : isEqual(known, term.times(factor), other.term())
            .map(proof -> new Reason.Scaled(term, other.strict(), factor, proof, other));
  }

  /// The canonical form, and a quadratic form as a sum of squares.
  private Optional<Reason> equal(Known known, Formula term, boolean strict) {
    return normal(known, term)
        .filter(it -> !it.equals(term))
        .flatMap(it -> plain(known, it, strict))
        .or(() -> squares(known, term, strict))
        .flatMap(it -> by(known, term, Formula.ONE, it));
  }

  /// The canonical form, where a name drops out of it, or where it is shorter and has sums.
  private Optional<Reason> fewer(Known known, Formula term, boolean strict, int depth) {
    int names = Substitution.variables(term).size();
    boolean sums = depth < 2 && !Wholes.folds(term).isEmpty();
    return (names < 2 && !sums) || !(term instanceof Add || term instanceof Neg)
        ? none()
        : normal(known, term)
            .filter(
                it ->
                    Substitution.variables(it).size() < names
                        || (sums && Composites.size(it) < Composites.size(term)))
            .flatMap(it -> shown(known, it, strict, depth + 1))
            .flatMap(it -> by(known, term, Formula.ONE, it));
  }

  private static Optional<Reason> squares(Known known, Formula term, boolean strict) {
    return strict
        ? none()
        : Squares.of(term)
            .filter(it -> !it.equals(Formula.ZERO))
            .flatMap(sum -> plain(known, sum, false));
  }

  /// `log A − log B + R ≥ 0` where `A e^R − B ≥ 0`, since both are positive.
  private Optional<Reason> raised(Known known, Formula term, boolean strict, int depth) {
    return Assumed.hasLogarithm(term)
        ? shown(known, Reasons.raised(term), strict, depth + 1)
            .map(it -> new Reason.Raised(term, strict, it))
        : none();
  }

  /// Each case of the innermost part that is defined by cases.
  private Optional<Reason> cases(Known known, Formula term, boolean strict, int depth) {
    Optional<Formula> part = part(term);
    if (part.isEmpty()) {
      return Optional.empty();
    }
    List<Reason> sides = new ArrayList<>();
    for (Fork.Side side : Fork.of(part.get())) {
      Formula there = Known.replaced(term, part.get(), side.value());
      Optional<Reason> each = shown(known.with(side.when()), there, strict, depth);
      if (each.isEmpty()) {
        return Optional.empty();
      }
      sides.add(each.get());
    }
    return Optional.of(new Reason.Cases(term, strict, part.get(), sides));
  }

  private static Optional<Formula> part(Formula term) {
    for (Formula inner : Known.evaluated(term)) {
      Optional<Formula> inside = part(inner);
      if (inside.isPresent()) {
        return inside;
      }
    }
    return Fork.of(term).isEmpty() ? Optional.empty() : Optional.of(term);
  }

  static Formula sum(List<Formula> terms) {
    return terms.stream().reduce(Formula.ZERO, Formula::plus);
  }

  /// Some part that holds all names, as one number.
  private Optional<Reason> general(Known known, Formula term, boolean strict, int depth) {
    Var name = fresh(known, term, "t");
    for (Formula part : Composites.of(term)) {
      if (Composites.isAbout(Known.replaced(term, part, name), name)) {
        Optional<Reason> found = general(known, term, strict, part, depth);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return none();
  }

  /// The term with any number in the place of a part.
  Optional<Reason> general(Known known, Formula term, boolean strict, Formula part, int depth) {
    Var name = fresh(known, term, "t");
    Known there = known.ranged(name, part);
    return shown(there, Known.replaced(term, part, name), strict, depth + 1)
        .map(it -> new Reason.General(term, strict, part, name, it));
  }

  static Var fresh(Known known, Formula term, String stem) {
    Var name = Formula.var(stem);
    while (!known.isFresh(name, term)) {
      name = Formula.var(name.name() + "′");
    }
    return name;
  }
}
