package gradus.algebra.limits;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.LimitProof;
import gradus.algebra.LimitProof.Sided;
import gradus.algebra.Proof;
import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.limits.Tends.Infinite;
import gradus.algebra.limits.Tends.Value;
import gradus.algebra.signs.Laws;
import gradus.algebra.signs.Reasons;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import gradus.tensor.GraphException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Replays proofs of limits.
public final class LimitChecker {

  private LimitChecker() {}

  /// Whether a proof proves what is said of a limit.
  public static boolean proves(Goal.Limit goal, LimitProof proof) {
    try {
      return switch (proof) {
        case LimitProof.Compared compared -> holds(goal, compared);
        case LimitProof.Cases(Formula pivot, List<LimitProof> each) -> holds(goal, pivot, each);
        default -> false;
      };
    } catch (GraphException | ArithmeticException noValue) {
      return false;
    }
  }

  private static boolean holds(Goal.Limit goal, Formula pivot, List<LimitProof> each) {
    List<Goal.Limit> cases = cases(goal, pivot);
    boolean right = !cases.isEmpty() && cases.size() == each.size();
    for (int i = 0; right && i < each.size(); i++) {
      right = proves(cases.get(i), each.get(i));
    }
    return right;
  }

  /// A goal where a polynomial without the variable is more than 0, is 0, and is less than 0, of
  /// these what is not excluded as it stands; nothing if it is no such polynomial.
  public static List<Goal.Limit> cases(Goal.Limit goal, Formula pivot) {
    boolean moves = Substitution.variables(pivot).contains(goal.by().name());
    List<Goal.Limit> cases = new ArrayList<>();
    for (int sign = 1; sign >= -1 && !moves && Reasons.isPolynomial(pivot); sign--) {
      int here = sign;
      if (goal.setting().given().stream().noneMatch(it -> excludes(it, pivot, here))) {
        Relation relation = sign > 0 ? Relation.GT : sign < 0 ? Relation.LT : Relation.EQ;
        cases.add(with(goal, Condition.compare(relation, pivot, Formula.ZERO)));
      }
    }
    return cases;
  }

  private static boolean excludes(Condition given, Formula pivot, int sign) {
    return given instanceof Condition.Compare(Relation relation, Formula left, Formula right)
        && ((left.minus(right).equals(pivot) && !relation.holds(sign))
            || (right.minus(left).equals(pivot) && !relation.holds(-sign)));
  }

  private static Goal.Limit with(Goal.Limit goal, Condition more) {
    List<Condition> given = new ArrayList<>(goal.setting().given());
    given.add(more);
    return new Goal.Limit(
        new Setting(goal.setting().variables(), goal.setting().tensors(), given),
        goal.function(),
        goal.by(),
        goal.at(),
        goal.from(),
        goal.relation(),
        goal.value());
  }

  private static boolean holds(Goal.Limit goal, LimitProof.Compared proof) {
    boolean all =
        proof.sides().stream().map(Sided::side).toList().containsAll(sides(goal))
            && proof.sides().stream().allMatch(it -> comes(goal, it, proof.limit()));
    return all && compares(goal, proof);
  }

  /// Whether a side is replayed to end at a limit.
  private static boolean comes(Goal.Limit goal, Sided side, Formula limit) {
    if (!side.function().equals(Derivative.taken(goal.function()))) {
      return false;
    }
    Approach approach = Approach.of(goal, side.side());
    return limit(approach, side.function(), side.why())
        .filter(it -> isThat(approach, it, limit))
        .isPresent();
  }

  private static boolean isThat(Approach approach, Tends found, Formula limit) {
    boolean infinite = found instanceof Infinite || Approach.isInfinite(limit);
    return infinite
        ? found.term().equals(limit)
        : found.term().equals(limit)
            || new Constants(approach.setting()).equal(found.term(), limit).isPresent();
  }

  private static boolean compares(Goal.Limit goal, LimitProof.Compared proof) {
    if (Approach.isInfinite(proof.limit()) || Approach.isInfinite(goal.value())) {
      return goal.relation() == Relation.EQ && proof.limit().equals(goal.value());
    }
    Goal.Compare compare = compared(goal, proof.limit());
    return proof.compared().size() == 1
        && switch (proof.compared().getFirst()) {
          case CurvatureProof signs -> Laws.prove(compare, signs);
          case Proof lines -> Constants.holds(compare, lines);
        };
  }

