package gradus.algebra.signs;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Reason;
import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.checker.RefusedException;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Var;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import gradus.tensor.GraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether proofs by laws of signs and of composition prove the goal before them.
///
/// Every term is built anew from the goal; the reasons for its sign are replayed by {@link
/// Reasons}.
public final class Laws {

  /// The largest matrix whose principal minors are looked at.
  public static final int LARGEST = 3;

  private Laws() {}

  /// Whether a proof proves a goal.
  public static boolean prove(Goal goal, CurvatureProof proof) {
    try {
      return proves(goal, proof);
    } catch (RefusedException | GraphException | ArithmeticException noValue) {
      return false;
    }
  }

  private static boolean proves(Goal asked, CurvatureProof proof) {
    Goal goal = asked instanceof Goal.Convex convex ? settled(convex) : asked;
    return switch (proof) {
      case CurvatureProof.Signed(Reason why) ->
          goal instanceof Goal.Compare compare && isSigned(compare, why);
      case CurvatureProof.Both(Reason more, Reason less) ->
          goal instanceof Goal.Compare compare
              && compare.relation() == Relation.EQ
              && shows(goal.setting(), more, more(compare), false)
              && shows(goal.setting(), less, more(compare).negated(), false);
      case CurvatureProof.Composed _ ->
          goal instanceof Goal.Convex convex && Curves.isConvex(convex, convex.function());
      case CurvatureProof.Summed(List<CurvatureProof> each) ->
          goal instanceof Goal.Convex convex && isSummed(Curves.summands(convex), each);
      case CurvatureProof.Along along ->
          goal instanceof Goal.Convex convex
              && outer(convex, along).filter(it -> proves(it, along.other())).isPresent();
      case CurvatureProof.Curved(Reason why) ->
          goal instanceof Goal.Convex convex && isCurved(convex, why);
      case CurvatureProof.Supported(Formula slope, Var other, Reason why) ->
          goal instanceof Goal.Convex convex && isSupported(convex, slope, other, why);
      case CurvatureProof.Joined joined ->
          goal instanceof Goal.Convex convex
              && Joint.of(convex, joined.part()).filter(it -> it.isConvex(joined)).isPresent();
      case CurvatureProof.Rewritten rewritten ->
          goal instanceof Goal.Semidefinite matrix && isRewritten(matrix, rewritten);
      case CurvatureProof.Outer(List<Reason> signs) ->
          goal instanceof Goal.Semidefinite matrix && new Outers(matrix, signs).isSemidefinite();
      case CurvatureProof.Principal principal ->
          goal instanceof Goal.Semidefinite matrix && isPrincipal(matrix, principal);
      case CurvatureProof.Corners corners -> Certificates.prove(goal, corners);
      case CurvatureProof.Sturm sturm ->
          Certificates.prove(goal, new CurvatureProof.Corners(List.of(sturm)));
      case CurvatureProof.Pivots pivots -> Certificates.prove(goal, pivots);
    };
  }

  /// The goal with those cases in the place of parts that hold at all its points.
  public static Goal.Convex settled(Goal.Convex goal) {
    Formula function = Derivative.taken(goal.function());
    return new Goal.Convex(goal.setting(), settled(new Known(goal.setting()), function), goal.by());
  }

  private static Formula settled(Known known, Formula term) {
    for (Fork.Side side : Fork.of(term)) {
      if (side.when() instanceof Condition.Compare(Relation relation, Formula u, Formula v)
          && holds(known, relation, u, v)) {
        return settled(known, side.value());
      }
    }
    List<Formula> parts = Known.evaluated(term).stream().map(it -> settled(known, it)).toList();
    return parts.size() == Parts.of(term).size() ? Parts.replaced(term, parts) : term;
  }

  private static boolean holds(Known known, Relation relation, Formula u, Formula v) {
    return switch (relation) {
      case GE, GT -> known.entails(u.minus(v), relation == Relation.GT);
      case LE, LT -> known.entails(v.minus(u), relation == Relation.LT);
      case EQ, NE -> false;
    };
  }

  static boolean shows(Setting setting, Reason why, Formula term, boolean strict) {
    return why.term().equals(term) && (why.strict() || !strict) && Reasons.hold(setting, why);
  }

