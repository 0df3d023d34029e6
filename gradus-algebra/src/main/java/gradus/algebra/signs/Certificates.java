package gradus.algebra.signs;

import gradus.algebra.CurvatureProof.Corners;
import gradus.algebra.CurvatureProof.Pivots;
import gradus.algebra.CurvatureProof.Sturm;
import gradus.algebra.Goal;
import gradus.algebra.calculus.Derivative;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import gradus.reference.FormulaValue;
import gradus.reference.Fraction;
import gradus.reference.FractionNumbers;
import gradus.tensor.GraphException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether a certificate of a sign is one of the goal before it, and not of something else.
///
/// The term is built anew from the goal, its corners and ranges are held against what the goal
/// gives, and only then is the certificate itself checked by {@link CurvatureChecker}.
public final class Certificates {

  private static final Set<String> SMOOTH =
      Set.of("exp", "expm1", "log", "log1p", "sigmoid", "tanh", "softplus");

  private Certificates() {}

  /// Whether corners prove an inequality or convexity.
  public static boolean prove(Goal goal, Corners proof) {
    try {
      return switch (goal) {
        case Goal.Compare compare -> compared(compare, proof);
        case Goal.Convex convex ->
            isSmooth(Derivative.taken(convex.function()))
                && proof.corners().stream().allMatch(it -> it.by().equals(convex.by()))
                && holds(Laws.curvature(convex), given(convex), proof, false);
        case Goal.Semidefinite _, Goal.Limit _, Goal.Not _ -> false;
      };
    } catch (GraphException | ArithmeticException notDefined) {
      return false;
    }
  }

  private static boolean compared(Goal.Compare goal, Corners proof) {
    boolean strict = goal.relation() == Relation.GT || goal.relation() == Relation.LT;
    return goal.relation() != Relation.EQ
        && goal.relation() != Relation.NE
        && holds(Laws.more(goal), goal.setting().given(), proof, strict);
  }

  private static boolean holds(Formula term, List<Condition> given, Corners proof, boolean strict) {
    Bounds bounds = new Bounds(given);
    if (proof.corners().isEmpty() || !bounds.cover(term, proof.corners())) {
      return false;
    }
    for (Sturm corner : proof.corners()) {
      Sturm own =
          new Sturm(
              term,
              corner.by(),
              corner.parameters(),
              corner.unit(),
              corner.numerator(),
              corner.denominator(),
              corner.low(),
              corner.high());
      boolean fits =
          bounds.contain(corner)
              && CurvatureChecker.holds(own)
              && (!strict || CurvatureChecker.isNowhereZero(own));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /// What is given, and that the arguments of logarithms are positive, since all terms are defined.
  private static List<Condition> given(Goal.Convex goal) {
    List<Condition> given = new ArrayList<>(goal.setting().given());
    Known.logarithms(Derivative.taken(goal.function()), given);
    return given;
  }

  /// Whether a term has all derivatives wherever it is defined.
  private static boolean isSmooth(Formula term) {
    boolean itself =
        switch (term) {
          case Formula.Call(String function, List<Formula> _) -> SMOOTH.contains(function);
          case Formula.Fold _, Formula.Iverson _, Formula.Choose _, Formula.Entry _ -> false;
          case Formula.Num _,
              Formula.Named _,
              Formula.Var _,
              Formula.Add _,
              Formula.Neg _,
              Formula.Mul _,
              Formula.Div _,
              Formula.Power _ ->
              true;
        };
    return itself && Known.evaluated(term).stream().allMatch(Certificates::isSmooth);
  }

  /// Whether a matrix without negative pivots is the one of a goal, entry by entry.
  public static boolean prove(Goal goal, Pivots proof) {
    if (!(goal instanceof Goal.Semidefinite matrix)
        || !matrix.size().equals(Formula.number(proof.matrix().size()))) {
      return false;
    }
    Set<String> free = new LinkedHashSet<>(Substitution.variables(matrix.entry()));
    free.removeAll(Set.of(matrix.row().name(), matrix.column().name()));
    return free.isEmpty() && CurvatureChecker.holds(proof) && isThat(matrix, proof.matrix());
  }

  private static boolean isThat(Goal.Semidefinite goal, List<List<Fraction>> matrix) {
    try {
      for (int i = 1; i <= matrix.size(); i++) {
        for (int j = 1; j <= matrix.size(); j++) {
          Map<String, Fraction> at =
              Map.of(goal.row().name(), Fraction.of(i), goal.column().name(), Fraction.of(j));
          FormulaValue<Fraction> value = new FormulaValue<>(new FractionNumbers(), at, Map.of());
          if (!value.of(goal.entry()).equals(matrix.get(i - 1).get(j - 1))) {
            return false;
          }
        }
      }
      return true;
    } catch (GraphException noValue) {
      return false;
    }
  }
}
