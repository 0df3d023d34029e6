package gradus.algebra.curvature;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.refute.Boxes;
import gradus.algebra.refute.Boxes.Box;
import gradus.algebra.refute.LinearForm;
import gradus.algebra.refute.Refuter;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Functions of one variable that are 0 or more at a point, fall before it and grow after it.
///
/// @param sign shows that a term is 0 or more
/// @param equal shows that two terms are equal
record Valleys(Sign sign, Equal equal) {

  private static final Set<String> SMOOTH =
      Set.of("exp", "log", "sigmoid", "tanh", "softplus", "sin", "cos", "erf");

  /// Shows that a term is 0 or more, or more than 0, by some laws.
  @FunctionalInterface
  interface Sign {
    Optional<List<String>> shown(Setting setting, Formula term, boolean strict);
  }

  /// Shows that two terms are equal.
  @FunctionalInterface
  interface Equal {
    boolean shown(Setting setting, Formula left, Formula right);
  }

  Optional<List<String>> shown(Setting setting, Formula term, boolean strict) {
    Set<String> names = Substitution.variables(term);
    if (names.size() != 1) {
      return Optional.empty();
    }
    Var by = Formula.var(names.iterator().next());
    Setting interval = interval(setting);
    if (setting.isInteger(by.name()) || !isSmooth(interval, term)) {
      return Optional.empty();
    }
    for (int point : new int[] {0, 1, -1}) {
      Optional<List<String>> found = at(interval, term, strict, by, Fraction.of(point));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// Whether a function has all derivatives on an interval that holds all points of a setting.
  static boolean isSmoothOnInterval(Setting setting, Formula term) {
    return isSmooth(interval(setting), term);
  }

  /// Without those conditions that need not leave an interval.
  private static Setting interval(Setting setting) {
    List<Condition> linear = setting.given().stream().filter(Valleys::isLinear).toList();
    return new Setting(setting.variables(), setting.tensors(), linear);
  }

  private static boolean isLinear(Condition condition) {
    return switch (condition) {
      case Condition.Compare(Relation relation, Formula left, Formula right) ->
          relation != Relation.NE && LinearForm.of(left.minus(right)).isPresent();
      case Condition.And(List<Condition> parts) -> parts.stream().allMatch(Valleys::isLinear);
      case Condition.Or _, Condition.Not _ -> false;
    };
  }

  private Optional<List<String>> at(
      Setting setting, Formula term, boolean strict, Var by, Fraction point) {
    Box box =
        new Boxes(setting.given(), false)
            .narrowed(Map.of(by.name(), Box.ALL))
            .getOrDefault(by.name(), Box.ALL);
    if (point.compareTo(box.low()) < 0 || point.compareTo(box.high()) > 0) {
      return Optional.empty();
    }
    Formula place = new Formula.Num(point.numerator(), point.denominator());
    Formula there = SoftmaxForm.replaced(term, by, place);
    Formula slope = new Derivative(by).of(term);
    Setting free = new Setting(Map.of(), Map.of(), List.of());
    boolean zero = equal.shown(free, there, Formula.ZERO);
    if (!isDefined(free, there) || !(zero || sign.shown(free, there, strict).isPresent())) {
      return Optional.empty();
    }
    if (strict && zero && !(isOutside(setting, by, place) && varies(setting, slope))) {
      return Optional.empty();
    }
    boolean up = sign.shown(with(setting, by, Relation.GE, place), slope, false).isPresent();
    boolean down =
        up && sign.shown(with(setting, by, Relation.LE, place), slope.negated(), false).isPresent();
    return down
        ? Optional.of(List.of("least at " + by.name() + " = " + point + ", by its derivative"))
        : Optional.empty();
  }

  private static Setting with(Setting setting, Var by, Relation relation, Formula place) {
    List<Condition> given = new ArrayList<>(setting.given());
    given.add(Condition.compare(relation, by, place));
    return new Setting(setting.variables(), setting.tensors(), given);
  }

  /// Whether the point itself is excluded by what is given.
  private static boolean isOutside(Setting setting, Var by, Formula place) {
    return setting.given().contains(Condition.compare(Relation.GT, by, place))
        || setting.given().contains(Condition.compare(Relation.LT, by, place));
  }

  private static boolean varies(Setting setting, Formula slope) {
    return Refuter.refute(new Goal.Compare(setting, slope, Relation.EQ, Formula.ZERO)).isPresent();
  }

  /// Whether logarithms at the point are of positive numbers, and nothing is divided by 0.
  private static boolean isDefined(Setting setting, Formula term) {
    boolean itself =
        switch (term) {
          case Call(String function, List<Formula> arguments) ->
              !function.equals("log") || new Spreads(setting).of(arguments.getFirst()).isPositive();
          case Formula.Div(Formula _, Formula below) -> new Spreads(setting).of(below).isPositive();
          case Formula.Power(Formula base, Formula.Num exponent) ->
              exponent.numerator().signum() >= 0 || new Spreads(setting).of(base).isPositive();
          case Formula.Num _,
              Formula.Named _,
              Formula.Var _,
              Formula.Entry _,
              Formula.Add _,
              Formula.Neg _,
              Formula.Mul _,
              Formula.Power _,
              Formula.Fold _,
              Formula.Iverson _,
              Formula.Choose _ ->
              true;
        };
    return itself && Domains.parts(term).stream().allMatch(it -> isDefined(setting, it));
  }

  /// Whether a term has all derivatives on the whole interval where it is defined.
  private static boolean isSmooth(Setting setting, Formula term) {
    boolean itself =
        switch (term) {
          case Call(String function, List<Formula> arguments) ->
              SMOOTH.contains(function)
                  && (!function.equals("log")
                      || new Spreads(setting).of(arguments.getFirst()).isPositive()
                      || LinearForm.of(arguments.getFirst()).isPresent());
          case Formula.Div(Formula _, Formula below) -> new Spreads(setting).of(below).isPositive();
          case Formula.Power(Formula base, Formula exponent) ->
              exponent instanceof Formula.Num n
                  && n.denominator().equals(java.math.BigInteger.ONE)
                  && (n.numerator().signum() >= 0 || new Spreads(setting).of(base).isPositive());
          case Formula.Num _,
              Formula.Named _,
              Formula.Var _,
              Formula.Add _,
              Formula.Neg _,
              Formula.Mul _ ->
              true;
          case Formula.Entry _, Formula.Fold _, Formula.Iverson _, Formula.Choose _ -> false;
        };
    return itself && Domains.parts(term).stream().allMatch(it -> isSmooth(setting, it));
  }
}