  private static boolean isSummed(List<Goal.Convex> goals, List<CurvatureProof> proofs) {
    boolean right = !goals.isEmpty() && goals.size() == proofs.size();
    for (int i = 0; right && i < goals.size(); i++) {
      right = proves(goals.get(i), proofs.get(i));
    }
    return right;
  }

  /// The outer function, if a function is that at an affine term.
  private static Optional<Goal.Convex> outer(Goal.Convex goal, CurvatureProof.Along along) {
    Known known = new Known(goal.setting());
    Known there = known.ranged(along.name(), along.at());
    return new Curves(known, goal.by()).of(along.at()).isAffine()
            && known.isFresh(along.name(), goal.function())
            && !Substitution.variables(along.function()).contains(goal.by().name())
            && Known.replaced(along.function(), along.name(), along.at()).equals(goal.function())
        ? Optional.of(new Goal.Convex(there.setting(), along.function(), along.name()))
        : Optional.empty();
  }

  private static boolean isSigned(Goal.Compare goal, Reason why) {
    boolean strict = goal.relation() != Relation.GE && goal.relation() != Relation.LE;
    return goal.relation() != Relation.EQ && shows(goal.setting(), why, more(goal), strict);
  }

  /// The larger side less the smaller one, of `≠` the square, without untaken derivatives.
  public static Formula more(Goal.Compare goal) {
    Formula difference = goal.left().minus(goal.right());
    return Derivative.taken(
        switch (goal.relation()) {
          case GE, GT, EQ -> difference;
          case LE, LT -> difference.negated();
          case NE -> new Formula.Mul(List.of(difference, difference));
        });
  }

  /// What is known where the second derivative of a function decides: on an interval.
  ///
  /// That the argument of a logarithm is positive is known only where it leaves an interval,
  /// because it is linear or concave there: `a² − a` is positive on two.
  public static Setting interval(Goal.Convex goal) {
    Known known = new Known(goal.setting()).where(Derivative.taken(goal.function()));
    Curves curves = new Curves(new Known(Valley.interval(goal.setting(), goal.by())), goal.by());
    List<Condition> kept =
        known.facts().stream().filter(it -> isInterval(it, goal.by(), curves)).toList();
    return new Setting(known.setting().variables(), known.setting().tensors(), kept);
  }

  private static boolean isInterval(Condition condition, Var by, Curves curves) {
    if (!(condition instanceof Condition.Compare(Relation relation, Formula left, Formula right))) {
      return Valley.leavesAnInterval(condition, by);
    }
    Curves.Bend bend = curves.of(left.minus(right));
    return Valley.leavesAnInterval(condition, by)
        || switch (relation) {
          case GE, GT -> bend.isConcave();
          case LE, LT -> bend.isConvex();
          case EQ -> bend.isAffine();
          case NE -> false;
        };
  }

  /// Whether a function has all derivatives on an interval that holds all points of its setting.
  public static boolean isSmooth(Goal.Convex goal) {
    return !goal.setting().isInteger(goal.by().name())
        && Valley.isSmooth(new Known(interval(goal)), Derivative.taken(goal.function()), goal.by());
  }

  /// The second derivative of the function of a goal.
  public static Formula curvature(Goal.Convex goal) {
    Derivative derivative = new Derivative(goal.by());
    return derivative.of(derivative.of(Derivative.taken(goal.function())));
  }

  private static boolean isCurved(Goal.Convex goal, Reason why) {
    return isSmooth(goal) && shows(interval(goal), why, curvature(goal), false);
  }

  /// The setting with another point, of which the same is known.
  public static Setting twice(Goal.Convex goal, Var other) {
    List<Condition> given = new ArrayList<>(goal.setting().given());
    for (Condition condition : goal.setting().given()) {
      if (Known.replaced(new Formula.Iverson(condition), goal.by(), other)
          instanceof Formula.Iverson(Condition there)) {
        given.add(there);
      }
    }
    return new Setting(goal.setting().variables(), goal.setting().tensors(), given);
  }

