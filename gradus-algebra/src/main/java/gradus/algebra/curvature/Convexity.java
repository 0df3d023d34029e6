package gradus.algebra.curvature;

import gradus.algebra.Counterexample;
import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.Verdict;
import gradus.algebra.Work;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.refute.LinearForm;
import gradus.algebra.refute.Refuter;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Laws;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import gradus.tensor.GraphException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Whether a function is convex in a variable.
///
/// A smooth function is convex where its second derivative is nowhere negative, and not convex
/// where that is negative at one point. A function with kinks is refuted by a midpoint that lies
/// above the chord.
public final class Convexity {

  private static final Set<String> SMOOTH =
      Set.of("exp", "expm1", "log", "log1p", "sigmoid", "tanh", "softplus", "sin", "cos", "erf");

  /// A line through each point means many cases.
  private static final long LONG = 15_000_000;

  private Convexity() {}

  /// What can be said of a goal.
  public static Verdict decide(Goal.Convex goal) {
    try {
      return decided(Laws.settled(goal));
    } catch (GraphException noRule) {
      return midpoint(goal)
          .<Verdict>map(Verdict.Refuted::new)
          .orElse(new Verdict.Undecided("the function has no second derivative by rule"));
    }
  }

  private static Verdict decided(Goal.Convex goal) {
    Formula function = Derivative.taken(goal.function());
    Optional<Verdict> composed = proved(goal, new CurvatureProof.Composed());
    if (!isSmooth(function)) {
      return composed
          .or(() -> Summands.proof(goal).map(Verdict.Proved::new))
          .or(() -> midpoint(goal).map(Verdict.Refuted::new))
          .or(() -> Joints.proof(goal).map(Verdict.Proved::new))
          .or(() -> supported(goal, function))
          .orElse(
              new Verdict.Undecided(
                  "the function is not smooth, and no midpoint speaks against it"));
    }
    Formula curvature = Laws.curvature(goal);
    Setting setting = within(goal.setting(), function);
    Set<String> names = new LinkedHashSet<>(Substitution.variables(function));
    names.add(goal.by().name());
    Optional<CurvatureProof> proof = new Signs(setting, false).along(curvature, goal.by(), names);
    if (proof.isPresent()) {
      return new Verdict.Proved(proof.get());
    }
    if (composed.isPresent()) {
      return composed.get();
    }
    Formula twice = Derivative.untaken(Derivative.untaken(goal.function(), goal.by()), goal.by());
    return Refuter.refute(new Goal.Compare(setting, twice, Relation.GE, Formula.ZERO))
        .<Verdict>map(Verdict.Refuted::new)
        .or(() -> Summands.proof(goal).map(Verdict.Proved::new))
        .or(() -> curved(goal, curvature))
        .or(() -> midpoint(goal).map(Verdict.Refuted::new))
        .orElse(
            new Verdict.Undecided(
                "the second derivative is no rational function of one exponential, and no point was"
                    + " found where it is negative"));
  }

  private static Optional<Verdict> proved(Goal.Convex goal, CurvatureProof proof) {
    return Laws.prove(goal, proof) ? Optional.of(new Verdict.Proved(proof)) : Optional.empty();
  }

  private static Optional<Verdict> curved(Goal.Convex goal, Formula curvature) {
    return Laws.isSmooth(goal)
        ? InequalityLaws.reason(Laws.interval(goal), curvature, false)
            .flatMap(why -> proved(goal, new CurvatureProof.Curved(why)))
        : Optional.empty();
  }

  /// By a line through each point, with the slope that the rules give.
  private static Optional<Verdict> supported(Goal.Convex goal, Formula function) {
    Formula slope = new Derivative(goal.by()).of(function);
    Known known = new Known(goal.setting());
    Var other = Inequalities.fresh(known, function, goal.by().name() + "′");
    return new Inequalities(Work.of(LONG))
        .shown(Laws.twice(goal, other), Laws.above(goal, slope, other), false)
        .flatMap(why -> proved(goal, new CurvatureProof.Supported(slope, other, why)));
  }

