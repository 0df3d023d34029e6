package gradus.algebra.curvature;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.refute.Boxes;
import gradus.algebra.refute.Boxes.Box;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import gradus.reference.Fraction;
import gradus.tensor.GraphException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Proves that terms are nowhere negative, or everywhere positive.
///
/// The term must be a rational function of one variable or of one exponential of it. Other names
/// must have finitely many values, or lie between two numbers and enter affinely: then the term is
/// least at a corner.
///
/// @param setting what is known of the names
/// @param strict whether the term shall be positive
public record Signs(Setting setting, boolean strict) {

  /// A proof of an inequality, if there is one of this kind.
  public static Optional<CurvatureProof> prove(Goal.Compare goal) {
    Formula difference = goal.left().minus(goal.right());
    return switch (goal.relation()) {
      case GE -> new Signs(goal.setting(), false).nonnegative(difference);
      case GT -> new Signs(goal.setting(), true).nonnegative(difference);
      case LE -> new Signs(goal.setting(), false).nonnegative(difference.negated());
      case LT -> new Signs(goal.setting(), true).nonnegative(difference.negated());
      case EQ, NE -> Optional.empty();
    };
  }

  /// A proof that a term is 0 or more, or more than 0, wherever it is defined.
  public static Optional<CurvatureProof> proveNonnegative(Setting setting, Formula term) {
    return new Signs(setting, false).nonnegative(term);
  }

  private Optional<CurvatureProof> nonnegative(Formula term) {
    try {
      Formula taken = Derivative.taken(term);
      Set<String> names = new LinkedHashSet<>(Substitution.variables(taken));
      for (String name : names.stream().sorted().toList()) {
        Optional<CurvatureProof> proof = along(taken, Formula.var(name), names);
        if (proof.isPresent()) {
          return proof;
        }
      }
    } catch (GraphException noRule) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /// A proof along one variable, with all others as parameters.
  Optional<CurvatureProof> along(Formula term, Var by, Set<String> names) {
    List<Map<String, Fraction>> corners = List.of(Map.of());
    for (String name : names.stream().sorted().filter(it -> !it.equals(by.name())).toList()) {
      List<Fraction> values = values(term, name);
      if (values.isEmpty()) {
        return Optional.empty();
      }
      corners = crossed(corners, name, values);
    }
    List<CurvatureProof.Sturm> proofs = new ArrayList<>();
    for (Map<String, Fraction> corner : corners) {
      Optional<CurvatureProof.Sturm> proof = at(term, by, corner);
      if (proof.isEmpty()) {
        return Optional.empty();
      }
      proofs.add(proof.get());
    }
    return Optional.of(new CurvatureProof.Corners(proofs));
  }

  private static List<Map<String, Fraction>> crossed(
      List<Map<String, Fraction>> corners, String name, List<Fraction> values) {
    List<Map<String, Fraction>> crossed = new ArrayList<>();
    for (Map<String, Fraction> corner : corners) {
      for (Fraction value : values) {
        Map<String, Fraction> more = new LinkedHashMap<>(corner);
        more.put(name, value);
        crossed.add(more);
      }
    }
    return crossed;
  }

  /// All values that a parameter has, or both ends of them if the term is affine in it; else none.
  List<Fraction> values(Formula term, String name) {
    for (Condition condition : setting.given()) {
      Optional<List<Fraction>> set = finite(condition, name);
      if (set.isPresent()) {
        return set.get();
      }
    }
    return Affine.in(term, name) ? ends(name) : List.of();
  }

  /// Both ends of what a parameter may be, if it is bounded; else none.
  List<Fraction> ends(String name) {
    Box box = box(name);
    boolean bounded =
        box.low().compareTo(Box.ALL.low()) > 0 && box.high().compareTo(Box.ALL.high()) < 0;
    return bounded ? List.of(box.low(), box.high()) : List.of();
  }

  private Box box(String name) {
    return new Boxes(setting.given(), false)
        .narrowed(Map.of(name, Box.ALL))
        .getOrDefault(name, Box.ALL);
  }

  private static Optional<List<Fraction>> finite(Condition condition, String name) {
    return switch (condition) {
      case Condition.Compare(Relation relation, Formula.Var it, Formula.Num value)
          when relation == Relation.EQ && it.name().equals(name) ->
          Optional.of(List.of(new Fraction(value.numerator(), value.denominator())));
      case Condition.Or(List<Condition> parts) -> {
        List<Fraction> all = new ArrayList<>();
        boolean finite = true;
        for (Condition part : parts) {
          Optional<List<Fraction>> values = finite(part, name);
          finite &= values.isPresent();
          values.ifPresent(all::addAll);
        }
        yield finite ? Optional.of(all) : Optional.empty();
      }
      case Condition.And(List<Condition> parts) ->
          parts.stream().flatMap(part -> finite(part, name).stream()).findFirst();
      case Condition.Compare _, Condition.Not _ -> Optional.empty();
    };
  }

  private Optional<CurvatureProof.Sturm> at(Formula term, Var by, Map<String, Fraction> corner) {
    Normaliser normaliser = Normaliser.suiting(term, by.name(), corner);
    Box box = box(by.name());
    boolean exponential = normaliser.unit().signum() != 0;
    Fraction low = end(box.low(), Box.ALL.low(), exponential, Fraction.INFINITY.negated());
    Fraction high = end(box.high(), Box.ALL.high(), exponential, Fraction.INFINITY);
    return normaliser
        .of(term)
        .filter(ratio -> holds(ratio, exponential, low, high))
        .map(
            ratio ->
                new CurvatureProof.Sturm(
                    term,
                    by,
                    corner,
                    normaliser.unit(),
                    ratio.above().coefficients(),
                    ratio.below().coefficients(),
                    low,
                    high));
  }

  /// The end of the range of the unknown: of a variable itself, or of its exponential, for which
  /// only 0 has a rational one.
  private static Fraction end(
      Fraction bound, Fraction none, boolean exponential, Fraction infinite) {
    if (exponential) {
      Fraction far = infinite.signum() > 0 ? infinite : Fraction.ZERO;
      return bound.signum() == 0 ? Fraction.ONE : far;
    }
    return bound.equals(none) ? infinite : bound;
  }

  private boolean holds(Ratio ratio, boolean exponential, Fraction low, Fraction high) {
    if (low.compareTo(high) >= 0 || new Roots(ratio.below()).between(low, high) > 0) {
      return false;
    }
    if (ratio.above().isZero()) {
      return !strict;
    }
    Roots product = new Roots(ratio.above().times(ratio.below()));
    boolean positive =
        new Roots(ratio.above()).between(low, high) == 0
            && ((exponential && low.signum() == 0) || isNoRoot(ratio.above(), low))
            && isNoRoot(ratio.above(), high);
    return (!strict || positive) && product.negative(low, high).isEmpty();
  }

  /// Whether an end, which may belong to the range, is no root.
  private static boolean isNoRoot(Polynomial polynomial, Fraction end) {
    return !end.isFinite() || polynomial.at(end).signum() != 0;
  }
}
