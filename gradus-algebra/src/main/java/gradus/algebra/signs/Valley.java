package gradus.algebra.signs;

import gradus.algebra.Reason;
import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/// A function of one variable that is 0 or more at a point, falls before it and grows after it.
///
/// @param known what is known outside
/// @param reason the claim
public record Valley(Known known, Reason.Valley reason) {

  private static final Set<String> SMOOTH =
      Set.of("exp", "expm1", "sigmoid", "tanh", "softplus", "sin", "cos", "erf");

  boolean holds() {
    Var by = reason.by();
    Formula term = reason.term();
    Formula place = Ranges.number(reason.at());
    Formula slope = new Derivative(by).of(term);
    Known line = new Known(interval(known.setting(), by));
    Known point = line.with(by, Setting.Kind.REAL);
    boolean apart = known.entails(by.minus(place), true) || known.entails(place.minus(by), true);
    return isLine(known, term, by, reason.at())
        && Reasons.hold(point.setting(), reason.there())
        && reason.there().term().equals(Known.replaced(term, by, place))
        && shows(line.with(by.minus(place), true), reason.after(), slope)
        && shows(line.with(place.minus(by), true), reason.before(), slope.negated())
        && (!reason.strict()
            || reason.there().strict()
            || (apart && reason.after().strict() && reason.before().strict()));
  }

  private static boolean shows(Known known, Reason reason, Formula term) {
    return reason.term().equals(term) && Reasons.hold(known.setting(), reason);
  }

  /// Whether a term is smooth on an interval that holds all values of a name, and at a point that
  /// is in the closed interval.
  static boolean isLine(Known known, Formula term, Var by, Fraction at) {
    Known line = new Known(interval(known.setting(), by));
    List<Condition> given = line.setting().given();
    Fraction low = Bounds.bound(given, by, 1).orElse(Fraction.INFINITY.negated());
    Fraction high = Bounds.bound(given, by, -1).orElse(Fraction.INFINITY);
    return !known.setting().isInteger(by.name())
        && low.compareTo(at) <= 0
        && at.compareTo(high) <= 0
        && isSmooth(line, term, by)
        && isDefined(line.with(by, Setting.Kind.REAL), Known.replaced(term, by, Ranges.number(at)));
  }

  /// Whether `f(at) + f′ · (by − at)` is 0 or more for all values that `f′` and `by` may have.
  static boolean holds(Known known, Reason.Mean reason) {
    Var by = reason.by();
    Formula term = reason.term();
    Formula place = Ranges.number(reason.at());
    Known line = new Known(interval(known.setting(), by));
    Interval change =
        new Ranges(line)
            .of(new Derivative(by).of(term))
            .times(new Ranges(line).of(by.minus(place)));
    Interval value =
        new Ranges(line.with(by, Setting.Kind.REAL))
            .of(Known.replaced(term, by, place))
            .plus(change);
    return isLine(known, term, by, reason.at())
        && (reason.strict() ? value.isPositive() : value.isNotNegative());
  }

  /// Whether a smooth function of a name, also at some places, bends down between them.
  static boolean isConcave(Known known, Formula term, Var by, List<Fraction> places) {
    Formula bend = new Derivative(by).of(new Derivative(by).of(term));
    return places.stream().allMatch(at -> isLine(known, term, by, at))
        && new Ranges(new Known(interval(known.setting(), by))).of(bend).isNotPositive();
  }

  /// Without those conditions that need not leave an interval.
  public static Setting interval(Setting setting, Var by) {
    List<Condition> kept =
        new Known(setting).facts().stream().filter(it -> leavesAnInterval(it, by)).toList();
    return new Setting(setting.variables(), setting.tensors(), kept);
  }

  static boolean leavesAnInterval(Condition condition, Var by) {
    return !Substitution.variables(new Formula.Iverson(condition)).contains(by.name())
        || (condition instanceof Condition.Compare(Relation relation, Formula left, Formula right)
            && relation != Relation.NE
            && !RationalTerm.line(left.minus(right), by).isEmpty());
  }

  /// Whether logarithms are of positive numbers, and nothing is divided by 0.
  static boolean isDefined(Known known, Formula term) {
    return isRegular(known, term)
        && Known.evaluated(term).stream().allMatch(it -> isDefined(known, it));
  }

  /// Whether a function has a value and all derivatives at the values of its arguments.
  private static boolean isRegular(Known known, Formula term) {
    return switch (term) {
      case Call(String function, List<Formula> arguments) ->
          switch (function) {
            case "log", "sqrt" -> isPositive(known, arguments.getFirst());
            case "log1p" -> isPositive(known, arguments.getFirst().plus(Formula.ONE));
            default -> SMOOTH.contains(function);
          };
      case Formula.Div(Formula _, Formula below) ->
          isPositive(known, below) || isPositive(known, below.negated());
      case Formula.Power(Formula base, Formula exponent) ->
          isPositive(known, base)
              || (exponent instanceof Formula.Num n
                  && n.denominator().equals(BigInteger.ONE)
                  && (n.numerator().signum() >= 0 || isPositive(known, base.negated())));
      case Formula.Num _,
          Formula.Named _,
          Var _,
          Formula.Entry _,
          Formula.Add _,
          Formula.Neg _,
          Formula.Mul _ ->
          true;
      case Formula.Fold _, Formula.Iverson _, Formula.Choose _ -> false;
    };
  }

  private static boolean isPositive(Known known, Formula term) {
    return new Ranges(known).of(term).isPositive() || known.entails(term, true);
  }

  private static boolean mentions(Formula term, Var by) {
    return Substitution.variables(term).contains(by.name());
  }

  /// Whether a term has all derivatives on the whole interval where it is defined: what is below a
  /// line has one sign, and logarithms are of what is positive, or of a linear term.
  static boolean isSmooth(Known known, Formula term, Var by) {
    boolean line =
        term instanceof Call(String log, List<Formula> arguments)
            && log.equals("log")
            && !RationalTerm.line(arguments.getFirst(), by).isEmpty();
    if (term instanceof Formula.Fold sum && sum.combination() == Formula.Combination.SUM) {
      return !mentions(sum.from(), by)
          && !mentions(sum.to(), by)
          && (sum.index().equals(by) || isSmooth(known.over(sum), sum.body(), by));
    }
    return line
        || !mentions(term, by)
        || (!(term instanceof Formula.Entry)
            && isRegular(known, term)
            && Known.evaluated(term).stream().allMatch(it -> isSmooth(known, it, by)));
  }
}