  /// Whether a term has all derivatives wherever it is defined.
  private static boolean isSmooth(Formula term) {
    return switch (term) {
      case Formula.Num _, Formula.Named _, Formula.Var _, Formula.Entry _ -> true;
      case Formula.Neg(Formula inner) -> isSmooth(inner);
      case Formula.Add(List<Formula> terms) -> terms.stream().allMatch(Convexity::isSmooth);
      case Formula.Mul(List<Formula> factors) -> factors.stream().allMatch(Convexity::isSmooth);
      case Formula.Div(Formula above, Formula below) -> isSmooth(above) && isSmooth(below);
      case Formula.Power(Formula base, Formula exponent) -> isSmooth(base) && isSmooth(exponent);
      case Formula.Call(String function, List<Formula> arguments) ->
          (SMOOTH.contains(function) || function.equals("sqrt"))
              && arguments.stream().allMatch(Convexity::isSmooth);
      case Formula.Fold fold ->
          (fold.combination() == Combination.SUM || fold.combination() == Combination.PRODUCT)
              && isSmooth(fold.body());
      case Formula.Iverson _, Formula.Choose _ -> false;
    };
  }

  /// The setting with what logarithms of linear terms need.
  private static Setting within(Setting setting, Formula function) {
    List<Condition> given = new ArrayList<>(setting.given());
    logarithms(function, given);
    return new Setting(setting.variables(), setting.tensors(), given);
  }

  private static void logarithms(Formula term, List<Condition> given) {
    switch (term) {
      case Formula.Neg(Formula inner) -> logarithms(inner, given);
      case Formula.Add(List<Formula> terms) -> terms.forEach(it -> logarithms(it, given));
      case Formula.Mul(List<Formula> factors) -> factors.forEach(it -> logarithms(it, given));
      case Formula.Call(String function, List<Formula> arguments)
          when function.equals("log") && LinearForm.of(arguments.getFirst()).isPresent() ->
          given.add(Condition.compare(Relation.GT, arguments.getFirst(), Formula.ZERO));
      case Formula.Num _,
          Formula.Named _,
          Formula.Var _,
          Formula.Entry _,
          Formula.Div _,
          Formula.Power _,
          Formula.Call _,
          Formula.Fold _,
          Formula.Iverson _,
          Formula.Choose _ -> {}
    }
  }

  /// Two points whose chord lies below the function in the middle.
  private static Optional<Counterexample> midpoint(Goal.Convex goal) {
    return Refuter.refute(midpoints(goal));
  }

  /// What follows of convexity: that the function lies nowhere above the middle of a chord.
  public static Goal.Compare midpoints(Goal.Convex goal) {
    Setting setting = goal.setting();
    Var second = Formula.var(goal.by().name() + "′");
    Formula there = replaced(goal.function(), goal.by(), second);
    Formula half = goal.by().plus(second).over(Formula.number(2));
    Formula middle = replaced(goal.function(), goal.by(), half);
    Formula chord = goal.function().plus(there).over(Formula.number(2));
    List<Condition> given = new ArrayList<>(setting.given());
    for (Condition condition : setting.given()) {
      if (replaced(new Formula.Iverson(condition), goal.by(), second)
          instanceof Formula.Iverson(Condition other)) {
        given.add(other);
      }
    }
    Map<String, Setting.Kind> variables = new LinkedHashMap<>(setting.variables());
    Setting both = new Setting(variables, setting.tensors(), given);
    return new Goal.Compare(both, middle, Relation.LE, chord);
  }

  private static Formula replaced(Formula term, Var by, Formula other) {
    Set<String> taken = new LinkedHashSet<>(Substitution.variables(term));
    taken.addAll(Substitution.variables(other));
    return new Substitution(
            name -> name.equals(by.name()) ? other : Formula.var(name),
            UnaryOperator.identity(),
            taken)
        .in(term);
  }
}
