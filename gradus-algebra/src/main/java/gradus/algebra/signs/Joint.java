package gradus.algebra.signs;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.reference.Fraction;
import java.util.List;
import java.util.Optional;

/// A function that is one above a point of a variable, and another below.
///
/// @param at the point
/// @param above the function above the point, on the interval of all values there
/// @param below the function below it
public record Joint(Fraction at, Goal.Convex above, Goal.Convex below) {

  /// The function of a goal, by the two cases of a part that has a value wherever it has one.
  public static Optional<Joint> of(Goal.Convex goal, Formula part) {
    Formula function = Derivative.taken(goal.function());
    List<Fork.Side> sides = Fork.of(part);
    if (sides.size() != 2
        || !Known.isEvaluated(function, part)
        || !(sides.getFirst().when()
            instanceof Condition.Compare(Relation relation, Formula left, Formula right))
        || relation == Relation.EQ
        || relation == Relation.NE) {
      return Optional.empty();
    }
    List<Fraction> line = RationalTerm.line(left.minus(right), goal.by());
    if (line.isEmpty() || line.getLast().signum() == 0) {
      return Optional.empty();
    }
    Fraction at = line.getFirst().negated().over(line.getLast());
    Formula first = Known.replaced(function, part, sides.getFirst().value());
    Formula last = Known.replaced(function, part, sides.getLast().value());
    boolean more = relation == Relation.GE || relation == Relation.GT;
    boolean up = more == line.getLast().signum() > 0;
    Formula pivot = goal.by().minus(Ranges.number(at));
    Known there = new Known(Valley.interval(goal.setting(), goal.by()));
    return Optional.of(
        new Joint(
            at,
            new Goal.Convex(there.with(pivot, false).setting(), up ? first : last, goal.by()),
            new Goal.Convex(
                there.with(pivot.negated(), false).setting(), up ? last : first, goal.by())));
  }

  /// Where the variable is the point.
  public Known point() {
    return new Known(above.setting()).with(above.by(), Setting.Kind.REAL);
  }

  /// A term at the point.
  public Formula at(Formula term) {
    return Known.replaced(term, above.by(), Ranges.number(at));
  }

  /// The slope above the point less the slope below it, at the point.
  public Formula bend() {
    Derivative slope = new Derivative(above.by());
    return at(slope.of(above.function())).minus(at(slope.of(below.function())));
  }

  /// Whether the function is convex, on an interval that holds all its values.
  boolean isConvex(CurvatureProof.Joined proof) {
    Var by = above.by();
    return !above.setting().isInteger(by.name())
        && isWhole(proof.above())
        && isWhole(proof.below())
        && Valley.isDefined(point(), at(above.function()))
        && Valley.isDefined(point(), at(below.function()))
        && Reasons.isEqual(point(), at(above.function()), at(below.function()), proof.meeting())
        && Laws.shows(point().setting(), proof.slopes(), bend(), false)
        && Laws.prove(above, proof.above())
        && Laws.prove(below, proof.below());
  }

  /// Whether a proof is one on a whole interval, and not of the points of a setting alone.
  private static boolean isWhole(CurvatureProof proof) {
    return switch (proof) {
      case CurvatureProof.Corners _,
          CurvatureProof.Composed _,
          CurvatureProof.Curved _,
          CurvatureProof.Joined _ ->
          true;
      default -> false;
    };
  }
}
