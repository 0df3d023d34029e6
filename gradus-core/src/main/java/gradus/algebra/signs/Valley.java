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
record Valley(Known known, Reason.Valley reason) {

  private static final Set<String> SMOOTH =
      Set.of("exp", "expm1", "log", "log1p", "sigmoid", "tanh", "softplus", "sin", "cos", "erf");

  boolean holds() {
    Var by = reason.by();
    Formula term = reason.term();
    Formula place = Ranges.number(reason.at());
    Formula there = Known.replaced(term, by, place);
    Formula slope = new Derivative(by).of(term);
    Known line = new Known(interval(known.setting(), by));
    Known point = line.with(by, Setting.Kind.REAL);
    boolean apart = known.entails(by.minus(place), true) || known.entails(place.minus(by), true);
    return !known.setting().isInteger(by.name())
        && isWithin(line)
        && isSmooth(line, term, by)
        && isDefined(point, there)
        && Reasons.hold(point.setting(), reason.there())
        && reason.there().term().equals(there)
        && shows(line.with(by.minus(place), true), reason.after(), slope)
        && shows(line.with(place.minus(by), true), reason.before(), slope.negated())
        && (!reason.strict()
            || reason.there().strict()
            || (apart && reason.after().strict() && reason.before().strict()));
  }

  private static boolean shows(Known known, Reason reason, Formula term) {
    return reason.term().equals(term) && Reasons.hold(known.setting(), reason);
  }

  /// Whether the point is in the closed interval that is given.
  private boolean isWithin(Known line) {
    List<Condition> given = line.setting().given();
    Fraction low = Bounds.bound(given, reason.by(), 1).orElse(Fraction.INFINITY.negated());
    Fraction high = Bounds.bound(given, reason.by(), -1).orElse(Fraction.INFINITY);
    return low.compareTo(reason.at()) <= 0 && reason.at().compareTo(high) <= 0;
  }

  /// Without those conditions that need not leave an interval.
  static Setting interval(Setting setting, Var by) {
    List<Condition> kept =
        new Known(setting).facts().stream().filter(it -> leavesAnInterval(it, by)).toList();
    return new Setting(setting.variables(), setting.tensors(), kept);
  }

  private static boolean leavesAnInterval(Condition condition, Var by) {
    return !Substitution.variables(new Formula.Iverson(condition)).contains(by.name())
        || (condition instanceof Condition.Compare(Relation relation, Formula left, Formula right)
            && relation != Relation.NE
            && !RationalTerm.line(left.minus(right), by).isEmpty());
  }

  /// Whether logarithms are of positive numbers, and nothing is divided by 0.
  static boolean isDefined(Known known, Formula term) {
    Ranges ranges = new Ranges(known);
    boolean itself =
        switch (term) {
          case Call(String function, List<Formula> arguments) ->
              switch (function) {
                case "log", "sqrt" -> ranges.of(arguments.getFirst()).isPositive();
                case "log1p" -> ranges.of(arguments.getFirst().plus(Formula.ONE)).isPositive();
                default -> SMOOTH.contains(function);
              };
          case Formula.Div(Formula _, Formula below) -> isNotZero(ranges.of(below));
          case Formula.Power(Formula base, Formula exponent) ->
              exponent instanceof Formula.Num n
                  && n.denominator().equals(BigInteger.ONE)
                  && (n.numerator().signum() >= 0 || isNotZero(ranges.of(base)));
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
    return itself && Known.evaluated(term).stream().allMatch(it -> isDefined(known, it));
  }

  private static boolean isNotZero(Interval range) {
    return range.isPositive() || range.isNegative();
  }

  /// Whether a term has all derivatives on the whole interval where it is defined: what is below a
  /// line has one sign, and logarithms are of what is positive, or of a linear term.
  static boolean isSmooth(Known known, Formula term, Var by) {
    if (!Substitution.variables(term).contains(by.name())) {
      return true;
    }
    if (term instanceof Call(String log, List<Formula> arguments)
        && log.equals("log")
        && !RationalTerm.line(arguments.getFirst(), by).isEmpty()) {
      return true;
    }
    Formula bare = term;
    return isSmoothAtTop(known, bare)
        && Known.evaluated(bare).stream().allMatch(it -> isSmooth(known, it, by));
  }

  private static boolean isSmoothAtTop(Known known, Formula term) {
    Ranges ranges = new Ranges(known);
    return switch (term) {
      case Call(String function, List<Formula> arguments) ->
          switch (function) {
            case "log", "sqrt" -> ranges.of(arguments.getFirst()).isPositive();
            case "log1p" -> ranges.of(arguments.getFirst().plus(Formula.ONE)).isPositive();
            default -> SMOOTH.contains(function);
          };
      case Formula.Div(Formula _, Formula below) -> isNotZero(ranges.of(below));
      case Formula.Power(Formula base, Formula exponent) ->
          exponent instanceof Formula.Num n
              && n.denominator().equals(BigInteger.ONE)
              && (n.numerator().signum() >= 0 || isNotZero(ranges.of(base)));
      case Formula.Num _, Formula.Named _, Var _, Formula.Add _, Formula.Neg _, Formula.Mul _ ->
          true;
      case Formula.Entry _, Formula.Fold _, Formula.Iverson _, Formula.Choose _ -> false;
    };
  }
}