  /// What is said of a limit that is a number.
  public static Goal.Compare compared(Goal.Limit goal, Formula limit) {
    return new Goal.Compare(goal.setting(), limit, goal.relation(), goal.value());
  }

  /// The sides from which the variable comes: one where it goes to ±∞, or where the variable is
  /// nowhere, or the function has no value, on the other side of the point.
  public static List<Goal.Limit.Side> sides(Goal.Limit goal) {
    if (Approach.isInfinite(goal.at())) {
      return List.of(Goal.Limit.Side.BELOW);
    }
    if (goal.from() != Goal.Limit.Side.BOTH) {
      return List.of(goal.from());
    }
    List<Goal.Limit.Side> sides = new ArrayList<>();
    Constants constants = new Constants(goal.setting());
    Formula beyond = goal.by().minus(goal.at());
    if (!constants.isNotNegative(beyond.negated()) && !isAbsent(goal, Goal.Limit.Side.ABOVE)) {
      sides.add(Goal.Limit.Side.ABOVE);
    }
    if (sides.isEmpty()
        || (!constants.isNotNegative(beyond) && !isAbsent(goal, Goal.Limit.Side.BELOW))) {
      sides.add(Goal.Limit.Side.BELOW);
    }
    return sides;
  }

  /// Whether the function of a goal has no value on a side.
  private static boolean isAbsent(Goal.Limit goal, Goal.Limit.Side side) {
    Tending tending = Tending.of(Approach.of(goal, side));
    return new Absence(tending).of(Derivative.taken(goal.function()));
  }

  /// What a function tends to, if a proof says so.
  static Optional<Tends> limit(Approach approach, Formula function, LimitProof proof) {
    return switch (proof) {
      case LimitProof.Laws(List<LimitProof.Part> parts) -> {
        Map<Formula, Tends> known = new LinkedHashMap<>();
        for (LimitProof.Part part : parts) {
          limit(approach, part.part(), part.why()).ifPresent(it -> known.put(part.part(), it));
        }
        yield with(approach, known).of(function);
      }
      case LimitProof.Equal(Formula form, var near, Proof equal, LimitProof why) -> {
        Tending tending = Tending.of(approach);
        boolean holds = near.stream().allMatch(it -> tending.holds(it).orElse(false));
        Goal.Compare same = new Goal.Compare(approach.near(near), function, Relation.EQ, form);
        yield holds && Constants.holds(same, equal) ? limit(approach, form, why) : Optional.empty();
      }
      case LimitProof.Slopes slopes -> slopes(approach, function, slopes);
      case LimitProof.Inverse(LimitProof why) ->
          approach.isFar()
              ? Optional.empty()
              : limit(approach.inverse(), approach.inverse(function), why);
      case LimitProof.Compared _, LimitProof.Cases _ -> Optional.empty();
    };
  }

  static Tending with(Approach approach, Map<Formula, Tends> known) {
    return new Tending(approach, new Constants(approach.setting()), known);
  }

  /// L'Hôpital's rule.
  private static Optional<Tends> slopes(
      Approach approach, Formula function, LimitProof.Slopes proof) {
    if (!(function instanceof Formula.Div(Formula above, Formula below))) {
      return Optional.empty();
    }
    Tending tending = Tending.of(approach);
    Smooth smooth = new Smooth(tending);
    if (!smooth.is(above) || !smooth.is(below)) {
      return Optional.empty();
    }
    Optional<Tends> upper = limit(approach, above, proof.above());
    Optional<Tends> lower = limit(approach, below, proof.below());
    boolean zeros = isZero(tending, upper) && isZero(tending, lower);
    boolean fits =
        zeros || (upper.isPresent() && lower.filter(Infinite.class::isInstance).isPresent());
    Formula slope = new Derivative(approach.by()).of(below);
    OptionalInt sign =
        limit(approach, slope, proof.slope()).map(tending::sign).orElse(OptionalInt.empty());
    return fits && sign.isPresent() && sign.getAsInt() != 0
        ? limit(approach, quotient(approach, above, below), proof.quotient())
        : Optional.empty();
  }

  private static boolean isZero(Tending tending, Optional<Tends> tends) {
    return tends
        .filter(it -> it instanceof Value(Formula value, var _) && tending.isZero(value))
        .isPresent();
  }

  /// The quotient of two derivatives.
  static Formula quotient(Approach approach, Formula above, Formula below) {
    Derivative derivative = new Derivative(approach.by());
    return new Formula.Div(derivative.of(above), derivative.of(below));
  }
}