  /// `f(other) − f(by) − slope (other − by)`.
  public static Formula above(Goal.Convex goal, Formula slope, Var other) {
    Formula here = Derivative.taken(goal.function());
    Formula there = Known.replaced(here, goal.by(), other);
    return new Add(List.of(there, here.negated(), slope.times(other.minus(goal.by())).negated()));
  }

  private static boolean isSupported(Goal.Convex goal, Formula slope, Var other, Reason why) {
    Formula function = Derivative.taken(goal.function());
    return !goal.setting().isInteger(goal.by().name())
        && new Known(goal.setting()).isFresh(other, new Add(List.of(function, slope)))
        && Definedness.isDefined(goal.setting(), function, slope)
        && shows(twice(goal, other), why, above(goal, slope, other), false);
  }

  /// The setting in which row and column are indices of a matrix.
  public static Setting within(Goal.Semidefinite goal) {
    Known known = new Known(goal.setting());
    for (Var index : List.of(goal.row(), goal.column())) {
      known =
          known
              .with(index, Setting.Kind.INTEGER)
              .with(
                  Condition.compare(Relation.LE, Formula.ONE, index),
                  Condition.compare(Relation.LE, index, goal.size()));
    }
    return known.setting();
  }

  private static boolean isRewritten(Goal.Semidefinite goal, CurvatureProof.Rewritten proof) {
    Known known = new Known(within(goal));
    Formula entry = Derivative.taken(goal.entry());
    return Definedness.isDefined(known.setting(), entry, proof.entry())
        && Reasons.isEqual(known, entry, proof.entry(), proof.equal())
        && proves(
            new Goal.Semidefinite(
                goal.setting(), goal.size(), goal.row(), goal.column(), proof.entry()),
            proof.other());
  }

  /// The sets of rows and columns of a small matrix; empty if it is large.
  public static List<List<Integer>> choices(Goal.Semidefinite goal) {
    List<List<Integer>> choices = new ArrayList<>();
    if (!(goal.size() instanceof Formula.Num n)
        || n.numerator().bitLength() > 8
        || n.numerator().intValue() > LARGEST) {
      return choices;
    }
    for (int chosen = 1; chosen < 1 << n.numerator().intValue(); chosen++) {
      List<Integer> places = new ArrayList<>();
      for (int i = 0; chosen >> i != 0; i++) {
        if ((chosen >> i & 1) != 0) {
          places.add(i + 1);
        }
      }
      choices.add(places);
    }
    return choices;
  }

  /// The entry of a matrix at a row and a column.
  public static Formula entry(Goal.Semidefinite goal, int row, int column) {
    Formula at = Known.replaced(Derivative.taken(goal.entry()), goal.row(), Formula.number(row));
    return Decided.of(Known.replaced(at, goal.column(), Formula.number(column)));
  }

  /// The determinant of some rows and columns.
  public static Formula minor(Goal.Semidefinite goal, List<Integer> rows, List<Integer> columns) {
    Formula sum = rows.isEmpty() ? Formula.ONE : Formula.ZERO;
    for (int j = 0; j < columns.size() && !rows.isEmpty(); j++) {
      List<Integer> rest = new ArrayList<>(columns.subList(0, j));
      rest.addAll(columns.subList(j + 1, columns.size()));
      Formula part =
          entry(goal, rows.getFirst(), columns.get(j))
              .times(minor(goal, rows.subList(1, rows.size()), rest));
      sum = j % 2 == 0 ? sum.plus(part) : sum.minus(part);
    }
    return sum;
  }

  private static boolean isPrincipal(Goal.Semidefinite goal, CurvatureProof.Principal proof) {
    List<List<Integer>> choices = choices(goal);
    boolean right = !choices.isEmpty() && choices.size() == proof.minors().size();
    for (int i = 0; right && i < choices.size(); i++) {
      Formula minor = minor(goal, choices.get(i), choices.get(i));
      right = shows(goal.setting(), proof.minors().get(i), minor, false);
    }
    int next = 0;
    for (int row = 1; right && row <= choices.getLast().size(); row++) {
      for (int column = 1; right && column < row; column++) {
        right =
            next < proof.symmetric().size()
                && Reasons.isEqual(
                    new Known(goal.setting()),
                    entry(goal, row, column),
                    entry(goal, column, row),
                    proof.symmetric().get(next++));
      }
    }
    return right;
  }
}
